import { isRecorded } from "../recorded-calls.ts";
import { type Scope, scopeOf } from "../scope.ts";
import { type Column, type Diagram, type Link, layOut } from "./diagram.ts";
import { type Block, heading, type OfficialDocument, paragraph } from "./document.ts";
import { retainedName } from "./forecast.ts";
import { answering } from "./network-diagram.ts";
import { departmentOf } from "./organs.ts";
import { type DossierSubject, networksOf, provinceName } from "./subject.ts";
import { providerName } from "./technical-plan.ts";
import { CARRIER, trunkCount } from "./words.ts";

/**
 * The outsourcing model of a province: parties, lines, data, who does what (S31, S32). The model is this project's own:
 * the picture of the original slides is lost. Undefined for a self-built province.
 */
export function outsourcingModel(subject: DossierSubject): OfficialDocument | undefined {
  const { province } = subject;
  const { build } = province;
  if (build.mode !== "outsourced") return undefined;
  const leased = leasedWords(build.leases);
  return {
    id: "outsourcing-model",
    title: `${provinceName(subject)}12333座席外包模式`,
    body: [
      heading(1, "租赁内容与接入方式"),
      paragraph(`向服务商（${providerName(subject)}）租赁：${leased}。接入方式：${ingressWords(subject)}。`),
      {
        kind: "figure",
        caption: `${provinceName(subject)}12333座席外包模式图`,
        diagram: outsourcingDiagram(subject),
        alternative: `来话自运营商进入；${ingressWords(subject)}。实线为话音，虚线为数据。`,
      },
      heading(1, "职责分工"),
      dutyTable(subject),
      heading(1, "线路与数据"),
      lineTable(subject),
      heading(1, "边界"),
      paragraph("号码、密钥、数据与看板归主管部门；服务商不得转让、出租号码，不得自行留存、使用或关联数据。"),
      paragraph(
        "诉求办理由保留单位承担，不得外包；委托处理个人信息应在合同中载明目的、期限、方式、种类、保护措施和双方责任，未经同意不得转委托，合同终止时返还或删除。",
      ),
      paragraph(
        `合同期${build.contract.months}个月，期满过渡${build.contract.transitionMonths ?? 3}个月；收回自建与继续外包均可按本方案重新规划并预览。`,
      ),
    ],
    attachments: [],
    signature: undefined,
  };
}

function leasedWords(leases: { equipment: boolean; premises: boolean; people: boolean; service: boolean }): string {
  const words = { equipment: "设备", premises: "场地", people: "人员", service: "服务" } as const;
  const keys = ["equipment", "premises", "people", "service"] as const;
  return keys
    .filter((key) => leases[key])
    .map((key) => words[key])
    .join("、");
}

function ingressWords({ province }: DossierSubject): string {
  const leases = province.build.mode === "outsourced" ? province.build.leases : { people: false, premises: false };
  switch (scopeOf(province).kind) {
    case "department-edge":
      return "号码与中继留在主管部门，来话经主管部门边缘转送服务商，满溢时由保留座席接听";
    case "provider-site":
      return "运营商在服务商处终结12333，主管部门逐日取得话单与录音副本";
    case "complete":
    case "phones":
      return `平台由主管部门自有，${leases.people ? "服务商人员" : "本单位人员"}在该平台上接听${leases.premises ? "，场地由服务商提供" : ""}`;
    case "merged":
      return "12333整体并入12345，由12345平台受理";
  }
}

