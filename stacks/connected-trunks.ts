import * as pulumi from "@pulumi/pulumi";
import { checkHeldTrunks, heldTrunkGroups } from "../planning/activation/held-trunks.ts";
import { Ledger } from "../planning/figures.ts";
import { planTraffic } from "../planning/traffic.ts";
import type { Province } from "../provinces/province.ts";
import { refuse, warn } from "./refusal.ts";

/**
 * Area codes of the trunk groups that this deployment leaves out, since 12333 is open in none of their networks. The
 * stack file's `hotline:connectTrunks` (`all`, or area codes parted by commas) connects them all the same.
 */
export function heldTrunks(province: Province): readonly string[] {
  const groups = planTraffic(province, new Ledger()).trunkGroups;
  const told = new pulumi.Config("hotline").get("connectTrunks")?.trim() ?? "";
  const connect = told === "all" ? "all" : told.split(",").flatMap((code) => (code.trim() === "" ? [] : [code.trim()]));
  if (connect !== "all") {
    const known = groups.map(({ areaCode }) => areaCode);
    const unknown = connect.filter((areaCode) => !known.includes(areaCode));
    if (unknown.length > 0)
      refuse(
        unknown.map((found) => ({
          code: "CONNECT_TRUNK_UNKNOWN",
          where: {},
          facts: { found, allowed: ["all", ...known].join(", ") },
        })),
      );
  }
  for (const finding of checkHeldTrunks(province, groups, connect)) warn(finding);
  return heldTrunkGroups(province, groups, connect);
}
