import { describe, expect, test } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import type { Diagram } from "../../../planning/dossier/diagram.ts";
import { blanksOf, numbered, type OfficialDocument } from "../../../planning/dossier/document.ts";
import { planDigest, provinceDossier } from "../../../planning/dossier/dossier.ts";
import { nationalApplication } from "../../../planning/dossier/national.ts";
import { scheduleRows } from "../../../planning/dossier/schedule-rows.ts";
import type { DossierSubject } from "../../../planning/dossier/subject.ts";
import { loadProvinces } from "../../../provinces/load.ts";
import type { Province } from "../../../provinces/province.ts";
import { IsoDate } from "../../../provinces/schema/date.ts";
import { NationalApplication } from "../../../provinces/schema/national-application.ts";

const subjects = loadProvinces("provinces").provinces.map(({ province }) => subjectOf(province));

function subjectOf(province: Province): DossierSubject {
  return { province, plan: planCallCenter(province), schedule: scheduleRows(province) };
}

function of(id: string): DossierSubject {
  const subject = subjects.find(({ province }) => province.province === id);
  if (subject === undefined) throw new Error(`no province ${id}`);
  return subject;
}

function tableOf(document: OfficialDocument | undefined, caption: string): readonly (readonly string[])[] {
  const block = document?.body.find((each) => each.kind === "table" && each.caption === caption);
  if (block?.kind !== "table") throw new Error(`${document?.id ?? "no paper"} has no table ${caption}`);
  return block.rows;
}

const unitWords = { line: "线", e1: "条E1", channel: "路并发" } as const;

describe("papers of a province", () => {
  test.each(subjects.map((subject) => [subject.province.province, subject] as const))(
    "%s orders the trunks that its plan has, one order a trunk group",
    (_, subject) => {
      const orders = provinceDossier(subject).filter(({ id }) => id.startsWith("trunk-order-"));
      const groups = subject.plan.traffic.trunkGroups;
      expect(orders.map(({ id }) => id)).toEqual(groups.map(({ areaCode }) => `trunk-order-${areaCode}`));
      for (const [index, group] of groups.entries()) {
        const rows = new Map(tableOf(orders[index], "中继需求").map(([name, value]) => [name, value]));
        expect(rows.get("中继数量")?.startsWith(`${group.unitsOrdered}${unitWords[group.unit]}`)).toBe(true);
        expect(rows.get("服务区号")).toBe(group.serves.join("、"));
      }
    },
  );

  test("has a request for each local network, routed ones included", () => {
    const { province } = of("hebei");
    const requests = provinceDossier(of("hebei")).filter(({ id }) => id.startsWith("activation-request-"));
    expect(requests.map(({ id }) => id)).toEqual(
      province.localNetworks.map(({ areaCode }) => `activation-request-${areaCode}`),
    );
    expect(JSON.stringify(requests.at(-1))).toContain("汇接至区号0311");
  });

  test("files once for the province, or once for each locality", () => {
    const filingsOf = (filing: Province["filing"]) =>
      provinceDossier(subjectOf({ ...of("anhui").province, filing })).filter(({ id }) => id.startsWith("filing"));
    expect(filingsOf("province-centralized").map(({ id }) => id)).toEqual(["filing"]);
    const local = filingsOf("per-locality");
    expect(local).toHaveLength(15);
    expect(local[0]?.signature?.organ).toBe("合肥市人力资源和社会保障局");
    expect(tableOf(local[1], "各本地网启用规模").map((row) => row[1])).toEqual(["0553"]);
    for (const paper of [...local, ...filingsOf(undefined)])
      expect(
        numbered(paper.body).flatMap((block) => (block.kind === "heading" && block.level === 1 ? [block.text] : [])),
      ).toEqual(["一、码号启用技术方案", "二、码号启用前期准备情况", "三、码号启用实施进度安排", "四、联系方式"]);
  });

  test("leaves as blanks what the file does not say, and nothing that it says", () => {
    const { province } = of("beijing");
    const paper = (changed: Province) =>
      provinceDossier(subjectOf(changed)).find(({ id }) => id === "activation-request-010");
    const before = paper(province);
    expect(before === undefined ? [] : blanksOf(before)).toEqual([
      "010绑定号码",
      "项目负责人姓名",
      "项目负责人电话",
      "技术联系人姓名",
      "技术联系人电话",
      "值班室电话",
      "成文日期",
    ]);
    const contact = (duty: "lead" | "technical" | "duty-room") => ({ duty, name: "张三", phone: "010-00000000" });
    const filled = paper({
      ...province,
      localNetworks: province.localNetworks.map((network) => ({ ...network, pilotNumber: "01065550000" })),
      authority: { contacts: [contact("lead"), contact("technical"), contact("duty-room")] },
    });
    expect(filled === undefined ? [] : blanksOf(filled)).toEqual(["成文日期"]);
    expect(JSON.stringify(filled)).toContain("01065550000");
  });

  test("prints days that have passed, limits for those to come", () => {
    const { province } = of("ningxia");
    const day = (text: string) => IsoDate.parse(text);
    const dated = { ...province, activation: { agreementSignedOn: day("2026-03-02") } };
    const rows = new Map(scheduleRows(dated).map(({ step, when }) => [step, when]));
    expect(rows.get("与运营商总部签订码号开通协议")).toBe("已于2026年3月2日完成");
    expect(rows.get("总部通知各子公司")).toBe("与运营商总部签订码号开通协议后10个工作日内");
  });

  test("draws the outsourcing model of a province that leases, and of no other", () => {
    for (const subject of subjects) {
      const papers = provinceDossier(subject).filter(({ id }) => id === "outsourcing-model");
      expect(papers).toHaveLength(subject.province.build.mode === "outsourced" ? 1 : 0);
    }
    const text = (id: string) => JSON.stringify(provinceDossier(of(id)).at(-1));
    expect(text("hebei")).toContain("满溢时由保留座席接听");
    expect(text("xinjiang")).toContain("运营商在服务商处终结12333");
  });
});

