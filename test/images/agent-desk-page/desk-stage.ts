import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { pageBuild } from "../../../images/agent-desk/bundle-page.ts";
import { MEDIA, startMigrated } from "../../live/hotline-database.ts";
import type { TrialPostgres } from "../../live/postgres.ts";
import type { DeskBrowser } from "../../support/desk-browser.ts";
import { expectStatus, firstAdministrator, PASSWORD, person } from "../../support/desk-people.ts";
import { TrialController } from "../../support/trial-controller.ts";
import { DESK_KEY, TrialDesk } from "../../support/trial-desk.ts";
import { SipWire } from "./sip-wire.ts";

export const QUEUES = [
  { name: "general", label: "综合咨询", skills: ["general"] },
  { name: "pension", label: "养老保险", skills: ["pension"] },
  { name: "relations", label: "劳动关系", skills: ["relations"] },
  { name: "tibetan", label: "藏语专席", skills: ["tibetan"] },
];
/** Invented: the standard's own table is not part of this software. */
const CLASSES = [
  ["01", "社会保险"],
  ["0101", "养老保险"],
  ["010101", "参保缴费"],
  ["010102", "待遇领取"],
  ["010103", "关系转移接续"],
  ["0102", "工伤保险"],
  ["010201", "工伤认定"],
  ["010202", "待遇申领"],
  ["02", "劳动关系"],
  ["0201", "劳动报酬"],
  ["020101", "拖欠工资"],
  ["020102", "最低工资标准"],
  ["03", "就业创业"],
  ["0301", "就业补贴"],
  ["030101", "技能提升补贴"],
].map(([code, title]) => ({ code, title }));

const NAMES =
  "陈静 李明 王芳 张伟 刘洋 赵敏 周婷 吴强 郑丽 孙浩 马兰 朱琳 胡军 郭燕 何超 高洁 林峰 罗欣 梁冰 宋佳".split(" ");
export const AGENT = { login: "chenjing", agent: "1001" } as const;

/**
 * The built page before the real service and its real PostgreSQL, in a headless Chromium. In the place of media nodes
 * stand a controller that only remembers (test/support) and a wire between two pages.
 */
export class DeskStage {
  readonly server: TrialPostgres;
  readonly controller: TrialController;
  readonly desk: TrialDesk;
  readonly administrator: DeskBrowser;
  readonly wire = new SipWire();
  readonly violations: string[] = [];
  readonly #folder: string;
  readonly #browser: Browser;

  private constructor(parts: {
    server: TrialPostgres;
    controller: TrialController;
    desk: TrialDesk;
    administrator: DeskBrowser;
    folder: string;
    browser: Browser;
  }) {
    this.server = parts.server;
    this.controller = parts.controller;
    this.desk = parts.desk;
    this.administrator = parts.administrator;
    this.#folder = parts.folder;
    this.#browser = parts.browser;
  }

