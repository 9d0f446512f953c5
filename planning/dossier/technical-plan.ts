import { UNASSIGNED } from "../../provinces/schema/field.ts";
import type { CallCenterPlan } from "../plan.ts";
import { scopeOf } from "../scope.ts";
import { citiesOf } from "./cities.ts";
import { type Block, blank, heading, paragraph } from "./document.ts";
import { networkDiagram } from "./network-diagram.ts";
import {
  type DossierSubject,
  grouped,
  type NetworkFacts,
  networksOf,
  pilotOf,
  provinceName,
  wholeOf,
} from "./subject.ts";
import { BUILD_MODE, CARRIER, MERGE_MODE, NUMBER_FORM, signalling, trunkCount, trunkType, WORK_MODE } from "./words.ts";

/** Item 2 of the application and first annex of the filing: network, connection, access (S04, S16). */
export function technicalPlan(subject: DossierSubject): readonly Block[] {
  return [
    heading(1, "网络组织方案"),
    ...organization(subject),
    heading(1, "与基础电信网络的连接方式"),
    ...connection(subject),
    heading(1, "用户接入方式"),
    ...access(subject),
    heading(1, "系统组成与安全"),
    ...system(subject),
  ];
}

function organization(subject: DossierSubject): readonly Block[] {
  const { province } = subject;
  const where = placeOf(subject);
  return [
    paragraph(
      `${organizationWords(subject)}${province.merge.mode === "merged" ? "" : `工作模式为${WORK_MODE[province.workMode]}，`}建设方式为${BUILD_MODE[province.build.mode]}，与12345的关系为${MERGE_MODE[province.merge.mode]}。`,
    ),
    {
      kind: "figure",
      caption: `${where}12333网络组织图`,
      diagram: networkDiagram(subject),
      alternative: `${where}12333来话自各本地网经中继接入，${centerOf(subject).answers}；各中继群数量见下表。`,
    },
    networkTable(subject),
  ];
}

function organizationWords(subject: DossierSubject): string {
  const { locality } = subject;
  const name = provinceName(subject);
  const facts = networksOf(subject);
  const { noun, at, answers } = centerOf(subject);
  if (locality !== undefined) {
    const routed = facts.find(({ network, owner }) => network.areaCode === locality && network !== owner);
    const way = routed === undefined ? "经本地网中继群" : `由运营商汇接至区号${routed.owner.areaCode}的中继群`;
    return `${citiesOf(locality)}的12333来话${way}，接入${name}12333${noun}（${at}），${answers}。`;
  }
  const owners = facts.filter(({ network, owner }) => network === owner).length;
  const networks = facts.length;
  if (networks === 1) return `${name}12333设${noun}，${at}，覆盖1个本地网，设中继群1个，来话${answers}。`;
  const split =
    owners < networks
      ? "未单独设中继群的本地网，其来话由运营商汇接至所列本地网的中继群。"
      : "每个本地网各设中继群，分别绑定本地号码。";
  const whole = wholeOf(subject);
  return `${name}12333设${whole}集中的${noun}，${at}，覆盖${whole}${networks}个本地网，设中继群${owners}个，来话${answers}。${split}`;
}

/** What a province has to take its calls: a merged line has no center, one at the provider's site is not the department's. */
function centerOf({ province }: DossierSubject): {
  readonly noun: string;
  readonly at: string;
  readonly answers: string;
} {
  const site = province.sites.main.place;
  switch (scopeOf(province).kind) {
    case "complete":
      return { noun: "呼叫中心", at: `位于${site}`, answers: "由座席受理" };
    case "phones":
      return { noun: "热线受理点", at: `位于${site}`, answers: "由热线话机受理" };
    case "merged":
      return { noun: "接入点", at: `位于${site}`, answers: "转送12345平台统一受理，不另设座席" };
    case "department-edge":
      return { noun: "接入点", at: `位于${site}`, answers: "转送服务商平台受理，满溢时由保留座席接听" };
    case "provider-site":
      return { noun: "服务商平台", at: `主管部门对接点位于${site}`, answers: "由服务商座席受理，转办由保留座席承接" };
  }
}

/** `安徽省`, or of the locality that a paper is about `合肥市`. */
function placeOf(subject: DossierSubject): string {
  return subject.locality === undefined ? provinceName(subject) : citiesOf(subject.locality);
}

function networkTable(subject: DossierSubject): Block {
  return {
    kind: "table",
    caption: "各本地网接入一览",
    header: ["本地网", "区号", "运营商", "中继方式", "数量", "绑定号码或汇接"],
    widths: [20, 9, 13, 22, 22, 24],
    rows: networksOf(subject).map((facts) => {
      const { network, cities, owner, group, carrier } = facts;
      const own = network === owner;
      return [
        cities,
        network.areaCode,
        CARRIER[carrier],
        own && owner.trunk !== undefined ? trunkType(owner.trunk) : "－",
        own ? trunkCount(group) : "－",
        own ? pilotOf(facts) : `汇接至${owner.areaCode}`,
      ];
    }),
  };
}

