import * as docker from "@pulumi/docker";
import type * as pulumi from "@pulumi/pulumi";
import type { PlanItem, Zone, ZoneName } from "../../planning/plan.ts";
import { itemsOf, zoneOf } from "../../planning/references.ts";
import type { Host } from "./hosts.ts";
import { labelsOf, options, type Target } from "./target.ts";

/**
 * One bridge network a zone on each host; containers of other zones are not on it unless they are clients.
 * Not protected where the zone is stateful: on Docker a network holds nothing, the volumes do.
 */
export function realizeNetworks(zone: Zone, target: Target): readonly pulumi.Resource[] {
  return target.hosts.map(
    (host) =>
      new docker.Network(
        [target.placement.name, zone.name, host.name].join("-"),
        { name: zone.id, driver: "bridge", labels: labelsOf(target) },
        options(target, { host }),
      ),
  );
}

/** Physical names of the networks a container of the zone joins: its own, then those it is a client in. */
export function networksOf({ placement: { plan } }: Target, zone: ZoneName): readonly string[] {
  const serving = itemsOf(plan).filter((item) => clientsOf(item).includes(zone));
  return [...new Set([zone, ...serving.map((item) => item.zone)])].map((name) => zoneOf(plan, name).id);
}

function clientsOf(item: PlanItem): readonly ZoneName[] {
  return item.kind === "postgres" ? item.clients : item.kind === "endpoint" ? item.from.zones : [];
}

export interface PublishedPort {
  readonly internal: number;
  readonly external: number;
  readonly protocol: "tcp" | "udp";
  readonly ip: string;
}

/**
 * The host's own address only: clients on the host network, here and on the other host, reach it there and nobody
 * needs a wider one. One address a port, since the daemon gives several back in any order, which reads as a change.
 */
export function onHostAddress(host: Host, port: Omit<PublishedPort, "ip">): PublishedPort {
  return { ...port, ip: host.address };
}
