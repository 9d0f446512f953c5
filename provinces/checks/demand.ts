import type { Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import { both, listOf } from "../wording.ts";
import { findingAt } from "./finding-at.ts";
import { networkName } from "./network-name.ts";

/** Shares are typed with few digits: 0.333 three times is meant to be 1 only by whoever rounds; this is for binary fractions. */
export const SHARE_TOLERANCE = 1e-6;

/** Volume given once, a profile with calls in it, and shares of the local networks that can be split. */
export function checkDemand({ demand, localNetworks }: Pick<Province, "demand" | "localNetworks">): readonly Finding[] {
  const findings: Finding[] = [];
  if (demand?.callsPerDay !== undefined && demand.callsPerHeadYear !== undefined)
    findings.push(findingAt(["demand", "callsPerHeadYear"], "DEMAND_GIVEN_TWICE"));
  if (demand?.callsPerDay === undefined && demand?.callsPerHeadYear === undefined)
    findings.push(findingAt(["demand"], "CALL_RATE_DEFAULT"));
  if (demand?.profile?.every((calls) => calls === 0) === true)
    findings.push(findingAt(["demand", "profile"], "PROFILE_ALL_ZERO"));
  const sum = localNetworks.reduce((total, network) => total + (network.demandShare ?? 0), 0);
  const found = Number(sum.toFixed(6));
  const open = localNetworks.filter((network) => network.demandShare === undefined);
  const path = ["localNetworks"];
  if (sum > 1 + SHARE_TOLERANCE) findings.push(findingAt(path, "DEMAND_SHARES_EXCEED", { found }));
  else if (open.length === 0 && sum < 1 - SHARE_TOLERANCE)
    findings.push(findingAt(path, "DEMAND_SHARES_INCOMPLETE", { found }));
  else if (open.length > 0 && sum > 1 - SHARE_TOLERANCE)
    findings.push(
      findingAt(
        path,
        "DEMAND_SHARES_NOTHING_LEFT",
        both(
          "networks",
          listOf(
            open.map((network) => networkName(network.areaCode)),
            5,
          ),
        ),
      ),
    );
  return findings;
}