describe("drawings", () => {
  const diagrams = subjects.flatMap((subject) =>
    provinceDossier(subject).flatMap(({ id, body }) =>
      body.flatMap((block) =>
        block.kind === "figure" ? [[`${subject.province.province} ${id}`, block.diagram] as const] : [],
      ),
    ),
  );

  test.each(diagrams)("%s: boxes stand apart in their frames, lines end at boxes", (_, diagram) => {
    for (const box of diagram.boxes) {
      const frame = diagram.frames.find((each) => within(box, each));
      expect(frame, box.title).toBeDefined();
      expect(diagram.boxes.filter((other) => other !== box && overlap(box, other))).toEqual([]);
    }
    for (const line of diagram.lines)
      for (const end of [line.from, line.to]) expect(diagram.boxes.some((box) => touches(end, box))).toBe(true);
  });

  type Area = Diagram["boxes"][number] | Diagram["frames"][number];
  const within = (inner: Area, outer: Area): boolean =>
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height;
  const overlap = (a: Area, b: Area): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
  const touches = ([x, y]: readonly [number, number], box: Area): boolean =>
    x >= box.x - 0.01 && x <= box.x + box.width + 0.01 && y >= box.y - 0.01 && y <= box.y + box.height + 0.01;
});

describe("the ministry's application", () => {
  test("has the seven items, and sums what the provinces plan", () => {
    const papers = nationalApplication(subjects, undefined);
    expect(papers.every(({ title }) => title.endsWith("（示例）"))).toBe(true);
    expect(papers.map(({ id }) => id.slice(0, 1))).toEqual(["1", "2", "3", "4", "5", "6", "7"]);
    const total = tableOf(papers[6], "服务量预测").at(-1);
    const seats = subjects.reduce((sum, { plan }) => sum + plan.traffic.agents.seats, 0);
    expect(total?.[4]?.replaceAll(",", "")).toBe(String(seats));
    expect(tableOf(papers[1], "各省、自治区、直辖市网络组织")).toHaveLength(31);
    const networks = subjects.reduce((sum, { province }) => sum + province.localNetworks.length, 0);
    expect(JSON.stringify(papers[0])).toContain(`共${networks}个本地网`);
    expect(papers.map(({ annex }) => annex)).toEqual([undefined, 1, 2, 3, 4, 5, 6]);
  });

  test("schedules each city with size, goal and day (item 3)", () => {
    const rows = tableOf(nationalApplication(subjects, undefined)[2], "启用城市、规模与时间");
    const codes = subjects.flatMap(({ province }) => province.localNetworks.map(({ areaCode }) => areaCode));
    expect(rows.map((row) => row[2])).toEqual(codes);
    for (const row of rows) {
      expect(row[1]).not.toBe("");
      expect(row[3]).toMatch(/[路线发）\d]，忙时[\d,]+次$/u);
    }
    const hefei = rows.find((row) => row[2] === "0551");
    expect(hefei?.[4]).toBe("2026年10月30日已启用");
    expect(rows.find((row) => row[2] === "010")?.[4]).toBe("齐备后10个工作日");
  });

  test("draws only carriers that take a province, each with its lines", () => {
    const north = subjects.filter(({ province }) => province.province === "hebei");
    const figure = nationalApplication(north, undefined)[1]?.body.find((block) => block.kind === "figure");
    const boxes = figure?.kind === "figure" ? figure.diagram.boxes.map(({ title }) => title) : [];
    expect(boxes).toContain("中国联通");
    expect(boxes).not.toContain("中国电信");
  });

  test("says what only people can supply, until they have", () => {
    const blanks = (facts: Parameters<typeof nationalApplication>[1]) =>
      nationalApplication(subjects, facts).flatMap(blanksOf);
    expect(blanks(undefined)).toContain("保证书签字人");
    const facts = NationalApplication.parse({
      guarantee: { signedBy: "李四", signedOn: "2026-03-02" },
      promotionDocuments: [
        { title: "关于开通12333电话的通知", number: "劳社部函〔2003〕84号", issuedOn: "2003-06-01" },
      ],
    });
    expect(blanks(facts)).not.toContain("保证书签字人");
    expect(blanks(facts).filter((blank) => blank.startsWith("推广"))).toEqual([]);
  });
});

test("a plan's digest is its content's: equal plans, equal digests; one seat more, another", () => {
  const { province, plan } = of("ningxia");
  expect(planDigest(planCallCenter(province))).toBe(planDigest(plan));
  const more = planCallCenter({
    ...province,
    staffing: { ...province.staffing, seats: plan.traffic.agents.seats + 1 },
  });
  expect(planDigest(more)).not.toBe(planDigest(plan));
});
