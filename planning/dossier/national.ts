import type { NationalApplication } from "../../provinces/schema/national-application.ts";
import { contacts } from "./contacts.ts";
import { type Link, layOut } from "./diagram.ts";
import { asExamples, type Block, blank, chineseDate, heading, type OfficialDocument, paragraph } from "./document.ts";
import { nationalSchedule } from "./national-schedule.ts";
import { carrierOf } from "./organs.ts";
import { type DossierSubject, grouped, networksOf, provinceName } from "./subject.ts";
import { BUILD_MODE, CARRIER, WORK_MODE } from "./words.ts";

const MINISTRY = "人力资源和社会保障部";
const REGULATOR = "工业和信息化部";

/** The ministry's application for the code: seven items over all provinces (S03 to S09). */
export function nationalApplication(
  subjects: readonly DossierSubject[],
  facts: NationalApplication | undefined,
): readonly OfficialDocument[] {
  const signature = { organ: MINISTRY };
  // Item 1 is the report itself, the others its annexes.
  const paper = (id: string, title: string, body: readonly Block[]): OfficialDocument => ({
    id,
    annex: Number(id.slice(0, 1)) - 1,
    title,
    body,
    attachments: [],
    signature: undefined,
  });
  const papers: readonly OfficialDocument[] = [
    {
      id: "1-application-report",
      title: "关于申请使用12333全国统一公益服务号码的报告",
      addressee: REGULATOR,
      body: report(subjects),
      attachments: [
        "启用码号的技术方案",
        "码号启用实施进度安排",
        "码号资源使用保证书",
        "有关推广该公益服务的政府文件",
        "归口主管部门及联系方式",
        "服务内容、服务量预测和服务质量保障措施",
      ],
      signature,
    },
    paper("2-technical-plan", "12333启用码号的技术方案", technical(subjects)),
    paper("3-launch-schedule", "12333码号启用实施进度安排", nationalSchedule(subjects)),
    {
      ...paper("4-guarantee", "码号资源使用保证书", guarantee(facts)),
      signature: { organ: MINISTRY, date: facts?.guarantee?.signedOn },
    },
    paper("5-promotion-documents", "有关推广12333公益服务的政府文件", promotion(facts)),
    paper("6-authority", "12333归口主管部门及联系方式", [
      paragraph(`归口主管部门：${MINISTRY}。地址：${facts?.authority?.address ?? blank("主管部门地址")}。`),
      contacts(facts?.authority),
    ]),
    paper("7-service-forecast", "12333服务内容、服务量预测和服务质量保障措施", forecast(subjects)),
  ];
  // With one example among them its figures are in the totals.
  return subjects.some(({ province }) => province.status === "example") ? asExamples(papers) : papers;
}

/** 全国31个省、自治区、直辖市, or the provinces that are meant. */
function scope(subjects: readonly DossierSubject[]): string {
  return subjects.length === 31
    ? "全国31个省、自治区、直辖市"
    : `${subjects.map(provinceName).join("、")}等${subjects.length}个省、自治区、直辖市`;
}

function networkCount(subjects: readonly DossierSubject[]): number {
  return subjects.reduce((sum, { province }) => sum + province.localNetworks.length, 0);
}

function report(subjects: readonly DossierSubject[]): readonly Block[] {
  return [
    paragraph(
      `依据《电信网码号资源管理办法》第十一条，${MINISTRY}申请使用跨省、自治区、直辖市的码号12333，现将有关情况报告如下。`,
    ),
    heading(1, "用途"),
    paragraph(
      "用作人力资源和社会保障系统的社会公益服务电话，向公众提供政策咨询、业务查询、办事指南和投诉举报受理，不收取信息费。",
    ),
    heading(1, "使用范围"),
    paragraph(
      `${scope(subjects)}，共${networkCount(subjects)}个本地网；在各本地网作为本地号码使用，异地与移动用户加拨长途区号。`,
    ),
    heading(1, "数量"),
    paragraph("申请码号1个：12333。"),
  ];
}

function technical(subjects: readonly DossierSubject[]): readonly Block[] {
  const groups = subjects.reduce((sum, { plan }) => sum + plan.traffic.trunkGroups.length, 0);
  const channels = subjects.reduce((sum, { plan }) => sum + plan.traffic.channels, 0);
  return [
    heading(1, "网络组织方案"),
    paragraph(
      `各省、自治区、直辖市分设呼叫中心，省内各本地网的12333来话由本地网交换机译为绑定号码，经中继送达本省呼叫中心。${scope(subjects)}共设中继群${groups}个，容量${grouped(channels)}路。各省之间不设直达电路。`,
    ),
    {
      kind: "figure",
      caption: "12333全国网络组织图",
      diagram: nationalDiagram(subjects),
      alternative: "用户在各本地网拨打12333，由承接运营商送达本省呼叫中心，必要时转12345。",
    },
    {
      kind: "table",
      caption: "各省、自治区、直辖市网络组织",
      header: ["省份", "本地网", "中继群", "容量（路）", "主要运营商", "工作模式", "建设方式"],
      widths: [20, 10, 10, 13, 15, 20, 12],
      rows: subjects.map((subject) => [
        provinceName(subject),
        String(subject.province.localNetworks.length),
        String(subject.plan.traffic.trunkGroups.length),
        grouped(subject.plan.traffic.channels),
        mainCarriers(subject),
        WORK_MODE[subject.province.workMode],
        BUILD_MODE[subject.province.build.mode],
      ]),
    },
    heading(1, "与相关基础电信网络的连接方式"),
    paragraph(
      "以模拟中继、E1数字中继或SIP中继接入本地网；承接运营商南方21省建议为中国电信，北方10省建议为中国联通，其他运营商的用户经网间互联送达。",
    ),
    heading(1, "电信用户的接入方式"),
    paragraph("固定电话用户直接拨打12333；移动电话用户与外地用户加拨长途区号。"),
  ];
}