/** Parties as columns; voice solid, data dashed. */
export function outsourcingDiagram(subject: DossierSubject): Diagram {
  const { province, plan } = subject;
  const scope = scopeOf(province);
  const link = province.build.mode === "outsourced" && province.build.provider.link === "vpn" ? "VPN" : "专线";
  const carriers: Column = {
    title: "运营商",
    boxes: [...new Set(networksOf(subject).map(({ carrier }) => carrier))].map((carrier) => ({
      title: CARRIER[carrier],
      lines: ["12333译为绑定号码", `中继${plan.traffic.channels}路`],
    })),
  };
  const voiceIn = (column: number): readonly Link[] =>
    carriers.boxes.map((_, index) => ({
      from: [0, index],
      to: [column, 0],
      label: index === 0 ? "中继" : "",
      carries: "voice",
    }));
  const seats = `${plan.traffic.agents.seats}席`;
  const retained = "retainedSeats" in scope ? `${scope.retainedSeats}席` : "";
  const unit = { title: "保留单位", lines: [...(retained === "" ? [] : [`保留座席${retained}`]), "诉求办理、监督"] };
  const { build } = province;
  const people = build.mode === "outsourced" && build.leases.people;
  const firstLine = {
    ...(build.mode === "outsourced" ? answering(build) : { title: "座席" }),
    lines: [seats, "一线咨询"],
  };
  if (scope.kind === "merged")
    return layOut(
      [
        carriers,
        {
          title: "主管部门",
          boxes: [
            { title: "接入点", lines: ["12333译转12345"], style: "dark" },
            { title: "数据库", lines: ["话单"] },
            unit,
          ],
        },
        { title: "12345平台", boxes: [{ title: "12345", lines: ["统一受理"], style: "dashed" }] },
      ],
      [
        ...voiceIn(1),
        { from: [1, 0], to: [2, 0], label: "转送", carries: "voice" },
        { from: [1, 0], to: [1, 1], label: "话单", carries: "data" },
        { from: [2, 0], to: [1, 2], label: "工单", carries: "data" },
      ],
    );
  if (scope.kind === "department-edge")
    return layOut(
      [
        carriers,
        {
          title: "主管部门",
          boxes: [
            { title: "边缘与路由", lines: ["限呼、鉴权、转送", "满溢转保留座席"], style: "dark" },
            unit,
            { title: "话单与录音库", lines: ["服务水平证据"] },
          ],
        },
        {
          title: "服务商",
          boxes: [
            { title: "呼叫平台", lines: ["排队与分配"], style: "dashed" },
            { ...firstLine, style: people ? "dashed" : "plain" },
            { title: "话单与录音", lines: ["逐日传送"], style: "dashed" },
          ],
        },
      ],
      [
        ...voiceIn(1),
        { from: [1, 0], to: [2, 0], label: `${link} SIP`, carries: "voice", arrows: "both" },
        { from: [1, 0], to: [1, 1], label: "满溢", carries: "voice" },
        { from: [2, 0], to: [2, 1], label: "派话", carries: "voice" },
        { from: [2, 1], to: [1, 1], label: "转办", carries: "voice" },
        { from: [2, 2], to: [1, 2], label: "副本", carries: "data" },
      ],
    );
  if (scope.kind === "provider-site")
    return layOut(
      [
        carriers,
        {
          title: "服务商",
          boxes: [
            { title: "接入与平台", lines: ["中继终结", "排队与分配"], style: "dashed" },
            { ...firstLine, style: people ? "dashed" : "plain" },
            { title: "话单与录音", lines: ["逐日传送"], style: "dashed" },
          ],
        },
        {
          title: "主管部门",
          boxes: [
            { title: "对接点", lines: [`${link}接入`], style: "dark" },
            unit,
            { title: "话单、录音副本", lines: ["核对与证据"] },
          ],
        },
      ],
      [
        ...voiceIn(1),
        { from: [1, 0], to: [1, 1], label: "派话", carries: "voice" },
        { from: [1, 0], to: [2, 0], label: `${link} SIP`, carries: "voice", arrows: "both" },
        { from: [2, 0], to: [2, 1], label: "转办", carries: "voice" },
        { from: [1, 2], to: [2, 2], label: "副本", carries: "data" },
      ],
    );
  return layOut(
    [
      carriers,
      {
        title: "主管部门",
        boxes: [
          {
            title: scope.kind === "phones" ? "热线受理点" : "呼叫平台",
            lines: ["自有设备", scope.kind === "phones" ? "话机同振" : isRecorded(province) ? "排队、录音" : "排队"],
            style: "dark",
          },
          unit,
          { title: "数据库", lines: [scope.kind === "phones" ? "话单" : "话单、工单"] },
        ],
      },
      {
        title: people ? "服务商" : "本单位",
        boxes: [
          {
            title: people ? "服务商人员" : "本单位人员",
            lines: [scope.kind === "phones" ? `${plan.traffic.agents.seats}部话机` : seats, "在主管部门平台接听"],
            style: people ? "dashed" : "plain",
          },
        ],
      },
    ],
    [
      ...voiceIn(1),
      { from: [1, 0], to: [2, 0], label: "派话", carries: "voice" },
      { from: [2, 0], to: [1, 1], label: "转办", carries: "voice" },
      { from: [1, 0], to: [1, 1], label: "", carries: "voice" },
    ],
  );
}

