import { stepPlace } from "../../provinces/activation-places.ts";
import type { Finding } from "../../provinces/finding.ts";
import type { Province } from "../../provinces/province.ts";
import { scopeOf } from "../scope.ts";
import type { TrunkGroupTraffic } from "../traffic-plan.ts";

export interface TrunkGroupOpening {
  /** Area code of the network that owns the group; also the group's name. */
  readonly areaCode: string;
  /** Networks whose calls it takes and in which 12333 is open. */
  readonly opened: readonly string[];
  readonly closed: readonly string[];
}

/** Which networks each trunk group takes calls from by now: a day in the province file opens one, nothing else does. */
export function trunkOpenings(
  province: Province,
  groups: readonly Pick<TrunkGroupTraffic, "areaCode" | "serves">[],
): readonly TrunkGroupOpening[] {
  const isOpen = (areaCode: string) => stepPlace("opened", province, areaCode).date !== undefined;
  return groups.map(({ areaCode, serves }) => ({
    areaCode,
    opened: serves.filter(isOpen),
    closed: serves.filter((served) => !isOpen(served)),
  }));
}

/**
 * Trunk groups that a deployment leaves out, by area code: 12333 is open in none of the networks they serve. `connect`
 * names those to be connected all the same, for a trial before the opening. Nothing of an example is held back: it is
 * never deployed, and shows what would be.
 */
export function heldTrunkGroups(
  province: Province,
  groups: readonly Pick<TrunkGroupTraffic, "areaCode" | "serves">[],
  connect: "all" | readonly string[] = [],
): readonly string[] {
  // Where the carrier ends at the provider, the department has no trunk to connect.
  if (province.status === "example" || connect === "all" || scopeOf(province).kind === "provider-site") return [];
  return trunkOpenings(province, groups)
    .filter(({ areaCode, opened }) => opened.length === 0 && !connect.includes(areaCode))
    .map(({ areaCode }) => areaCode);
}

/** Says which trunk groups a deployment leaves out. */
export function checkHeldTrunks(
  province: Province,
  groups: readonly Pick<TrunkGroupTraffic, "areaCode" | "serves">[],
  connect: "all" | readonly string[] = [],
): readonly Finding[] {
  const held = heldTrunkGroups(province, groups, connect);
  if (held.length === 0) return [];
  const facts = { held: held.join(", "), count: held.length, all: groups.length };
  return [{ code: "TRUNKS_HELD_BACK", where: { path: ["activation"] }, facts }];
}