  static async open(executablePath: string): Promise<DeskStage> {
    const folder = mkdtempSync(join(tmpdir(), "hotline-page-"));
    await build(pageBuild(join(folder, "page")));
    await build({
      root: join(import.meta.dirname, "../../live/fixtures/desk-telephone"),
      configFile: false,
      logLevel: "error",
      build: { outDir: join(folder, "caller"), emptyOutDir: true },
    });
    const server = await startMigrated();
    const controller = await TrialController.start(DESK_KEY);
    const desk = await TrialDesk.start({
      server,
      controllers: [{ name: "node-a", address: "127.0.0.1" }],
      controllerPort: controller.port,
      file: {
        province: "安徽省",
        queues: QUEUES,
        languages: ["zh", "bo"],
        sip: { domain: "test.hotline.internal", nodes: [{ name: "node-a", url: "wss://127.0.0.1:7443" }] },
        experts: [{ label: "社保政策专家（留用席）", dial: "1090" }],
        identity: { secondFactorFor: ["auditor"] },
      },
      environment: { DESK_PAGE_DIR: join(folder, "page") },
    });
    const administrator = await firstAdministrator(desk);
    const browser = await chromium.launch({
      executablePath,
      args: [
        "--no-sandbox",
        "--use-fake-device-for-media-stream",
        "--use-fake-ui-for-media-stream",
        "--autoplay-policy=no-user-gesture-required",
        // Also where loopback is the only network; browsers leave it out otherwise.
        "--allow-loopback-in-peer-connection",
        "--disable-features=WebRtcHideLocalIpsWithMdns",
      ],
    });
    return new DeskStage({ server, controller, desk, administrator, folder, browser });
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.desk.dispose();
    await this.controller.stop();
    await this.server.dispose();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** People of every role, agents of every state, classes, and a day's calls. */
  async furnish(): Promise<void> {
    const { administrator } = this;
    await expectStatus(200, administrator.post("administration/classes", { classes: CLASSES }));
    const browsers: DeskBrowser[] = [];
    for (const [at, name] of NAMES.entries()) {
      const agent = String(1001 + at);
      const skills = [QUEUES[at % 3]?.name ?? "general", "general"];
      browsers.push(
        await person(this.desk, administrator, {
          login: at === 0 ? AGENT.login : `agent${agent}`,
          roles: ["agent"],
          agent,
          skills: [...new Set(skills)],
        }),
      );
      await this.rename(agent, name, [...new Set(skills)]);
      await this.nameAccount(at === 0 ? AGENT.login : `agent${agent}`, { displayName: name, roles: ["agent"], agent });
    }
    for (const [login, roles, agent, displayName] of [
      ["wangmin", ["supervisor"], "1050", "王敏"],
      ["zhaoyan", ["quality"], "1060", "赵燕"],
      ["admin2", ["administrator"], undefined, "系统管理"],
    ] as const) {
      await person(this.desk, administrator, {
        login,
        roles: [...roles],
        ...(agent === undefined ? {} : { agent }),
        listenIn: true,
      });
      if (agent !== undefined) await this.rename(agent, displayName, ["general"]);
      await this.nameAccount(login, { displayName, roles, agent: agent ?? null, listenIn: true });
    }
    await this.#states(browsers);
    this.#calls();
  }

  async rename(agent: string, displayName: string, skills: readonly string[]): Promise<void> {
    await expectStatus(
      204,
      this.administrator.put(`administration/agents/${agent}`, {
        displayName,
        employer: Number(agent) > 1015 ? "provider" : "department",
        activeFrom: "2026-01-01",
        activeUntil: null,
        skills: skills.map((skill, at) => ({ skill, level: at + 1 })),
      }),
    );
  }

  /** In the middle of a form that would sign the person out, so before anybody looks. */
  async nameAccount(login: string, form: Readonly<Record<string, unknown>>): Promise<void> {
    await expectStatus(
      204,
      this.administrator.put(`administration/accounts/${login}`, { listenIn: false, disabled: false, ...form }),
    );
  }

  async #states(browsers: readonly DeskBrowser[]): Promise<void> {
    for (const [at, browser] of browsers.entries()) {
      if (at === 0 || at > 16) continue;
      await expectStatus(200, browser.post("telephone"));
      const agent = String(1001 + at);
      if (at % 5 === 1)
        await expectStatus(200, browser.put("state", { status: "break", reason: at % 2 === 0 ? "meal" : "rest" }));
      else await expectStatus(200, browser.put("state", { status: "ready" }));
      const uuid = randomUUID();
      if (at % 3 === 0) {
        this.controller.call("agent-offered", agent, uuid);
        if (at !== 3) this.controller.call("agent-answered", agent, uuid);
      }
    }
  }

