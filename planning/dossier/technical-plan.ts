import { UNASSIGNED } from "../../provinces/schema/field.ts";
import { scopeOf } from "../scope.ts";
import { type Block, heading, paragraph } from "./document.ts";
import { networkDiagram } from "./network-diagram.ts";
import { type DossierSubject, grouped, networksOf, pilotOf, provinceName } from "./subject.ts";
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
  const { province, plan } = subject;
  const name = provinceName(subject);
  const { length: networks } = province.localNetworks;
  const { length: groups } = plan.traffic.trunkGroups;
  const site = province.sites.main.place;
  const text =
    networks === 1
      ? `${name}12333设一个呼叫中心，位于${site}，覆盖1个本地网，设中继群1个。`
      : `${name}12333设一个省级集中的呼叫中心，位于${site}，覆盖全省${networks}个本地网，设中继群${groups}个。${groups < networks ? "未单独设中继群的本地网，其来话由运营商汇接至所列本地网的中继群。" : "每个本地网各设中继群，分别绑定本地号码。"}`;
  return [
    paragraph(
      `${text}工作模式为${WORK_MODE[province.workMode]}，建设方式为${BUILD_MODE[province.build.mode]}，与12345的关系为${MERGE_MODE[province.merge.mode]}。`,
    ),
    {
      kind: "figure",
      caption: `${name}12333网络组织图`,
      diagram: networkDiagram(subject),
      alternative: `来话自各本地网经中继与接入网关进入${site}的呼叫中心；各中继群数量见下表。`,
    },
    networkTable(subject),
  ];
}

function networkTable(subject: DossierSubject): Block {
  return {
    kind: "table",
    caption: "各本地网接入一览",
    header: ["本地网", "区号", "运营商", "中继方式", "数量", "绑定号码或汇接"],
    widths: [20, 10, 14, 24, 18, 24],
    rows: networksOf(subject).map((facts) => {
      const { network, cities, owner, group } = facts;
      const own = network === owner;
      return [
        cities,
        network.areaCode,
        CARRIER[owner.carrier ?? "telecom"],
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
  const build = province.build;
  const atProvider = build.mode === "outsourced" && scopeOf(province).kind === "provider-site";
  return [
    paragraph(
      `中继方式：${kinds.join("；")}。语音编码采用G.711 A律，按键信号采用RFC 2833（中继为模拟线或约定带内时除外）。`,
    ),
    paragraph(
      "局数据：各本地网交换机将用户拨打的12333译为绑定号码，由联选组分配到中继；请按约定形式送被叫号码，并送主叫号码及其显示限制标志。",
    ),
    paragraph(`约定的被叫号码形式：${forms.map((form) => NUMBER_FORM[form]).join("、")}。其他形式的来话将被拒绝。`),
    paragraph(
      atProvider
        ? `中继接入服务商平台（${providerName(subject)}），服务商向主管部门逐日提供话单与录音副本。`
        : "模拟线与E1在接入网关终结，转为SIP后接入呼叫中心；SIP中继由运营商边界控制器直接接入。每个网关配置主用、备用两个对端，主用不应答或返回503时改选备用。呼叫中心只接受登记地址的来话。",
    ),
    paragraph("中继全忙时，由运营商向主叫送忙音；呼叫中心以Q.850原因值34（无可用电路）释放，不占用其他中继群。"),
  ];
}

function access(subject: DossierSubject): readonly Block[] {
  const name = provinceName(subject);
  const several = subject.province.localNetworks.length > 1;
  return [
    paragraph(
      `${name}内固定电话用户直接拨打12333，接入本地网的中继；移动电话用户及外地用户加拨${several ? "所需城市的" : ""}长途区号（${subject.province.localNetworks[0]?.areaCode ?? ""}12333${several ? "等" : ""}）。`,
    ),
    paragraph("12333为社会公益服务号码，通话费按普通电话标准由主叫用户负担，不收取信息费。"),
  ];
}

function system(subject: DossierSubject): readonly Block[] {
  const { province, plan } = subject;
  const { traffic } = plan;
  const nodes = plan.parts.find((part) => part.part === "freeswitch")?.summary["nodes"];
  const database = plan.parts.find((part) => part.part === "database")?.summary;
  const sites = Object.entries(province.sites);
  const seats = traffic.agents.seats > 0 ? `人工座席${traffic.agents.seats}席，` : "";
  return [
    paragraph(
      `系统由媒体交换（${String(nodes ?? 1)}个节点）、数据库（${String(database?.["instances"] ?? 1)}个实例）和座席系统组成，${seats}中继总容量${grouped(traffic.channels)}路。按网络安全等级保护第${plan.identity.securityLevel === 3 ? "三" : "二"}级建设。`,
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

export function providerName({ province }: DossierSubject): string {
  const { build } = province;
  if (build.mode !== "outsourced") return "";
  return build.provider.name === UNASSIGNED ? "服务商待定" : build.provider.name;
}