function connection(subject: DossierSubject): readonly Block[] {
  const { province } = subject;
  const owners = networksOf(subject).filter((facts) => facts.network === facts.owner);
  const kinds = [
    ...new Set(
      owners.flatMap(({ owner }) =>
        owner.trunk === undefined ? [] : [`${trunkType(owner.trunk)}，${signalling(owner.trunk)}`],
      ),
    ),
  ];
  const forms = [
    ...new Set(
      owners.flatMap(
        ({ owner }) => owner.calledNumberForms ?? (["pilot", "short-code", "area-code-short-code"] as const),
      ),
    ),
  ];
  const atProvider = scopeOf(province).kind === "provider-site";
  return [
    paragraph(
      `中继方式：${kinds.join("；")}。语音编码采用G.711 A律，按键信号采用RFC 2833（中继为模拟线或约定带内时除外）。`,
    ),
    paragraph(
      "局数据：各本地网交换机将用户拨打的12333译为绑定号码，由联选组分配到中继；请按约定形式送被叫号码，并送主叫号码及其显示限制标志。",
    ),
    paragraph(
      `约定的被叫号码形式：${forms.map((form) => NUMBER_FORM[form]).join("、")}。${atProvider ? "" : "其他形式的来话将被拒绝。"}`,
    ),
    paragraph(
      atProvider
        ? `中继接入服务商平台（服务商：${providerName(subject)}），服务商向主管部门逐日提供话单与录音副本。`
        : ending(subject, owners),
    ),
    paragraph(
      `中继全忙时，由运营商向主叫送忙音${atProvider ? "" : "；本系统以Q.850原因值34（无可用电路）释放，不占用其他中继群"}。`,
    ),
  ];
}

/** Where lines end: gateways for lines and E1s, the carrier's border controller for SIP. */
function ending({ plan }: DossierSubject, owners: readonly NetworkFacts[]): string {
  const isSip = ({ owner }: NetworkFacts): boolean =>
    owner.trunk?.type === "digital" && owner.trunk.signalling === "sip-ims";
  const peers =
    nodesOf(plan) > 1
      ? "每个网关配置主用、备用两个对端，主用不应答或返回503时改选备用。"
      : "系统为单节点，每个网关配置一个对端。";
  return [
    ...(owners.every(isSip) ? [] : ["模拟线与E1在接入网关终结，转为SIP后接入。"]),
    ...(owners.some(isSip) ? ["SIP中继由运营商边界控制器直接接入。"] : []),
    peers,
    "只接受登记地址的来话。",
  ].join("");
}

/** Nodes of the department's switch. */
export function nodesOf(plan: CallCenterPlan): number {
  return Number(plan.parts.find((part) => part.part === "freeswitch")?.summary["nodes"] ?? 1);
}

function access(subject: DossierSubject): readonly Block[] {
  const name = placeOf(subject);
  const several = subject.locality === undefined && subject.province.localNetworks.length > 1;
  const areaCode = subject.locality ?? subject.province.localNetworks[0]?.areaCode ?? "";
  return [
    paragraph(
      `${name}内固定电话用户直接拨打12333，接入本地网的中继；移动电话用户及外地用户加拨${several ? "所需城市的" : ""}长途区号（${several ? "如" : ""}${areaCode}12333）。`,
    ),
    paragraph("12333为社会公益服务号码，通话费按普通电话标准由主叫用户负担，不收取信息费。"),
  ];
}

function system(subject: DossierSubject): readonly Block[] {
  const { province, plan } = subject;
  const sites = Object.entries(province.sites);
  return [
    paragraph(
      `${systemWords(subject)}中继总容量${grouped(plan.traffic.channels)}路。按网络安全等级保护第${plan.identity.securityLevel === 3 ? "三" : "二"}级建设。`,
    ),
    paragraph(
      sites.length > 1
        ? `主站点设在${province.sites.main.place}，另设灾备站点：${sites
            .filter(([site]) => site !== "main")
            .map(([, { place }]) => place)
            .join("、")}。`
        : `站点设在${province.sites.main.place}，未另设灾备站点。`,
    ),
  ];
}

function systemWords({ province, plan }: DossierSubject): string {
  const scope = scopeOf(province);
  const { seats } = plan.traffic.agents;
  const database = plan.parts.find((part) => part.part === "database")?.summary["instances"] ?? 1;
  const machines = `媒体交换（${nodesOf(plan)}个节点）、数据库（${String(database)}个实例）`;
  switch (scope.kind) {
    case "complete":
      return `系统由${machines}和座席系统组成，人工座席${seats}席，`;
    case "phones":
      return `系统由${machines}组成，热线话机${seats}部，`;
    case "merged":
      return `系统由${machines}和12345对接接口组成，不设座席，`;
    case "department-edge":
    case "provider-site":
      return `主管部门一侧由${machines}和保留座席系统组成，保留座席${scope.retainedSeats}席；服务商平台按座席${seats}席配置，`;
  }
}

/** Its name, or a blank as long as there is none. */
export function providerName({ province }: DossierSubject): string {
  const { build } = province;
  if (build.mode !== "outsourced") return "";
  return build.provider.name === UNASSIGNED ? blank("服务商名称") : build.provider.name;
}
