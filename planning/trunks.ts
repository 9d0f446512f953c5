import type { Province } from "../provinces/province.ts";
import { areaCodesOf } from "../provinces/reference/area-codes.ts";
import type { LocalNetwork, Trunk } from "../provinces/schema/local-network.ts";
import type { Channels, Erlangs, Seconds, Share } from "../provinces/units.ts";
import type { DemandPlan } from "./demand.ts";
import { extendedErlangB, trunksFor } from "./erlang-b.ts";
import type { Ledger } from "./figures.ts";
import type { TrafficPlan, TrunkGroupTraffic } from "./traffic-plan.ts";

/** Field of a trunk that counts its units. */
export const TRUNK_FIELD = { line: "lines", e1: "e1", channel: "channels" } as const;

/** How many calls a trunk carries, in its own unit: an E1 carries 30, a line or a licensed channel one. */
export function trunkSize(trunk: Trunk): Pick<TrunkGroupTraffic, "unit" | "channelsPerUnit" | "unitsOrdered"> {
  if (trunk.type === "analog") return { unit: "line", channelsPerUnit: 1, unitsOrdered: trunk.lines };
  return trunk.signalling === "sip-ims"
    ? { unit: "channel", channelsPerUnit: 1, unitsOrdered: trunk.channels }
    : { unit: "e1", channelsPerUnit: 30, unitsOrdered: trunk.e1 };
}

/**
 * Share of the province's calls by area code: the given ones, and what they leave split by the number of divisions
 * under each other code, one that only partly dials there counting half. Scaled to 1 where the file's shares are not (checks refuse that).
 */
export function demandShares(province: Province): ReadonlyMap<string, Share> {
  const divisions = new Map(
    areaCodesOf(province.province).map(({ areaCode, divisions: under }) => [
      areaCode,
      under.reduce((sum, division) => sum + (division.secondary === true ? 0.5 : 1), 0),
    ]),
  );
  const weightOf = (network: LocalNetwork): number => divisions.get(network.areaCode) ?? 1;
  const given = province.localNetworks.reduce((sum, network) => sum + (network.demandShare ?? 0), 0);
  const open = province.localNetworks.filter((network) => network.demandShare === undefined);
  const weights = open.reduce((sum, network) => sum + weightOf(network), 0);
  const left = Math.max(0, 1 - given);
  const whole = open.length === 0 ? given : Math.max(1, given);
  return new Map(
    province.localNetworks.map((network) => [
      network.areaCode,
      (network.demandShare ?? (left * weightOf(network)) / weights) / whole,
    ]),
  );
}

/** Erlangs that calls of the busy hour put on the trunks: menu, wait and talk, or self-service. */
function planErlangs(
  demand: DemandPlan,
  wait: { readonly seconds: Seconds; readonly from: string },
  ledger: Ledger,
): Erlangs {
  const humanSeconds = ledger.computed("trunks.humanSeconds", "s", {
    value: demand.ivrSeconds + wait.seconds + demand.talkSeconds,
    formula: "ivrSeconds + wait + talkSeconds",
    from: ["demand.ivrSeconds", wait.from, "demand.talkSeconds"],
  });
  return ledger.computed("trunks.erlangs", "erlang", {
    value: (demand.humanCalls * humanSeconds + demand.selfServiceCalls * demand.selfServiceSeconds) / 3600,
    formula: "(humanCalls x humanSeconds + selfServiceCalls x selfServiceSeconds) / 3600",
    from: ["demand.humanCalls", "trunks.humanSeconds", "demand.selfServiceCalls", "demand.selfServiceSeconds"],
  });
}

/** Trunk groups by the networks that own them, and the one group that would do in their place. */
export function planTrunks(
  {
    province,
    demand,
    wait,
  }: { province: Province; demand: DemandPlan; wait: { readonly seconds: Seconds; readonly from: string } },
  ledger: Ledger,
): Pick<TrafficPlan, "trunkGroups" | "pooled"> {
  const erlangs = planErlangs(demand, wait, ledger);
  const shares = demandShares(province);
  for (const [index, { areaCode, demandShare }] of province.localNetworks.entries()) {
    const value = shares.get(areaCode) ?? 0;
    const name = `networks.${areaCode}.share`;
    const formula = "what the given shares leave, by divisions under the area code";
    if (demandShare === value) ledger.given(name, "", { value, field: `localNetworks[${index}].demandShare` });
    else ledger.computed(name, "", { value, formula, from: [] });
  }
  const owners = province.localNetworks.filter((network) => network.routedTo === undefined);
  const group = (owner: LocalNetwork): TrunkGroupTraffic => {
    const { areaCode, trunk } = owner;
    if (trunk === undefined)
      throw new Error(`local network ${areaCode} has neither trunk nor routedTo: the file was not checked`);
    const serves = [
      areaCode,
      ...province.localNetworks.filter((other) => other.routedTo === areaCode).map((other) => other.areaCode),
    ];
    return planGroup(
      { areaCode, index: province.localNetworks.indexOf(owner), serves, trunk, shares, erlangs, demand },
      ledger,
    );
  };
  return { trunkGroups: owners.map(group), pooled: planPooled(erlangs, demand, ledger) };
}

