import type { Province } from "../../provinces/province.ts";
import type { OutsourcedBuild } from "../../provinces/schema/build.ts";
import { UNASSIGNED } from "../../provinces/schema/field.ts";
import { isRecorded } from "../recorded-calls.ts";
import { scopeOf } from "../scope.ts";
import { LANGUAGE_NAMES } from "../service-languages.ts";
import { type Block, blank, heading, paragraph } from "./document.ts";
import { type DossierSubject, grouped, networksOf, percent } from "./subject.ts";
import { hoursWords, trunkCount } from "./words.ts";

/** Item 7 of the application: what is served, how much is expected, how quality is kept (S09). */
export function serviceForecast(subject: DossierSubject): readonly Block[] {
  return [
    heading(1, "服务内容"),
    ...service(subject),
    heading(1, "服务量预测"),
    ...forecast(subject),
    heading(1, "服务质量保障措施"),
    ...quality(subject),
  ];
}

function service({ province, plan }: DossierSubject): readonly Block[] {
  const hours = hoursWords(province);
  const languages = (province.languages ?? ["zh"]).map((language) => LANGUAGE_NAMES[language]);
  const topics = (province.queues ?? []).map((queue) => queue.label);
  const { kind } = scopeOf(province);
  const by = kind === "merged" ? "由12345平台统一受理，" : "";
  const late = kind === "complete" || kind === "phones" ? closing(province) : "";
  return [
    paragraph(
      `提供人力资源和社会保障政策咨询、业务查询、办事指南、投诉举报受理${topics.length > 0 ? `，按${topics.join("、")}分类受理` : ""}。${by}${hours}，服务语种为${languages.join("、")}。`,
    ),
    ...(late === "" && kind !== "complete"
      ? []
      : [paragraph(`${late}${kind === "complete" ? overflowWords(province) : ""}`)]),
    ...(kind === "department-edge" || kind === "provider-site"
      ? [paragraph(`来话由服务商平台受理，${plan.traffic.agents.seats}席；需转办的，由保留座席承接。`)]
      : []),
  ];
}

function closing({ hours }: Province): string {
  return hours !== "24x7" ? "非工作时间由语音播报服务时间。" : "";
}

const OVERFLOW = {
  announcement: "播报忙音提示",
  "call-back": "登记回拨",
  "platform-12345": "转12345平台",
  "busy-tone": "送忙音",
  voicemail: "登记留言",
  "sister-queue": "转相邻队列",
} as const;

/** What happens to callers who wait too long, by queue; a queue that says nothing has them called back. */
function overflowWords({ queues }: Province): string {
  const ways = new Set((queues ?? []).map(({ overflow }) => OVERFLOW[overflow ?? "call-back"]));
  return `排队超时的来话，${[...(ways.size > 0 ? ways : [OVERFLOW["call-back"]])].join("或")}。`;
}

function forecast(subject: DossierSubject): readonly Block[] {
  const { traffic } = subject.plan;
  const { kind } = scopeOf(subject.province);
  const [seat, unit] = kind === "phones" ? ["话机", "部"] : ["座席", "席"];
  const rows: (readonly [string, string])[] = [
    ["全年呼叫量", `${grouped(traffic.callsPerYear)}次`],
    ["服务日日均呼叫量", `${grouped(traffic.callsPerDay)}次`],
    ["高峰日呼叫量", `${grouped(traffic.peakDayCalls)}次`],
    ["忙时呼叫量", `${grouped(traffic.busyHourCalls)}次`],
    ...(kind === "merged"
      ? []
      : ([
          ["人工忙时话务量", `${grouped(traffic.agents.erlangs, 2)}爱尔兰`],
          [`所需${seat}`, `${grouped(traffic.agents.seatsNeeded)}${unit}`],
          [`规划${seat}`, `${grouped(traffic.agents.seats)}${unit}`],
          ["规划人员", `${grouped(traffic.agents.heads)}人`],
        ] as const)),
  ];
  const owners = networksOf(subject).filter((facts) => facts.network === facts.owner);
  return [
    { kind: "table", caption: "服务量预测", header: ["项目", "预测值"], widths: [60, 40], rows },
    {
      kind: "table",
      caption: "各中继群话务量与容量",
      header: ["中继群", "服务区号", "忙时呼叫", "话务量（爱尔兰）", "所需", "申请", "呼损"],
      widths: [12, 22, 13, 17, 12, 16, 12],
      rows: owners.map(({ group }) => [
        group.areaCode,
        group.serves.join("、"),
        grouped(group.busyHourCalls),
        grouped(group.erlangs, 2),
        grouped(group.channelsNeeded),
        trunkCount(group),
        percent(group.blockingPercent),
      ]),
    },
    paragraph(
      `话务量按忙时呼叫与平均占用时长计算，中继按爱尔兰B公式（计入重拨）核定${seatRule(subject.province)}；所列申请数即部署所用数。`,
    ),
  ];
}

