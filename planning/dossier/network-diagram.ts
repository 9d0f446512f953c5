import type { OutsourcedBuild } from "../../provinces/schema/build.ts";
import { isRecorded } from "../recorded-calls.ts";
import { scopeOf } from "../scope.ts";
import { type Column, type Diagram, type Link, layOut } from "./diagram.ts";
import { type DossierSubject, type NetworkFacts, networksOf } from "./subject.ts";
import { CARRIER, trunkCount } from "./words.ts";

/** More boxes than this are no drawing any more; what is left is drawn as one box. */
const MOST_GROUPS = 5;

/** How a call reaches a person: local networks, gateways, switch, seats. */
export function networkDiagram(subject: DossierSubject): Diagram {
  const { province } = subject;
  const owners = networksOf(subject).filter((facts) => facts.network === facts.owner);
  const shown = owners.length > MOST_GROUPS ? owners.slice(0, MOST_GROUPS - 1) : owners;
  const rest = owners.slice(shown.length);
  const scope = scopeOf(province);
  const atProvider = scope.kind === "provider-site";
  const carriers: Column = {
    title: "本地网",
    boxes: [
      ...shown.map((facts) => ({
        title: networkTitle(facts),
        lines: [CARRIER[facts.carrier], trunkCount(facts.group)],
      })),
      ...(rest.length === 0 ? [] : [{ title: `其余${rest.length}个网`, lines: [`中继共${channels(rest)}路`] }]),
    ],
  };
  const gateways: Column = {
    title: atProvider ? "服务商接入" : "接入网关",
    boxes: [
      ...shown.map((facts) => ({
        title: gatewayTitle(facts),
        lines: [`限${facts.group.channelsOrdered}路并发`],
        ...(atProvider ? { style: "dashed" as const } : {}),
      })),
      ...(rest.length === 0
        ? []
        : [
            {
              title: "其余网关",
              lines: [`限${channels(rest)}路并发`],
              ...(atProvider ? { style: "dashed" as const } : {}),
            },
          ]),
    ],
  };
  const switching = switchColumn(subject);
  const people = peopleColumn(subject);
  const access: Link[] = carriers.boxes.map((_, index) => ({
    from: [0, index],
    to: [1, index],
    label: "中继",
    carries: "voice",
  }));
  const inward: Link[] = gateways.boxes.map((_, index) => ({
    from: [1, index],
    to: [2, 0],
    label: index === 0 ? "SIP" : "",
    carries: "voice",
  }));
  const standby = switching.boxes.length > 1;
  const links: Link[] = [
    ...access,
    ...inward,
    ...(standby
      ? [{ from: [2, 0], to: [2, 1], label: atProvider ? "写入" : "接管", carries: "data", arrows: "both" } as const]
      : []),
    { from: [2, 0], to: [3, 0], label: "话音", carries: "voice" },
    { from: [2, standby ? 1 : 0], to: [3, people.boxes.length - 1], label: "话单", carries: "data" },
  ];
  const unique = people.boxes.length === 1 ? links.slice(0, -1) : links;
  return layOut([carriers, gateways, switching, people], unique);
}

/** Whose people sit on the provider's platform. */
export function answering({ leases }: OutsourcedBuild): { readonly title: string } {
  return { title: leases.people ? "服务商座席" : "本单位座席" };
}

function networkTitle({ cities, network }: NetworkFacts): string {
  const [first = network.areaCode] = cities.split("、");
  return `${network.areaCode} ${first.length > 5 ? first.slice(0, 5) : first}`;
}

function gatewayTitle({ owner }: NetworkFacts): string {
  if (owner.trunk?.type === "analog") return "FXO网关";
  return owner.trunk?.signalling === "sip-ims" ? "边界控制器" : "E1网关";
}

function channels(facts: readonly NetworkFacts[]): number {
  return facts.reduce((sum, { group }) => sum + group.channelsOrdered, 0);
}

function switchColumn({ province, plan }: DossierSubject): Column {
  const scope = scopeOf(province);
  const { traffic } = plan;
  const nodes = Number(plan.parts.find((part) => part.part === "freeswitch")?.summary["nodes"] ?? 1);
  if (scope.kind === "provider-site")
    return {
      title: "服务商平台",
      boxes: [
        { title: "呼叫中心平台", lines: ["排队与录音", `座席${traffic.agents.seats}席`], style: "dashed" },
        { title: "话单与录音", lines: ["逐日传送副本"], style: "dashed" },
      ],
    };
  const owner = { title: "媒体节点（主）", lines: ["限呼、路由", `容量${traffic.channels}路`], style: "dark" as const };
  return {
    title: "媒体交换",
    boxes: nodes > 1 ? [owner, { title: "媒体节点（备）", lines: ["随时接管", "平时回503"] }] : [owner],
  };
}

function peopleColumn({ province, plan }: DossierSubject): Column {
  const scope = scopeOf(province);
  const { agents, queues } = plan.traffic;
  const store = {
    title: "数据库",
    lines: ["话单与工单", ...(isRecorded(province) ? ["录音归档"] : [])],
  };
  switch (scope.kind) {
    case "complete":
      return {
        title: "座席与数据",
        boxes: [{ title: "座席", lines: [`${agents.seats}席、${queues.length}个队列`] }, store],
      };
    case "phones":
      return { title: "话机与数据", boxes: [{ title: "热线话机", lines: [`${agents.seats}部同振`] }, store] };
    case "merged":
      return { title: "12345平台", boxes: [{ title: "12345", lines: ["统一受理"], style: "dashed" }, store] };
    case "department-edge":
      return {
        title: "服务商与主管部门",
        boxes: [
          { ...answering(scope.build), lines: [`${agents.seats}席`], style: "dashed" },
          { title: "保留座席", lines: [`${scope.retainedSeats}席`, "转接与承办"] },
          store,
        ],
      };
    case "provider-site":
      return {
        title: "主管部门",
        boxes: [
          { title: "保留座席", lines: [`${scope.retainedSeats}席`, "转接与承办"] },
          { ...store, lines: ["话单、录音副本", "服务水平证据"] },
        ],
      };
  }
}