  /** Calls of today, as the media nodes hand them in; two who gave up, one who asked to be called back. */
  #calls(): void {
    this.server.query(
      "hotline",
      `INSERT INTO call_record_intake (uuid, started_at, answered_at, ended_at, direction, caller_number, trunk_group, queue, agent,
         queue_joined, queue_answered, queue_terminated, queue_canceled, queue_cancel_reason, satisfaction)
       SELECT gen_random_uuid(), t, t, t + (w + CASE WHEN lost THEN 0 ELSE talk END) * interval '1 s', 'inbound',
         '13' || lpad((900000000 + n * 7919)::text, 9, '0'), '0551', (ARRAY['general','pension','relations'])[1 + n % 3],
         CASE WHEN lost THEN NULL ELSE (1001 + n % 17)::text END, e, CASE WHEN lost THEN 0 ELSE e + w END,
         CASE WHEN lost THEN 0 ELSE e + w + talk END, CASE WHEN lost THEN e + w ELSE 0 END,
         CASE WHEN lost THEN 'BREAK_OUT' ELSE '' END, CASE WHEN n % 4 = 0 THEN 5 - n % 3 ELSE NULL END
       FROM generate_series(1, 240) AS n,
         LATERAL (SELECT n % 19 = 0 AS lost, 4 + (n * 13) % 23 AS w, 90 + (n * 37) % 260 AS talk) AS facts,
         LATERAL (SELECT greatest((now() AT TIME ZONE 'Asia/Shanghai')::date::timestamp AT TIME ZONE 'Asia/Shanghai', now() - n * interval '150 s') AS t) AS moment,
         LATERAL (SELECT extract(epoch FROM t)::bigint AS e) AS epoch`,
      MEDIA,
    );
    this.server.query(
      "hotline",
      `INSERT INTO call_record_intake (uuid, started_at, ended_at, direction, caller_number, queue, queue_joined, queue_canceled, queue_cancel_reason, callback_requested, callback_number)
       SELECT gen_random_uuid(), now() - interval '20 min', now() - interval '19 min', 'inbound', '13855512345', 'pension',
         extract(epoch FROM now())::bigint - 1200, extract(epoch FROM now())::bigint - 1140, 'BREAK_OUT', true, '13855512345'`,
      MEDIA,
    );
  }

  /** A page of its own, as on another computer. What its policy forbids is written down. */
  async page(options: { width?: number; height?: number } = {}): Promise<Page> {
    const { width = 1366, height = 768 } = options;
    const context = await this.#browser.newContext({
      viewport: { width, height },
      permissions: ["microphone", "clipboard-read", "clipboard-write"],
      locale: "zh-CN",
      timezoneId: "Asia/Shanghai",
    });
    await this.#watch(context);
    const page = await context.newPage();
    return page;
  }

  async #watch(context: BrowserContext): Promise<void> {
    await context.exposeFunction("policyViolated", (what: string) => this.violations.push(what));
    await context.addInitScript({
      content:
        "document.addEventListener('securitypolicyviolation', (e) => policyViolated(e.violatedDirective + ' ' + e.blockedURI))",
    });
  }

  async signIn(page: Page, login: string): Promise<void> {
    await page.goto(this.desk.origin);
    await page.getByLabel(/^(账号|Login)$/).fill(login);
    await page.getByLabel(/^(密码|Password)$/).fill(PASSWORD);
    await page.keyboard.press("Enter");
  }

  /** The agent at the desk, headset checked, telephone registered. */
  async atDesk(page: Page, login: string = AGENT.login): Promise<void> {
    await this.wire.attach(page, "agent");
    await this.signIn(page, login);
    await page.getByRole("button", { name: "开始工作" }).click();
    await page.locator(".line-ready").waitFor();
  }

  /** Somebody who calls: another page with the desk's own telephone and nothing around it. */
  async caller(): Promise<Page> {
    const page = await this.page();
    await this.wire.attach(page, "caller");
    const types: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };
    await page.route("https://caller.example/**", (route) => {
      const path = new URL(route.request().url()).pathname;
      const file = join(this.#folder, "caller", path === "/" ? "index.html" : path);
      return route.fulfill({ body: readFileSync(file), contentType: types[extname(file)] ?? "text/plain" });
    });
    const query = new URLSearchParams({
      agent: "9999",
      realm: "test.hotline.internal",
      password: "only-for-this-run",
      url: "wss://127.0.0.1:7443",
    });
    await page.goto(`https://caller.example/?${query.toString()}`);
    await page.waitForFunction(() => window.telephone.reachable.value);
    return page;
  }

  /** As the switch and its controller: who calls, what is known, the offer; then the telephone rings. */
  async ring(caller: Page, of: { number?: string; known?: boolean } = {}): Promise<string> {
    const uuid = randomUUID();
    const number = of.number ?? "13955105678";
    this.controller.numbers.set(uuid, number);
    const about = { media_node: "node-a", call_uuid: uuid, queue: "pension" };
    this.controller.tell({ ...about, kind: "caller", number, language: "zh", trunk_group: "0551" });
    if (of.known !== false)
      this.controller.tell({
        ...about,
        kind: "caller-data",
        outcome: "known",
        milliseconds: 120,
        caller: {
          name: "李**",
          id_number: "**************3021",
          tags: ["参保职工", "企业退休"],
          open_requests: 1,
          last_contact_on: "2026-11-02",
        },
      });
    this.controller.call("agent-offered", AGENT.agent, uuid);
    await caller.evaluate((agent) => window.telephone.dial(agent), AGENT.agent);
    return uuid;
  }
}

/** Writes a picture when HOTLINE_SHOTS names a folder: for people who look. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env["HOTLINE_SHOTS"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

/** The caller's telephone as it runs in its page. */
declare const window: {
  readonly telephone: {
    readonly reachable: { readonly value: boolean };
    readonly call: { readonly value: { readonly phase: { readonly value: string }; hangUp(): void } | null };
    dial(target: string): Promise<unknown>;
  };
};
