import type { CallCenterPlan, PlanItem, Workload } from "../../planning/plan.ts";
import { itemsOf, references } from "../../planning/references.ts";

/**
 * What must hold of every plan, whatever the province asks for. A breach is a bug of ours and is thrown:
 * names and physical names unique, references to items built before, zones known, ports of a node apart.
 */
export function assertConsistent(plan: CallCenterPlan): void {
  const items = itemsOf(plan);
  const zones = new Set(plan.zones.map((zone) => zone.name));
  const names = new Set<string>();
  const ids = new Set<string>();
  for (const item of items) {
    if (names.has(item.name)) throw new Error(`two items are named ${item.name}`);
    if (ids.has(item.id)) throw new Error(`two items have the physical name ${item.id}`);
    if (!zones.has(item.zone)) throw new Error(`${item.name} is in zone ${item.zone}, which the plan does not have`);
    for (const name of references(item)) {
      if (!names.has(name))
        throw new Error(`${item.kind} ${item.name} refers to ${name}, which is not built before it`);
    }
    names.add(item.name);
    ids.add(item.id);
  }
  assertPortsApart(plan, items);
}

interface Claim {
  readonly first: number;
  readonly last: number;
  readonly protocol: string;
  readonly by: string;
}

/** The ports that each node must have free: host-network workloads, and on Docker also what is published. */
function assertPortsApart(plan: CallCenterPlan, items: readonly PlanItem[]): void {
  const claims = new Map<string, Claim[]>();
  const claim = (node: string, wanted: Claim) => {
    const taken = claims.get(node) ?? [];
    const clash = taken.find(
      (other) => other.protocol === wanted.protocol && wanted.first <= other.last && other.first <= wanted.last,
    );
    if (clash !== undefined)
      throw new Error(
        `${wanted.by} and ${clash.by} both need ${wanted.protocol} port ${Math.max(wanted.first, clash.first)} of ${node}`,
      );
    claims.set(node, [...taken, wanted]);
  };
  for (const item of items) for (const { node, ...wanted } of claimsOf(item, { plan, items })) claim(node, wanted);
}

function claimsOf(
  item: PlanItem,
  { plan, items }: { plan: CallCenterPlan; items: readonly PlanItem[] },
): readonly (Claim & { node: string })[] {
  switch (item.kind) {
    case "workload":
      return item.network === "host" && item.node !== undefined ? hostPorts(item, item.node) : [];
    case "postgres":
      return item.hosts.map((node) => ({ node, first: 5432, last: 5432, protocol: "tcp", by: item.name }));
    case "endpoint": {
      const served = items.find(
        (other): other is Workload => other.kind === "workload" && other.name === item.workload,
      );
      if (plan.identity.platform !== "docker" || item.exposure.kind !== "ingress" || served?.node === undefined)
        return [];
      return [{ node: served.node, first: 443, last: 443, protocol: "tcp", by: item.name }];
    }
    case "volume":
    case "config-set":
    case "secret-set":
    case "job":
    case "certificate":
    case "host-firewall":
      return [];
  }
}

function hostPorts(workload: Workload, node: string): readonly (Claim & { node: string })[] {
  return workload.ports.map((port) => ({
    node,
    first: port.port,
    last: port.last ?? port.port,
    protocol: port.protocol,
    by: `${workload.name} ${port.name}`,
  }));
}