function mainCarriers(subject: DossierSubject): string {
  return [...new Set(networksOf(subject).map(({ carrier }) => CARRIER[carrier]))].join("、");
}

function nationalDiagram(subjects: readonly DossierSubject[]) {
  const carriers = Map.groupBy(subjects, ({ province }) => {
    const [first] = province.localNetworks;
    return first === undefined ? "telecom" : carrierOf(province, first);
  });
  const boxes = [...carriers].map(([carrier, of]) => ({ title: CARRIER[carrier], lines: [`${of.length}个省份`] }));
  return layOut(
    [
      {
        title: "用户",
        boxes: [
          { title: "固定电话", lines: ["拨12333"] },
          { title: "移动与外地", lines: ["拨区号12333"] },
        ],
      },
      { title: "承接运营商", boxes },
      {
        title: "各省呼叫中心",
        boxes: [
          {
            title: `${subjects.length}个省级中心`,
            lines: [`本地网${networkCount(subjects)}个`, "绑定号码、联选"],
            style: "dark",
          },
        ],
      },
      {
        title: "协同",
        boxes: [
          { title: "12345", lines: ["转接与工单"], style: "dashed" },
          { title: "业务系统", lines: ["查询与办理"], style: "dashed" },
        ],
      },
    ],
    [
      ...boxes.flatMap((_, index): Link[] => [
        { from: [0, 0], to: [1, index], label: "", carries: "voice" },
        { from: [0, 1], to: [1, index], label: "", carries: "voice" },
        { from: [1, index], to: [2, 0], label: "中继", carries: "voice" },
      ]),
      { from: [2, 0], to: [3, 0], label: "转接", carries: "voice", arrows: "both" },
      { from: [2, 0], to: [3, 1], label: "数据", carries: "data", arrows: "both" },
    ],
  );
}

function guarantee(facts: NationalApplication | undefined): readonly Block[] {
  const signed = facts?.guarantee;
  return [
    paragraph(`${MINISTRY}郑重保证：`),
    paragraph("一是按批准的用途、范围和数量使用12333，不擅自改变用途，不转让、不出租；"),
    paragraph(
      "二是遵守《电信网码号资源管理办法》及相关规定，按时办理备案，配合电信主管部门和电信业务经营者做好码号开通；",
    ),
    paragraph("三是不收取信息费，不用于经营活动；地址、联系方式变更的，自变更之日起10个工作日内告知；"),
    paragraph("四是停止使用时按规定交回码号。"),
    paragraph(`保证人（签字）：${signed?.signedBy ?? blank("保证书签字人")}`),
  ];
}

function promotion(facts: NationalApplication | undefined): readonly Block[] {
  const documents = facts?.promotionDocuments ?? [];
  if (documents.length === 0) return [paragraph(blank("推广该公益服务的政府文件名称、文号与复印件"))];
  return [
    {
      kind: "table",
      caption: "政府文件目录",
      header: ["文件名称", "文号", "印发日期"],
      widths: [56, 24, 20],
      rows: documents.map((document) => [document.title, document.number, chineseDate(document.issuedOn)]),
    },
  ];
}

function forecast(subjects: readonly DossierSubject[]): readonly Block[] {
  const total = (value: (subject: DossierSubject) => number): string =>
    grouped(subjects.reduce((sum, subject) => sum + value(subject), 0));
  return [
    heading(1, "服务内容"),
    paragraph("政策咨询、业务查询、办事指南、投诉举报受理，提供人工服务；服务语种见各省申请材料。"),
    heading(1, "服务量预测"),
    {
      kind: "table",
      caption: "服务量预测",
      header: ["省份", "全年呼叫（万次）", "忙时呼叫", "话务量（爱尔兰）", "座席", "人员"],
      widths: [24, 18, 14, 18, 12, 14],
      rows: [
        ...subjects.map((subject) => {
          const { traffic } = subject.plan;
          const erlangs = traffic.trunkGroups.reduce((sum, group) => sum + group.erlangs, 0);
          return [
            provinceName(subject),
            grouped(traffic.callsPerYear / 10_000, 1),
            grouped(traffic.busyHourCalls),
            grouped(erlangs, 1),
            grouped(traffic.agents.seats),
            grouped(traffic.agents.heads),
          ];
        }),
        [
          "合计",
          grouped(subjects.reduce((sum, { plan }) => sum + plan.traffic.callsPerYear, 0) / 10_000, 1),
          "－",
          "－",
          total(({ plan }) => plan.traffic.agents.seats),
          total(({ plan }) => plan.traffic.agents.heads),
        ],
      ],
    },
    paragraph("各省忙时不同，忙时呼叫与话务量不相加。"),
    heading(1, "服务质量保障措施"),
    paragraph(
      "以15秒内人工应答、人工接通率不低于95%（GB/T 33358—2016）为基本要求；按爱尔兰公式核定中继与座席，逐通记录并按月公布服务水平、接通率和放弃率；通话录音前告知来电人，到期删除；外包的，诉求办理不外包。",
    ),
  ];
}