/** By which rule the plan counts seats. */
function seatRule(province: Province): string {
  const { kind } = scopeOf(province);
  if (kind === "merged") return "，座席由12345平台核定";
  if (province.staffing?.method === "load-cap") return `，${kind === "phones" ? "话机" : "座席"}按最高负荷率核定`;
  return kind === "phones" ? "，话机按爱尔兰B公式（计入重拨）核定" : "，座席按爱尔兰C与爱尔兰A公式核定";
}

function quality(subject: DossierSubject): readonly Block[] {
  const { province } = subject;
  const { build } = province;
  return [
    ...targets(subject).map((text) => paragraph(text)),
    ...(build.mode === "outsourced" && scopeOf(province).kind !== "merged"
      ? [
          paragraph(
            `服务商应保证${build.sla.answeredPercent}%的来电在${build.sla.withinSeconds}秒内应答，人工接通率不低于${build.sla.connectPercent ?? 95}%，质检合格率不低于${build.sla.qualityPercent ?? 95}%；诉求办理由${retainedName(build)}承担，不外包。`,
          ),
        ]
      : []),
  ];
}

function targets({ province, plan }: DossierSubject): readonly string[] {
  const { agents } = plan.traffic;
  const target = (part: string): string => grouped(plan.figures[`target.${part}`]?.value ?? 0);
  const { recording } = province;
  const { kind } = scopeOf(province);
  if (kind === "merged")
    return [
      "应答时限、接通率、录音与回访由12345平台按其服务规范承担。",
      "系统逐通记录来电与转送结果，按小时、日、月统计转送接通率，与12345平台核对。",
    ];
  if (kind === "phones")
    return [
      `服务目标：忙时话机全忙的来电不超过${target("blockingPercent")}%。按规划话机测算，遇忙损失为${percent(agents.abandonPercent)}。`,
      "人工通话不录音。",
      "系统逐通记录来电、应答与结果，按小时、日、月统计接通率，定期公布并接受监督。",
    ];
  const notice = kind === "complete" && (recording?.notice ?? true) ? "，接通前告知来电人" : "";
  return [
    `服务目标：${target("answeredPercent")}%的来电在${target("withinSeconds")}秒内由人工应答，放弃率不超过${target("abandonPercent")}%。按规划座席测算，服务水平可达${agents.serviceLevelPercent.toFixed(1)}%，平均应答时间${agents.asaSeconds.toFixed(1)}秒，放弃率${agents.abandonPercent.toFixed(1)}%。`,
    isRecorded(province)
      ? `人工通话全程录音${notice}；录音保存${recording?.retentionDays ?? 730}日后删除。`
      : "人工通话不录音。",
    "系统逐通记录来电、排队、应答与结果，按小时、日、月统计服务水平、接通率与放弃率，定期公布并接受监督。",
  ];
}

/** The unit that keeps the handling of requests; with its own people the department does. */
export function retainedName({ retainedUnit }: OutsourcedBuild): string {
  if (retainedUnit === undefined) return "主管部门";
  return retainedUnit.name === UNASSIGNED ? blank("保留单位名称") : retainedUnit.name;
}