function dutyTable({ province }: DossierSubject): Block {
  const { build } = province;
  const leases = build.mode === "outsourced" ? build.leases : undefined;
  const merged = scopeOf(province).kind === "merged";
  const by = (leased: boolean | undefined): string => (leased === true ? "服务商" : "主管部门");
  return {
    kind: "table",
    caption: "职责分工",
    header: ["事项", "承担方", "说明"],
    widths: [26, 20, 54],
    rows: [
      ["号码使用与备案", "主管部门", departmentOf(province)],
      ["平台设备与运行维护", by(leases?.equipment), "设备、软件、网络、值守"],
      ["场地与办公条件", by(leases?.premises), "座席场地、供电、消防"],
      ["一线接听", merged ? "12345平台" : by(leases?.people), "咨询、登记、转接"],
      ["服务水平责任", merged ? "12345平台" : by(leases?.service), merged ? "按其服务规范" : "按协议考核与扣减"],
      ["诉求办理与专家座席", build.mode === "outsourced" ? retainedName(build) : "主管部门", "不得外包"],
      ["质量监督与数据核对", "主管部门", "话单、录音、服务水平逐日核对"],
      ["个人信息保护", "双方", "委托处理协议、影响评估、到期删除"],
    ],
  };
}

/** Voice and data of those who answer on the department's own platform. */
function seatLines(scope: Scope["kind"], people: boolean): readonly (readonly string[])[] {
  const who = people ? "服务商人员" : "本单位人员";
  switch (scope) {
    case "merged":
      return [
        ["来话转送", "主管部门－12345平台", "12333译转12345"],
        ["工单", "12345平台－保留单位", "按归并约定交换"],
      ];
    case "phones":
      return [["话机接入", `${who}－主管部门平台`, "热线话机同振"]];
    case "complete":
      return [["座席接入", `${who}－主管部门平台`, "浏览器话机，加密话音"], BUSINESS_DATA];
    case "department-edge":
    case "provider-site":
      return [BUSINESS_DATA];
  }
}

const BUSINESS_DATA = ["业务数据", "主管部门－座席", "按权限最小提供，来电信息默认脱敏"] as const;

function lineTable(subject: DossierSubject): Block {
  const { province } = subject;
  const { build } = province;
  const scope = scopeOf(province).kind;
  const link = build.mode === "outsourced" && build.provider.link === "vpn" ? "VPN" : "专线";
  const people = build.mode === "outsourced" && build.leases.people;
  const owners = networksOf(subject).filter((facts) => facts.network === facts.owner);
  const trunks = owners.map(({ owner, group }) => `${owner.areaCode}：${trunkCount(group)}`).join("；");
  const remote = scope === "department-edge" || scope === "provider-site";
  return {
    kind: "table",
    caption: "线路与数据流向",
    header: ["线路或数据", "两端", "内容"],
    widths: [24, 34, 42],
    rows: [
      ["中继", scope === "provider-site" ? "运营商－服务商" : "运营商－主管部门", trunks],
      ...(remote
        ? [
            [
              `话音${link}`,
              "主管部门－服务商",
              scope === "department-edge" ? "来话转送与满溢回送，按合同路数限呼" : "转办保留座席",
            ],
            [`数据${link}`, "服务商－主管部门", "话单、录音及校验清单逐日传送，按唯一标识去重"],
          ]
        : []),
      ...seatLines(scope, people),
      ["服务水平证据", "主管部门自存", "由原始话单计算，不以服务商报表代替"],
    ],
  };
}
