import type { Finding } from "../finding.ts";
import type { Province } from "../province.ts";
import type { LocalNetwork } from "../schema/local-network.ts";
import { both, listOf } from "../wording.ts";
import { findingAt } from "./finding-at.ts";
import { networkName } from "./network-name.ts";

const BESIDE_ROUTE = [
  "trunk",
  "pilotNumber",
  "hunting",
  "billing",
  "gateways",
  "calledNumberForms",
  "dtmf",
  "keepAlive",
  "dialing",
] as const;
const OWN_TRUNK = ["carrier", "trunk", "pilotNumber", "billing"] as const;

/** A network either has a trunk group of its own, complete, or is routed in one step to a network that has. */
export function checkRoutes({ localNetworks }: Pick<Province, "localNetworks">): readonly Finding[] {
  const owners = localNetworks.filter((network) => network.routedTo === undefined);
  return localNetworks.flatMap((network, index) => {
    const name = both("network", networkName(network.areaCode));
    if (network.routedTo !== undefined) return checkRoute(network, { index, networks: localNetworks, owners });
    const missing = OWN_TRUNK.filter((field) => network[field] === undefined);
    if (missing.length === 0) return [];
    return [
      findingAt(["localNetworks", index], "TRUNK_FIELDS_MISSING", { ...name, ...both("fields", listOf(missing)) }),
    ];
  });
}

interface Around {
  readonly index: number;
  readonly networks: readonly LocalNetwork[];
  readonly owners: readonly LocalNetwork[];
}

function checkRoute(network: LocalNetwork, { index, networks, owners }: Around): readonly Finding[] {
  const found = network.routedTo ?? "";
  const path = ["localNetworks", index, "routedTo"];
  const facts = {
    found,
    ...both("network", networkName(network.areaCode)),
    ...both("allowed", listOf(owners.map((owner) => owner.areaCode))),
  };
  const findings: Finding[] = [];
  const target = networks.find((entry) => entry.areaCode === found);
  if (target === undefined) findings.push(findingAt(path, "ROUTE_TARGET_MISSING", facts));
  else if (target.routedTo !== undefined)
    findings.push(findingAt(path, "ROUTE_CHAIN", { ...facts, next: target.routedTo }));
  const beside = BESIDE_ROUTE.filter((field) => network[field] !== undefined);
  if (beside.length > 0)
    findings.push(findingAt(path, "ROUTE_BESIDE_TRUNK", { ...facts, ...both("fields", listOf(beside)) }));
  return findings;
}
