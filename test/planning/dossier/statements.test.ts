import { describe, expect, test } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { planTimeline } from "../../../planning/activation/timeline.ts";
import { isoDate } from "../../../planning/calendar/date.ts";
import { blanksOf, type OfficialDocument } from "../../../planning/dossier/document.ts";
import { provinceDossier } from "../../../planning/dossier/dossier.ts";
import { branchOf, localDepartmentOf, shortName } from "../../../planning/dossier/organs.ts";
import { scheduleRows } from "../../../planning/dossier/schedule-rows.ts";
import { loadProvinces } from "../../../provinces/load.ts";
import { Province } from "../../../provinces/province.ts";
import { areaCodesOf } from "../../../provinces/reference/area-codes.ts";

const loaded = new Map(
  loadProvinces("provinces").provinces.map(({ province }) => [province.province as string, province]),
);

function provinceOf(id: string, changes: Record<string, unknown> = {}): Province {
  const province = loaded.get(id);
  if (province === undefined) throw new Error(`no province ${id}`);
  return Province.parse({ ...province, ...changes });
}

function papersOf(province: Province): readonly OfficialDocument[] {
  return provinceDossier({ province, plan: planCallCenter(province), schedule: scheduleRows(province) });
}

function textOf(papers: readonly OfficialDocument[], start = ""): string {
  return JSON.stringify(papers.filter(({ id }) => id.startsWith(start)));
}

describe("papers say only what holds for who answers", () => {
  test("a merged line promises no seats, no service level, no recording", () => {
    const text = textOf(papersOf(provinceOf("hunan")));
    expect(text).toContain("转送12345平台统一受理，不另设座席");
    expect(text).not.toMatch(/人工座席|规划座席|0席|按规划座席测算|全程录音|爱尔兰C|听到欢迎词|按键输入|回拨|工作模式/);
  });

  test("telephones have no menu, no queue, no recorder", () => {
    const text = textOf(papersOf(provinceOf("qinghai")));
    expect(text).toContain("热线话机28部");
    expect(text).toContain("话机按爱尔兰B公式");
    expect(text).not.toMatch(/座席系统|听到欢迎词|按键输入|爱尔兰C|平均应答时间|录音归档|排队/);
  });

  test("at the provider's site nothing is ascribed to a switch of the department's", () => {
    const text = textOf(papersOf(provinceOf("xinjiang")));
    expect(text).not.toMatch(/原因值34|互为备份|集中的呼叫中心|接管/);
    expect(text).toContain("主管部门对接点位于乌鲁木齐");
  });

  test("one node gives gateways one peer, two give two", () => {
    const one = textOf(papersOf(provinceOf("hunan")));
    expect(one).toContain("每个网关配置一个对端");
    expect(one).not.toContain("两个对端互为备份");
    expect(textOf(papersOf(provinceOf("anhui")))).toContain("两个对端互为备份");
  });

  test("load-capped seats are not said to come from Erlang C", () => {
    const text = textOf(papersOf(provinceOf("ningxia", { staffing: { method: "load-cap" } })));
    expect(text).toContain("座席按最高负荷率核定");
    expect(text).not.toContain("爱尔兰C");
  });

  test("a call back is promised only where a queue has it, a closing time only where there is one", () => {
    const province = provinceOf("anhui");
    const queues = (province.queues ?? []).map((queue) => ({ ...queue, overflow: "announcement" }));
    expect(textOf(papersOf(provinceOf("anhui", { queues })))).not.toContain("回拨");
    expect(textOf(papersOf(province))).toContain("登记回拨");
    expect(textOf(papersOf(provinceOf("chongqing")))).not.toContain("非工作时间");
  });

  test("own people on the provider's platform are not called the provider's seats", () => {
    const { build } = provinceOf("hebei");
    if (build.mode !== "outsourced") throw new Error("hebei leases");
    const leases = { ...build.leases, people: false, service: false };
    const text = textOf(papersOf(provinceOf("hebei", { build: { ...build, leases } })));
    expect(text).toContain("本单位座席");
    expect(text).not.toContain('"title":"服务商座席"');
  });

  test("a merged line that leases people has nobody answering on its own platform", () => {
    const { build } = provinceOf("jilin");
    const province = provinceOf("hunan", { build });
    const text = textOf(papersOf(province), "outsourcing-model");
    expect(text).toContain("12333译转12345");
    expect(text).not.toMatch(/浏览器话机|派话|0席/);
  });

  test("a provider and a unit that are not known are blanks, not words", () => {
    const papers = papersOf(provinceOf("hebei")).filter(({ id }) => id === "outsourcing-model");
    expect(papers.flatMap(blanksOf)).toEqual(["服务商名称", "保留单位名称"]);
  });

  test("no paper speaks of a whole province where there is a region or a municipality", () => {
    for (const [id, whole] of [
      ["beijing", "全省"],
      ["xizang", "全省"],
      ["anhui", "全区"],
    ] as const)
      expect(textOf(papersOf(provinceOf(id))), id).not.toContain(whole);
  });
});

