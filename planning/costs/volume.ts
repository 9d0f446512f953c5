import type { Province } from "../../provinces/province.ts";
import type { LocalNetwork } from "../../provinces/schema/local-network.ts";
import type { CallCenterPlan } from "../plan.ts";
import { toFen } from "./money.ts";
import type { BreakEven } from "./sensitivity-view.ts";

/** A fourfold range either way. */
const FACTOR = 4;
/** Volumes closer than this share of themselves are neighbors. */
const NEIGHBORS = 0.002;
const PIECES = 8;

/**
 * The province with another volume and nothing given by hand that the volume decides: seats and heads as needed, trunks
 * never fewer than needed. `plan` plans a province; its site is the caller's.
 */
export function atVolume(
  province: Province,
  callsPerDay: number,
  plan: (province: Province) => CallCenterPlan,
): Province {
  const scaled: Province = {
    ...province,
    demand: { ...province.demand, callsPerDay, callsPerHeadYear: undefined },
    staffing: { ...province.staffing, seats: undefined, heads: undefined },
  };
  const { trunkGroups } = plan(scaled).traffic;
  const needed = new Map(trunkGroups.map((group) => [group.areaCode, group.unitsNeeded]));
  return {
    ...scaled,
    localNetworks: scaled.localNetworks.map((network) => withTrunks(network, needed.get(network.areaCode) ?? 0)),
  };
}

function withTrunks(network: LocalNetwork, needed: number): LocalNetwork {
  const { trunk } = network;
  if (trunk === undefined) return network;
  if (trunk.type === "analog") return { ...network, trunk: { ...trunk, lines: Math.max(trunk.lines, needed) } };
  return trunk.signalling === "sip-ims"
    ? { ...network, trunk: { ...trunk, channels: Math.max(trunk.channels, needed) } }
    : { ...network, trunk: { ...trunk, e1: Math.max(trunk.e1, needed) } };
}

/** Volume at which the cheaper one changes: seats are whole, so between two neighbors rather than at a point. */
export function volumeBreakEven(now: number, differenceAt: (callsPerDay: number) => number): BreakEven {
  const range = [now / FACTOR, now * FACTOR] as const;
  const shared = { variable: "volume", price: undefined, unit: "calls/day", now, range } as const;
  const points = Array.from({ length: PIECES + 1 }, (_, index) => range[0] * (FACTOR * FACTOR) ** (index / PIECES));
  const values = points.map(differenceAt);
  const changes = points.flatMap((below, index) => {
    const above = points[index + 1];
    const [left, right] = [values[index], values[index + 1]];
    if (above === undefined || left === undefined || right === undefined) return [];
    return Math.sign(left) === Math.sign(right) ? [] : [{ below, above, left, right }];
  });
  const [nearest] = changes.sort((a, b) => Math.abs(Math.log(a.below / now)) - Math.abs(Math.log(b.below / now)));
  if (nearest === undefined)
    return {
      ...shared,
      result: { kind: "none-in-range", differenceAtEndsFen: [toFen(values[0] ?? 0), toFen(values.at(-1) ?? 0)] },
    };
  let { below, above, left, right } = nearest;
  while (above - below > NEIGHBORS * below) {
    const middle = (below + above) / 2;
    const value = differenceAt(middle);
    if (Math.sign(value) === Math.sign(left)) [below, left] = [middle, value];
    else [above, right] = [middle, value];
  }
  return {
    ...shared,
    result: { kind: "step", below, above, differenceBelowFen: toFen(left), differenceAboveFen: toFen(right) },
  };
}