interface GroupQuestion {
  readonly areaCode: string;
  /** Place in localNetworks. */
  readonly index: number;
  readonly serves: readonly string[];
  readonly trunk: Trunk;
  readonly shares: ReadonlyMap<string, Share>;
  readonly erlangs: Erlangs;
  readonly demand: DemandPlan;
}

function planGroup(question: GroupQuestion, ledger: Ledger): TrunkGroupTraffic {
  const { areaCode, serves, trunk, shares, demand } = question;
  const name = (part: string): string => `trunks.${areaCode}.${part}`;
  const share = ledger.computed(name("share"), "", {
    value: serves.reduce((sum, code) => sum + (shares.get(code) ?? 0), 0),
    formula: "sum of the shares of the networks it serves",
    from: serves.map((code) => `networks.${code}.share`),
  });
  const busyHourCalls = ledger.computed(name("busyHourCalls"), "calls/h", {
    value: demand.busyHourCalls * share,
    formula: "busyHourCalls x share",
    from: ["demand.busyHourCalls", name("share")],
  });
  const erlangs = ledger.computed(name("erlangs"), "erlang", {
    value: question.erlangs * share,
    formula: "erlangs of the province x share",
    from: ["trunks.erlangs", name("share")],
  });
  const { unit, channelsPerUnit, unitsOrdered: ordered } = trunkSize(trunk);
  const unitsOrdered = ledger.given(name("unitsOrdered"), unit, {
    value: ordered,
    field: `localNetworks[${question.index}].trunk.${TRUNK_FIELD[unit]}`,
  });
  const channelsOrdered = ledger.computed(name("channelsOrdered"), "channels", {
    value: unitsOrdered * channelsPerUnit,
    formula: `unitsOrdered x ${channelsPerUnit}`,
    from: [name("unitsOrdered")],
  });
  const channelsNeeded = ledger.computed(name("channelsNeeded"), "channels", {
    value: channelsFor(erlangs, demand),
    formula: "fewest channels by extended Erlang B at blockingPercent",
    from: [name("erlangs"), "target.blockingPercent", "demand.recallShare"],
  });
  const unitsNeeded = ledger.computed(name("unitsNeeded"), unit, {
    value: Math.ceil(channelsNeeded / channelsPerUnit),
    formula: `channelsNeeded / ${channelsPerUnit}, rounded up`,
    from: [name("channelsNeeded")],
  });
  const blockingPercent = ledger.computed(name("blockingPercent"), "%", {
    value:
      100 * extendedErlangB({ traffic: erlangs, trunks: channelsOrdered, recallShare: demand.recallShare }).blocking,
    formula: "extended Erlang B of erlangs on channelsOrdered",
    from: [name("erlangs"), name("channelsOrdered"), "demand.recallShare"],
  });
  return {
    areaCode,
    serves,
    share,
    busyHourCalls,
    erlangs,
    unit,
    channelsPerUnit,
    unitsOrdered,
    channelsOrdered,
    unitsNeeded,
    channelsNeeded,
    blockingPercent,
  };
}

function planPooled(erlangs: Erlangs, demand: DemandPlan, ledger: Ledger): TrafficPlan["pooled"] {
  const channelsNeeded = ledger.computed("trunks.pooled.channelsNeeded", "channels", {
    value: channelsFor(erlangs, demand),
    formula: "fewest channels by extended Erlang B for all of the province on one group",
    from: ["trunks.erlangs", "target.blockingPercent", "demand.recallShare"],
  });
  const e1Needed = ledger.computed("trunks.pooled.e1Needed", "e1", {
    value: Math.ceil(channelsNeeded / 30),
    formula: "channelsNeeded / 30, rounded up",
    from: ["trunks.pooled.channelsNeeded"],
  });
  return { erlangs, channelsNeeded, e1Needed };
}

/** Channels that keep blocking at the target, recalls counted. */
function channelsFor(erlangs: Erlangs, demand: DemandPlan): Channels {
  return trunksFor(erlangs, { blocking: demand.target.blockingPercent / 100, recallShare: demand.recallShare });
}
