import { type Block, heading, paragraph } from "./document.ts";
import { type DossierSubject, grouped, networksOf, percent } from "./subject.ts";
import { HOURS, trunkCount } from "./words.ts";

const LANGUAGE = {
  zh: "汉语",
  bo: "藏语",
  ug: "维吾尔语",
  mn: "蒙古语",
  kk: "哈萨克语",
  ko: "朝鲜语",
  za: "壮语",
  ii: "彝语",
  en: "英语",
} as const;

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
  const hours = province.hours === "24x7" ? HOURS["24x7"] : HOURS.office;
  const languages = (province.languages ?? ["zh"]).map((language) => LANGUAGE[language]);
  const topics = (province.queues ?? []).map((queue) => queue.label);
  return [
    paragraph(
      `提供人力资源和社会保障政策咨询、业务查询、办事指南、投诉举报受理${topics.length > 0 ? `，按${topics.join("、")}分类受理` : ""}。${hours}，服务语种为${languages.join("、")}。`,
    ),
    ...(plan.identity.workMode === "hotline"
      ? []
      : [paragraph("人工服务时间以外及遇忙时，由语音系统播报办事信息，并可登记回拨。")]),
  ];
}

function forecast(subject: DossierSubject): readonly Block[] {
  const { traffic } = subject.plan;
  const rows: (readonly [string, string])[] = [
    ["全年呼叫量", `${grouped(traffic.callsPerYear)}次`],
    ["服务日日均呼叫量", `${grouped(traffic.callsPerDay)}次`],
    ["高峰日呼叫量", `${grouped(traffic.peakDayCalls)}次`],
    ["忙时呼叫量", `${grouped(traffic.busyHourCalls)}次`],
    ["人工忙时话务量", `${grouped(traffic.agents.erlangs, 2)}爱尔兰`],
    ["所需座席", `${grouped(traffic.agents.seatsNeeded)}席`],
    ["规划座席", `${grouped(traffic.agents.seats)}席`],
    ["规划人员", `${grouped(traffic.agents.heads)}人`],
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
      "话务量按忙时呼叫与平均占用时长计算，中继按爱尔兰B公式（计入重拨）、座席按爱尔兰C与爱尔兰A公式核定；所列申请数即部署所用数。",
    ),
  ];
}

function quality({ province, plan }: DossierSubject): readonly Block[] {
  const { agents } = plan.traffic;
  const target = (part: string): string => grouped(plan.figures[`target.${part}`]?.value ?? 0);
  const { build, recording } = province;
  const recorded = recording?.enabled ?? province.workMode !== "hotline";
  return [
    paragraph(
      `服务目标：${target("answeredPercent")}%的来电在${target("withinSeconds")}秒内由人工应答，放弃率不超过${target("abandonPercent")}%。按规划座席测算，服务水平可达${agents.serviceLevelPercent.toFixed(1)}%，平均应答时间${agents.asaSeconds.toFixed(1)}秒，放弃率${agents.abandonPercent.toFixed(1)}%。`,
    ),
    paragraph(
      recorded
        ? `人工通话全程录音，接通前告知来电人；录音保存${recording?.retentionDays ?? 730}日后删除。`
        : "人工通话不录音。",
    ),
    paragraph("系统逐通记录来电、排队、应答与结果，按小时、日、月统计服务水平、接通率与放弃率，定期公布并接受监督。"),
    ...(build.mode === "outsourced"
      ? [
          paragraph(
            `服务商应保证${build.sla.answeredPercent}%的来电在${build.sla.withinSeconds}秒内应答，人工接通率不低于${build.sla.connectPercent ?? 95}%，质检合格率不低于${build.sla.qualityPercent ?? 95}%；诉求办理由${build.retainedUnit === undefined || build.retainedUnit.name === "unassigned" ? "主管部门" : build.retainedUnit.name}承担，不外包。`,
          ),
        ]
      : []),
  ];
}
