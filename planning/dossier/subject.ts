import type { Province } from "../../provinces/province.ts";
import { DIVISIONS } from "../../provinces/reference/divisions.ts";
import { UNASSIGNED } from "../../provinces/schema/field.ts";
import type { Carrier, LocalNetwork } from "../../provinces/schema/local-network.ts";
import type { Timeline } from "../activation/timeline-plan.ts";
import type { CallCenterPlan } from "../plan.ts";
import type { TrunkGroupTraffic } from "../traffic-plan.ts";
import { citiesOf } from "./cities.ts";
import { blank } from "./document.ts";
import { carrierOf } from "./organs.ts";

/** What the papers of a province are made of. The plan is the one that is deployed, so they can't contradict it. */
export interface DossierSubject {
  readonly province: Province;
  readonly plan: CallCenterPlan;
  readonly schedule: readonly ScheduleRow[];
  /** Expected days, where the schedule is to show them. */
  readonly timeline?: Timeline | undefined;
  /** Area code of the one local network that a paper is about; the province's networks are then those it concerns. */
  readonly locality?: string | undefined;
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
  /** Who makes the network's switch data. */
  readonly carrier: Carrier;
}

/** Local networks in the file's order. */
export function networksOf({ province, plan }: DossierSubject): readonly NetworkFacts[] {
  return province.localNetworks.map((network) => {
    const group = plan.traffic.trunkGroups.find((each) => each.serves.includes(network.areaCode));
    const owner = province.localNetworks.find((each) => each.areaCode === group?.areaCode);
    if (group === undefined || owner === undefined) throw new Error(`no trunk group serves ${network.areaCode}`);
    const carrier = carrierOf(province, network, owner);
    return { network, cities: citiesOf(network.areaCode), group, owner, carrier };
  });
}

/** `安徽省`. */
export function provinceName({ province }: DossierSubject): string {
  return DIVISIONS[province.province].zh;
}

/** 全省, 全区 or 全市. */
export function wholeOf(subject: DossierSubject): string {
  const name = provinceName(subject);
  return name.endsWith("省") ? "全省" : name.endsWith("自治区") ? "全区" : "全市";
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
