import { generateSync } from "otplib";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { found as database } from "../../live/hotline-database.ts";
import { findProgram } from "../../live/programs.ts";
import { field } from "../../support/desk-browser.ts";
import { nextCode, PASSWORD } from "../../support/desk-people.ts";
import { serious } from "./axe-findings.ts";
import { AGENT, DeskStage, shot } from "./desk-stage.ts";

/**
 * The built page in Chromium before the real service with its PostgreSQL. Does not prove: calls through a switch
 * (test/live/desk-telephone.test.ts, test/live/desk-call.test.ts), browsers as old as the oldest that it is built for.
 */
const found = findProgram("chromium", "chromium-browser", "google-chrome");
const missing = "missing" in found ? found.missing : "missing" in database ? database.missing : undefined;

describe.skipIf(missing !== undefined)(
  `the desk's page in Chromium${missing === undefined ? "" : `: skipped, ${missing}`}`,
  { timeout: 60_000 },
  () => {
    let stage: DeskStage;
    const pages: Page[] = [];

    beforeAll(async () => {
      if ("missing" in found) return;
      stage = await DeskStage.open(found.path);
      await stage.furnish();
    }, 180_000);
    afterAll(() => stage.close());
    afterEach(async () => {
      for (const page of pages.splice(0)) await page.context().close();
      stage.controller.waiting = [];
    });

    async function open(options: Parameters<DeskStage["page"]>[0] = {}): Promise<Page> {
      const page = await stage.page(options);
      pages.push(page);
      return page;
    }
    async function caller(): Promise<Page> {
      const page = await stage.caller();
      pages.push(page);
      return page;
    }
    const atDesk = async (options: Parameters<DeskStage["page"]>[0] = {}) => {
      const page = await open(options);
      await stage.atDesk(page);
      return page;
    };

    it("says that login or password are wrong without saying which", async () => {
      const page = await open();
      await page.goto(stage.desk.origin);
      await page.getByLabel("账号").fill("nobody");
      await shot(page, "sign-in");
      await page.getByLabel("密码").fill("wrong-wrong-wrong");
      await page.keyboard.press("Enter");
      await page.getByText("账号或密码不正确。").waitFor();
      await shot(page, "sign-in-refused");
      expect(await page.getByLabel("密码").inputValue()).toBe("wrong-wrong-wrong");
      await serious(page, "sign-in");
    });

    it("signs an agent in, checks the headset, and shows the desk with a telephone that is registered", async () => {
      const page = await open();
      await stage.wire.attach(page, "agent");
      await stage.signIn(page, AGENT.login);
      await page.getByRole("heading", { name: "检查耳机" }).waitFor();
      await page.getByText("听到了").waitFor();
      await shot(page, "headset");
      await serious(page, "headset");
      await page.getByRole("button", { name: "开始工作" }).click();
      await page.locator(".state-bar.state-break").waitFor();
      await page.locator(".line-ready").waitFor();
      await shot(page, "desk-break");
    });

    it("changes the agent's state by mouse and by key, and the switch has it", async () => {
      const page = await atDesk();
      await page.keyboard.press("F8");
      await page.locator(".state-bar.state-ready").waitFor();
      expect(stage.controller.agents.get(AGENT.agent)?.status).toBe("Available");
      await shot(page, "desk-ready");
      await page.getByRole("button", { name: "示忙" }).click();
      await shot(page, "desk-break-reasons");
      await page.getByRole("button", { name: "用餐" }).click();
      await page.locator(".state-bar.state-break").waitFor();
      expect(stage.controller.agents.get(AGENT.agent)).toMatchObject({ status: "On Break", reason: "meal" });
      expect(await page.locator(".state-why").textContent()).toBe("用餐");
    });

    it("takes a call from ring to work order, with the keyboard alone", async () => {
      const page = await atDesk();
      await page.keyboard.press("F8");
      await page.locator(".state-bar.state-ready").waitFor();
      stage.controller.waiting = [
        { queue: "pension", waiting: 3, longestWaitSeconds: 48 },
        { queue: "general", waiting: 1, longestWaitSeconds: 6 },
      ];
      const other = await caller();
      const uuid = await stage.ring(other);
      await page.locator(".call-ringing").waitFor();
      await page.getByText("139****5678").waitFor();
      await page.locator(".waiting-some").first().waitFor();
      await shot(page, "desk-ringing");
      await serious(page, "ringing");
      await page.keyboard.press("F2");
      await page.locator(".call-talking").waitFor();
      stage.controller.call("agent-answered", AGENT.agent, uuid);
      await page.locator(".state-bar.state-talking").waitFor();
      // The caller hears the agent: sound arrives at the other page.
      await other.waitForFunction(
        async () => {
          const connection = window.telephone.call.value?.session.connection;
          let energy = 0;
          (await connection?.getStats())?.forEach((each) => {
            if (each["type"] === "inbound-rtp") energy = Number(each["totalAudioEnergy"]);
          });
          return energy > 0;
        },
        undefined,
        { polling: 300 },
      );
      await page.keyboard.press("F4");
      await page.getByText("已保持").waitFor();
      await page.keyboard.press("F4");
      await page.getByText("已保持").waitFor({ state: "detached" });
      await page.keyboard.press("F7");
      await page.getByText("已静音").waitFor();
      await page.keyboard.press("F7");
      // Class, demand, text and outcome without a mouse.
      await page.getByRole("combobox").focus();
      await page.keyboard.type("待遇领取");
      await shot(page, "desk-class");
      await page.keyboard.press("Enter");
      expect(await page.getByRole("combobox").inputValue()).toContain("010102");
      await page.keyboard.press("F10");
      await page.keyboard.type("咨询企业职工养老保险待遇领取条件，已按现行政策答复，来电人表示清楚。");
      await shot(page, "desk-talking");
      await page.setViewportSize({ width: 1920, height: 1080 });
      await shot(page, "desk-talking-1920");
      await page.setViewportSize({ width: 1366, height: 768 });
      await serious(page, "talking");
      await page.keyboard.press("Shift+F2");
      stage.controller.call("agent-released", AGENT.agent, uuid);
      await page.locator(".state-bar.state-wrap-up").waitFor();
      await shot(page, "desk-wrap-up");
      await page.keyboard.press("Control+Enter");
      await page.getByText(/工单 \d+ 已提交。/).waitFor();
      expect(
        stage.server.query(
          "hotline",
          `SELECT class_code, demand, outcome, status, content FROM work_order WHERE call_uuid = '${uuid}'`,
          { user: "hotline_desk" },
        ),
      ).toBe("010102|inquiry|resolved|closed|咨询企业职工养老保险待遇领取条件，已按现行政策答复，来电人表示清楚。");
    });

    it("shows what the caller had before, and a number in clear only for a reason that is written down", async () => {
      const page = await atDesk();
      await page.keyboard.press("F8");
      const other = await caller();
      const uuid = await stage.ring(other, { number: "13901662990" });
      await page.locator(".call-ringing").waitFor();
      await page.keyboard.press("F2");
      await page.locator(".call-talking").waitFor();
      stage.controller.call("agent-answered", AGENT.agent, uuid);
      await page.getByRole("button", { name: "显示完整号码" }).click();
      await page.getByLabel("原因").fill("来电人要求短信告知材料清单");
      await shot(page, "desk-unmask");
      await page.keyboard.press("Enter");
      await page.getByText("13901662990").waitFor();
      expect(
        stage.server.query("hotline", `SELECT actor FROM audit_log WHERE object = '${uuid}'`, {
          user: "hotline_migration",
        }),
      ).toContain(AGENT.login);
      await page.locator(".history li").first().waitFor();
      await shot(page, "desk-history");
      await page.getByRole("button", { name: /^转接/ }).click();
      await page.getByRole("dialog").waitFor();
      await page.getByRole("dialog").getByText("李明").waitFor();
      await shot(page, "desk-transfer");
      await serious(page, "transfer");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Shift+F2");
      stage.controller.call("agent-released", AGENT.agent, uuid);
      await page.locator(".state-bar.state-wrap-up").waitFor();
    });

    it("keeps what is being written over a reload and a database that is away, and sends it when it is back", async () => {
      const page = await atDesk();
      await page.keyboard.press("F10");
      await page.keyboard.type("反映某企业拖欠两个月工资，已告知投诉渠道。");
      await page.getByText(/草稿已存/).waitFor();
      await page.waitForTimeout(500);
      await page.reload();
      await page.locator(".line-ready").waitFor();
      expect(await page.getByLabel("内容").inputValue()).toBe("反映某企业拖欠两个月工资，已告知投诉渠道。");
      await stage.server.crash();
      await page.getByText(/数据库连不上：照常接听/).waitFor();
      await page.getByRole("button", { name: /^提交/ }).first().click();
      await page.getByText("已存在本机，数据库恢复后自动提交。").waitFor();
      await page.getByText("1 份工单待提交").waitFor();
      await shot(page, "desk-database-away");
      await page.reload();
      await page.getByText("1 份工单待提交").waitFor();
      await stage.server.startAgain();
      await page.getByText("1 份工单待提交").waitFor({ state: "detached", timeout: 40_000 });
      expect(
        stage.server.query("hotline", "SELECT count(*) FROM work_order WHERE content LIKE '反映某企业%'", {
          user: "hotline_desk",
        }),
      ).toBe("1");
    });

    it("shows what is happening when the connection to the switch is cut, and registers again by itself", async () => {
      const page = await atDesk();
      await stage.wire.cut();
      await page.getByText("与交换机的连接中断，正在重连。").waitFor();
      await page.locator(".line-cut").waitFor();
      await shot(page, "desk-line-cut");
      stage.wire.mend();
      await page.locator(".line-ready").waitFor({ timeout: 20_000 });
    });

    it("notices within a quarter of a minute that a connection is dead that nobody closed", async () => {
      const page = await atDesk();
      stage.wire.silent = true;
      const began = performance.now();
      await page.locator(".line-cut, .line-connecting, .line-registering").waitFor({ timeout: 30_000 });
      expect(performance.now() - began).toBeLessThan(17_000);
      stage.wire.silent = false;
      await page.locator(".line-ready").waitFor({ timeout: 45_000 });
    });

    it("takes a call back, calls, and says how it went", async () => {
      const page = await atDesk();
      await page.getByRole("tab", { name: /回拨/ }).click();
      await page.getByRole("button", { name: /^领取/ }).first().click();
      await page.getByRole("button", { name: "拨打" }).waitFor();
      await shot(page, "desk-call-backs");
      await serious(page, "call-backs");
      await page.getByRole("button", { name: "未接通", exact: true }).click();
      await page.getByText("已试 1 次").waitFor();
    });

    it("finds work orders, adds a note and closes one", async () => {
      const page = await atDesk();
      await page.keyboard.press("F10");
      await page.keyboard.type("工伤认定材料不齐，需回访。");
      await page.getByText("需回拨").click();
      await page.keyboard.press("Control+Enter");
      await page.getByText(/工单 \d+ 已提交。/).waitFor();
      await page.getByRole("link", { name: "工单" }).click();
      await page.locator(".order-row", { hasText: "工伤认定材料不齐" }).click();
      await page.getByLabel("备注").fill("已电话补充说明");
      await shot(page, "orders");
      await serious(page, "orders");
      await page.getByRole("button", { name: "办结" }).click();
      await page.locator(".order-one .order-status-closed").waitFor();
      expect(await page.locator(".steps li").count()).toBeGreaterThanOrEqual(2);
    });

    it("shows the wallboard live and lets a supervisor set a state with a reason", async () => {
      const page = await open({ width: 1920, height: 1080 });
      stage.controller.waiting = [
        { queue: "pension", waiting: 4, longestWaitSeconds: 71 },
        { queue: "general", waiting: 2, longestWaitSeconds: 9 },
      ];
      await stage.wire.attach(page, "agent");
      await stage.signIn(page, "wangmin");
      await page.getByRole("button", { name: "开始工作" }).click();
      await page.getByRole("link", { name: "监控大屏" }).click();
      await page.locator(".tile-value", { hasText: /^6$/ }).waitFor();
      await page.locator(".tile-bad").first().waitFor();
      await shot(page, "board-1920");
      await serious(page, "board");
      await page.setViewportSize({ width: 1366, height: 768 });
      await shot(page, "board-1366");
      await page.getByRole("button", { name: "设置状态 王芳" }).click();
      await page.getByText("设为示忙").click();
      await page.getByLabel("原因").fill("忘记示忙");
      await shot(page, "board-state");
      await page.keyboard.press("Enter");
      await page.getByText("已设置 王芳。").waitFor();
      await page.locator(".agent-card", { hasText: "王芳" }).getByText("班长设置").waitFor();
      await page.locator(".agent-card", { hasText: "王芳" }).locator(".state-break").waitFor();
    });

    it("shows the day's report and the agents' quality", async () => {
      const page = await open();
      await stage.wire.attach(page, "agent");
      await stage.signIn(page, "zhaoyan");
      await page.getByRole("button", { name: "开始工作" }).click();
      await page.getByRole("link", { name: "日报" }).click();
      await page.getByRole("heading", { name: "分时段" }).waitFor();
      const answered = await page.locator(".tile", { hasText: "接听" }).locator(".tile-value").first().textContent();
      const { body } = await stage.administrator.get("session");
      expect(field(body, "login")).toBe("admin");
      expect(Number(answered)).toBeGreaterThan(100);
      await shot(page, "report");
      await serious(page, "report");
      await page.getByRole("link", { name: "质检" }).click();
      await page.getByRole("heading", { name: "坐席当日指标" }).waitFor();
      await page.locator(".agent-card", { hasText: "周婷" }).waitFor();
      await shot(page, "quality");
      await serious(page, "quality");
    });

    it("lets an administrator make an account, whose person changes the password at the first sign-in", async () => {
      const page = await open();
      await stage.signIn(page, "admin2");
      await page.getByRole("link", { name: "管理" }).click();
      await page.getByRole("heading", { name: "管理" }).waitFor();
      await page.getByText("陈静").waitFor();
      await shot(page, "administration-agents");
      await serious(page, "administration");
      await page.getByRole("button", { name: "修改 陈静" }).click();
      await shot(page, "administration-agent");
      await serious(page, "agent dialog");
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "新增坐席" }).click();
      await page.getByLabel(/^工号/).fill("1030");
      await page.getByRole("dialog").getByLabel("姓名").fill("孙丽");
      await page.getByRole("dialog").getByLabel("养老保险").selectOption("1");
      await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
      await page.getByRole("row", { name: /1030/ }).waitFor();
      await page.getByRole("tab", { name: "账号" }).click();
      await page.getByRole("button", { name: "新增账号" }).click();
      await page.getByRole("dialog").getByLabel("账号", { exact: true }).fill("sunli");
      await page.getByRole("dialog").getByLabel("姓名").fill("孙丽");
      await page.getByRole("dialog").getByLabel("坐席工号").fill("1030");
      await shot(page, "administration-account");
      await page.getByRole("dialog").getByRole("button", { name: "保存" }).click();
      await page.getByText("sunli 的临时密码").waitFor();
      await shot(page, "administration-password");
      const password = (await page.locator(".secret code").textContent()) ?? "";
      await page.getByRole("button", { name: "确定" }).click();
      await shot(page, "administration-accounts");
      for (const [tab, name] of [
        ["技能", "skills"],
        ["队列参数", "queues"],
        ["业务分类", "classes"],
      ] as const) {
        await page.getByRole("tab", { name: tab }).click();
        await page.waitForTimeout(300);
        await shot(page, `administration-${name}`);
        await serious(page, name);
      }
      const fresh = await open();
      await fresh.goto(stage.desk.origin);
      await fresh.getByLabel("账号").fill("sunli");
      await fresh.getByLabel("密码").fill(password);
      await fresh.keyboard.press("Enter");
      await fresh.getByRole("heading", { name: "设置新密码" }).waitFor();
      await fresh.getByLabel("当前密码").fill(password);
      await fresh.getByLabel("新密码", { exact: true }).fill(PASSWORD);
      await fresh.getByLabel("再输入一次").fill(PASSWORD);
      await shot(fresh, "new-password");
      await serious(fresh, "new password");
      await fresh.getByRole("button", { name: "修改密码" }).click();
      await fresh.getByRole("heading", { name: "检查耳机" }).waitFor();
    });

    it("takes an auditor through a new password and a second factor to the audit log, and asks for the code next time", async () => {
      const made = await stage.administrator.post("administration/accounts", {
        login: "qianshen",
        displayName: "钱审",
        roles: ["auditor"],
        agent: null,
        listenIn: false,
        disabled: false,
        identity: "local",
      });
      const first = String(field(made.body, "password"));
      const page = await open();
      await page.goto(stage.desk.origin);
      await page.getByLabel("账号").fill("qianshen");
      await page.getByLabel("密码").fill(first);
      await page.keyboard.press("Enter");
      await page.getByLabel("当前密码").fill(first);
      await page.getByLabel("新密码", { exact: true }).fill(PASSWORD);
      await page.getByLabel("再输入一次").fill(PASSWORD);
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "设置第二因素" }).waitFor();
      await page.getByLabel("密码").fill(PASSWORD);
      await page.keyboard.press("Enter");
      const secret = ((await page.locator(".secret code").textContent()) ?? "").replaceAll(" ", "");
      await shot(page, "second-factor");
      await serious(page, "second factor");
      await page.keyboard.type(generateSync({ secret }));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "审计日志" }).waitFor();
      await page.getByRole("cell", { name: "wangmin" }).first().waitFor();
      await shot(page, "audit");
      await serious(page, "audit");
      await page.getByLabel("操作人").fill(AGENT.login);
      await page.getByRole("button", { name: "搜索" }).click();
      await page.getByRole("cell", { name: "wangmin" }).first().waitFor({ state: "detached" });
      await page.getByRole("button", { name: /钱审/ }).click();
      await page.getByRole("button", { name: "退出登录" }).click();
      await page.getByText("您已退出登录。").waitFor();
      await page.getByLabel("账号").fill("qianshen");
      await page.getByLabel("密码").fill(PASSWORD);
      await page.keyboard.press("Enter");
      await page.getByLabel("验证码").waitFor();
      await page.keyboard.type("000000");
      await shot(page, "sign-in-code");
      await page.keyboard.press("Enter");
      await page.getByText(/验证码不正确/).waitFor();
      await page.getByLabel("验证码").fill(nextCode(secret));
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "审计日志" }).waitFor();
    });

    it("offers the identity provider where there is one", async () => {
      const identity = { oidc: { issuer: "https://identity.example", clientId: "desk", label: "省人社统一认证" } };
      stage.desk.write({ identity });
      const page = await open();
      const button = page.getByRole("link", { name: "用省人社统一认证登录" });
      // The service reads its file within a second.
      await expect
        .poll(
          async () => {
            await page.goto(stage.desk.origin);
            await page.getByLabel("账号").waitFor();
            return button.count();
          },
          { timeout: 20_000, interval: 500 },
        )
        .toBe(1);
      expect(await button.getAttribute("href")).toBe("/api/oidc/start");
      await shot(page, "sign-in-oidc");
      // Where the service sends a browser whose sign-in there failed.
      await page.goto("about:blank");
      await page.goto(`${stage.desk.origin}/#sign-in=forbidden`);
      await page.getByRole("alert").getByText("统一身份认证没有成功").waitFor();
      stage.desk.write({});
    });

    it("speaks English at a switch, and keeps to it", async () => {
      const page = await atDesk();
      await page.getByRole("button", { name: /chenjing|陈静/ }).click();
      await shot(page, "menu");
      await page.getByRole("button", { name: "English" }).click();
      await page.getByRole("heading", { name: "New work order" }).waitFor();
      await page.keyboard.press("Escape");
      expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
      await shot(page, "desk-english");
      await serious(page, "English");
      await page.reload();
      await page.getByRole("heading", { name: "New work order" }).waitFor();
      // Names of people, queues and reasons are the department's own; all else is English.
      const texts = await page.evaluate(() => document.querySelector(".order")?.textContent ?? "");
      expect(texts).not.toMatch(/[\u4e00-\u9fff]/);
    });

    it("has a high contrast, and everything in reach of the Tab key with a ring to see", async () => {
      const page = await atDesk();
      await page.getByRole("button", { name: /chenjing|陈静/ }).click();
      await page.getByRole("button", { name: "高对比度" }).click();
      await page.keyboard.press("Escape");
      await shot(page, "desk-contrast");
      await serious(page, "contrast", ["color-contrast", "color-contrast-enhanced"]);
      const reached = new Set<string>();
      for (let tabs = 0; tabs < 60; tabs++) {
        await page.keyboard.press("Tab");
        const at = await page.evaluate(() => {
          const { activeElement } = document;
          if (activeElement === null || activeElement === document.body) return undefined;
          const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
          const ring = activeElement.closest(".choice") ?? activeElement;
          return {
            name:
              (activeElement.textContent ?? "") + (activeElement.getAttribute("placeholder") ?? activeElement.tagName),
            seen:
              outlineStyle !== "none" && outlineWidth !== "0px" ? true : getComputedStyle(ring).outlineStyle !== "none",
          };
        });
        if (at === undefined) continue;
        expect(at.seen, at.name).toBe(true);
        reached.add(at.name);
      }
      for (const wanted of ["坐席", "示忙", "提交", "来电历史", "TEXTAREA"])
        expect(
          [...reached].some((name) => name.includes(wanted)),
          wanted,
        ).toBe(true);
    });

    it("did nothing on all these pages that its policy forbids", () => {
      expect(stage.violations).toEqual([]);
    });
  },
);

/** As these functions run in the page. */
declare const document: {
  readonly documentElement: { readonly lang: string };
  readonly body: object;
  readonly activeElement: PageElement | null;
  querySelector(selector: string): PageElement | null;
};
interface PageElement {
  readonly tagName: string;
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  closest(selector: string): PageElement | null;
}
declare const getComputedStyle: (of: PageElement) => { readonly outlineStyle: string; readonly outlineWidth: string };
declare const window: {
  readonly telephone: {
    readonly call: {
      readonly value: {
        readonly session: { readonly connection: { getStats(): Promise<Map<string, Record<string, unknown>>> } };
      } | null;
    };
  };
};