describe("papers and procedure agree", () => {
  test("limits that the file overrides are those the papers ask for", () => {
    const limits = { opening: 7, openingReport: 3, filingNotice: 8 };
    const papers = papersOf(provinceOf("anhui", { activation: { limits } }));
    expect(textOf(papers, "filing")).toContain("8个工作日内，向本地");
    const request = textOf(papers, "activation-request-0551");
    expect(request).toContain("之日起7个工作日内");
    expect(request).toContain("开通后3个工作日内");
  });

  test("a request says how far the filing is, and no further", () => {
    const request = (activation: Record<string, unknown>) =>
      textOf(papersOf(provinceOf("anhui", { activation })), "activation-request-0551");
    expect(request({})).toContain("安徽省人力资源和社会保障厅正就12333号码启用向安徽省通信管理局办理备案");
    expect(request({ filedOn: "2026-03-02" })).toContain("已于2026年3月2日就12333号码启用向安徽省通信管理局提交备案");
    expect(request({ filedOn: "2026-03-02", filingNoticeOn: "2026-03-05" })).toContain("已于2026年3月5日就");
  });

  test("materials that came back are not done on the day they were first handed in", () => {
    const rows = (completedOn?: string) =>
      scheduleRows(
        provinceOf("anhui", {
          activation: {
            filedOn: "2026-03-02",
            filingReturned: [{ on: "2026-03-04", missing: ["联系方式"], completedOn }],
          },
        }),
      ).find(({ step }) => step === "备案材料交齐")?.when;
    expect(rows()).toBe("待补正：联系方式");
    expect(rows("2026-03-09")).toBe("已于2026年3月9日完成");
  });

  test("nothing is scheduled behind a refusal", () => {
    const rows = scheduleRows(
      provinceOf("anhui", {
        activation: {
          submittedOn: "2026-01-05",
          acceptedOn: "2026-01-12",
          refused: { on: "2026-03-02", reason: "材料不实" },
        },
      }),
    );
    expect(rows.map(({ step, when }) => `${step} ${when}`)).toEqual([
      "提交码号申请（七项材料） 已于2026年1月5日完成",
      "受理通知 已于2026年1月12日完成",
      "批准使用码号 2026年3月2日不予批准：材料不实",
    ]);
  });

  test("who is to act signs: the locality its request and its filing, carriers their report", () => {
    const papers = papersOf(provinceOf("anhui", { filing: "per-locality", activation: {} }));
    const organ = (id: string) => papers.find((paper) => paper.id === id)?.signature?.organ;
    for (const id of ["filing-0551", "trunk-order-0551", "activation-request-0551"])
      expect(organ(id), id).toBe("合肥市人力资源和社会保障局");
    expect(organ("opening-report")).toBe("中国电信股份有限公司安徽分公司");
    const rows = scheduleRows(provinceOf("anhui", { filing: "per-locality", activation: {} }));
    expect(rows.find(({ step }) => step.startsWith("备案材料"))?.actor).toBe("各地人力资源和社会保障局");
    expect(scheduleRows(provinceOf("beijing")).map(({ actor }) => actor)).toContain("北京市人力资源和社会保障局");
  });

  test("each carrier reports on its own networks, and is named beside them", () => {
    const { localNetworks } = provinceOf("hebei");
    const papers = papersOf(
      provinceOf("hebei", {
        localNetworks: localNetworks.map((network) =>
          network.areaCode === "0310" ? { ...network, carrier: "mobile" } : network,
        ),
      }),
    );
    const report = (id: string) => textOf(papers.filter((paper) => paper.id === id));
    expect(report("opening-report-mobile")).toContain("由我公司开通的1个本地网");
    expect(report("opening-report-unicom")).toContain(`由我公司开通的${localNetworks.length - 1}个本地网`);
    expect(textOf(papers, "activation-request-0310")).toContain("中国移动通信集团河北有限公司邯郸分公司");
    expect(textOf(papers, "province-part")).toContain('["邯郸市","0310","中国移动"');
  });

  test("a locality's filing speaks of the locality, and keeps the expected days", () => {
    const province = provinceOf("hebei", { filing: "per-locality", activation: {} });
    const timeline = planTimeline({ province, holidays: [], today: isoDate("2026-03-02") });
    const papers = provinceDossier({
      province,
      plan: planCallCenter(province),
      schedule: scheduleRows(province, timeline),
      timeline,
    });
    const text = textOf(papers, "filing-0310");
    expect(text).toContain("邯郸市的12333来话由运营商汇接至区号0311的中继群");
    expect(text).not.toMatch(/覆盖全省|河北省12333网络组织图/);
    expect(text).toContain("2026年3月16日前");
  });
});

describe("names of organs", () => {
  test("no branch carries a people's name or a rank twice, in any local network of the country", () => {
    for (const province of loaded.values())
      for (const { areaCode } of areaCodesOf(province.province)) {
        const telecom = branchOf(province, "telecom", areaCode);
        expect(telecom).toMatch(/^中国电信股份有限公司[^族]{2,4}分公司$/);
        expect(localDepartmentOf(province, areaCode)).toMatch(/[省市州盟区]人力资源和社会保障[局厅]$/);
      }
    expect(shortName("黔西南布依族苗族自治州")).toBe("黔西南");
    expect(shortName("内蒙古自治区")).toBe("内蒙古");
    expect(branchOf(provinceOf("beijing"), "unicom", "010")).toBe("中国联合网络通信有限公司北京市分公司");
    expect(branchOf(provinceOf("jilin"), "telecom", "0433")).toBe("中国电信股份有限公司延边分公司");
  });
});
