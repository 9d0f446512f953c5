import type * as docker from "@pulumi/docker";
import type { CallCenterPlan, PlanItem } from "../../planning/plan.ts";
import { itemsOf, references } from "../../planning/references.ts";

/** A Docker host under its name in the province file, with a provider that talks to its daemon. */
export interface Host {
  readonly name: string;
  readonly address: string;
  readonly provider: docker.Provider;
}

export type Hosts = readonly [Host, ...Host[]];

/** One copy of an item. The suffix tells copies apart; what the file pins to a host has one copy and none. */
export interface Place {
  readonly host: Host;
  readonly suffix: string | undefined;
}

/** Where the copies of an item are put: on its host, else one on each host that needs it. */
export function placesOf(item: PlanItem, plan: CallCenterPlan, hosts: Hosts): readonly Place[] {
  if ("node" in item && item.node !== undefined) return [{ host: hostNamed(hosts, item.node), suffix: undefined }];
  switch (item.kind) {
    case "workload":
      return Array.from({ length: item.replicas }, (_, replica) => replicaPlace(hosts, replica));
    case "job":
      return [replicaPlace(hosts, 0)];
    case "postgres":
      return item.hosts.map((name) => onHost(hostNamed(hosts, name)));
    case "host-firewall":
      return item.nodes.map((name) => onHost(hostNamed(hosts, name)));
    case "config-set":
    case "secret-set":
    case "volume": {
      const needed = new Set(
        itemsOf(plan).flatMap((user) =>
          references(user).includes(item.name) ? placesOf(user, plan, hosts).map(({ host }) => host.name) : [],
        ),
      );
      return hosts.filter(({ name }) => needed.has(name)).map(onHost);
    }
    case "endpoint":
    case "certificate":
      return [];
  }
}

function onHost(host: Host): Place {
  return { host, suffix: host.name };
}

export function hostNamed(hosts: Hosts, name: string): Host {
  const host = hosts.find((candidate) => candidate.name === name);
  if (host === undefined)
    throw new Error(`no Docker host ${name}; there are ${hosts.map((known) => known.name).join(", ")}`);
  return host;
}

/** Replicas go round the hosts; a second round on a host is numbered. */
function replicaPlace(hosts: Hosts, replica: number): Place {
  const host = hosts[replica % hosts.length] ?? hosts[0];
  const round = Math.floor(replica / hosts.length) + 1;
  return { host, suffix: round === 1 ? host.name : `${host.name}-${round}` };
}
