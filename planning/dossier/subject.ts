import type { Province } from "../../provinces/province.ts";
import { divisionsOf } from "../../provinces/reference/area-codes.ts";
import { DIVISIONS } from "../../provinces/reference/divisions.ts";
import { UNASSIGNED } from "../../provinces/schema/field.ts";
import type { LocalNetwork } from "../../provinces/schema/local-network.ts";
import type { CallCenterPlan } from "../plan.ts";
import type { TrunkGroupTraffic } from "../traffic-plan.ts";
import { blank } from "./document.ts";

/** What the papers of a province are made of. The plan is the one that is deployed, so they can't contradict it. */
export interface DossierSubject {
  readonly province: Province;
  readonly plan: CallCenterPlan;
  readonly schedule: readonly ScheduleRow[];
}

/** A line of the launch schedule: what is to happen, who does it, when. */
export interface ScheduleRow {
  readonly step: string;
  readonly actor: string;
  /** As the paper says it: a date, a date with a remark, or a rule. */
  readonly when: string;
}

/** A local network in the papers: who takes its calls. */
export interface NetworkFacts {
  readonly network: LocalNetwork;
  /** `合肥市` or `淮南市、六安市`. */
  readonly cities: string;
  /** The trunk group that takes its calls; its own or another network's. */
  readonly group: TrunkGroupTraffic;
  /** The network that owns that group. */
  readonly owner: LocalNetwork;
}

/** Local networks in the file's order. */
export function networksOf({ province, plan }: DossierSubject): readonly NetworkFacts[] {
  return province.localNetworks.map((network) => {
    const group = plan.traffic.trunkGroups.find((each) => each.serves.includes(network.areaCode));
    const owner = province.localNetworks.find((each) => each.areaCode === group?.areaCode);
    if (group === undefined || owner === undefined) throw new Error(`no trunk group serves ${network.areaCode}`);
    return { network, cities: citiesOf(network.areaCode), group, owner };
  });
}

export function citiesOf(areaCode: string): string {
  const primary = divisionsOf(areaCode).filter((division) => division.secondary !== true);
  return (primary.length > 0 ? primary : divisionsOf(areaCode)).map((division) => division.zh).join("、") || areaCode;
}

/** 安徽省人力资源和社会保障厅; municipalities have a 局. */
export function departmentOf(province: Province): string {
  const { zh, prefectures } = DIVISIONS[province.province];
  return province.authority?.department ?? `${zh}人力资源和社会保障${prefectures === 0 ? "局" : "厅"}`;
}

/** The communications administration of the province: takes the filing, notifies the carriers. */
export function administrationOf(province: Province): string {
  return `${DIVISIONS[province.province].zh}通信管理局`;
}

/** `安徽省`. */
export function provinceName({ province }: DossierSubject): string {
  return DIVISIONS[province.province].zh;
}

/** The carrier's branch in the local network, as it is addressed: 中国电信股份有限公司合肥分公司. */
export function branchOf({ province }: DossierSubject, { network, owner, cities }: NetworkFacts): string {
  const city = cities.split("、")[0] ?? "";
  switch (network.carrier ?? owner.carrier ?? "telecom") {
    case "telecom":
      return `中国电信股份有限公司${city.replace(/市$/, "")}分公司`;
    case "unicom":
      return `中国联合网络通信有限公司${city}分公司`;
    case "mobile":
      return `中国移动通信集团${DIVISIONS[province.province].zh.replace(/[省市]$|(壮族|回族|维吾尔)?自治区$/, "")}有限公司${city.replace(/市$/, "")}分公司`;
  }
}

/** Two decimals; what rounds to nothing and is not nothing says so. */
export function percent(value: number): string {
  return value > 0 && value < 0.005 ? "小于0.01%" : `${value.toFixed(2)}%`;
}

export function pilotOf(facts: NetworkFacts): string {
  const { pilotNumber, areaCode } = facts.owner;
  return pilotNumber === undefined || pilotNumber === UNASSIGNED ? blank(`${areaCode}绑定号码`) : pilotNumber;
}

/** Digits in groups of three, as the papers print numbers: 4,577,038. */
export function grouped(value: number, digits = 0): string {
  const [whole = "", fraction] = value.toFixed(digits).split(".");
  const text = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? text : `${text}.${fraction}`;
}
