import type { Province } from "../provinces/province.ts";
import type { Site } from "../provinces/schema/site.ts";
import { DATABASE_ROLES } from "./database-roles.ts";
import type { ExceptionalDays } from "./exceptional-days.ts";
import type { Ledger } from "./figures.ts";
import type { MediaNode } from "./media-nodes.ts";
import { itemId, zoneId } from "./names.ts";
import type { Identity } from "./plan.ts";
import type { RestoreRequest } from "./restore-request.ts";
import type { Peer, Scope } from "./scope.ts";
import type { TrafficPlan } from "./traffic-plan.ts";

/** What every part of a call center is planned from. */
export interface PartRequest {
  readonly identity: Identity;
  readonly province: Province;
  readonly site: Site;
  readonly scope: Scope;
  readonly nodes: readonly MediaNode[];
  readonly peers: readonly Peer[];
  readonly traffic: TrafficPlan;
  readonly ledger: Ledger;
  readonly exceptionalDays: ExceptionalDays;
  /** Whether configuration is written out; without it quantities and meters are the same. */
  readonly texts: boolean;
  /** Restores of the database so far, oldest first; the last one's instance serves. */
  readonly restores: readonly RestoreRequest[];
}

/** Where an item of which each host needs its own is put: one place on Kubernetes, each host on Docker. */
export interface Place {
  /** Ends logical names: empty on Kubernetes, `-media-a` on Docker. */
  readonly suffix: string;
  readonly node: string | undefined;
}

export function placesOf(request: PartRequest): readonly Place[] {
  return request.site.platform.kind === "kubernetes"
    ? [{ suffix: "", node: undefined }]
    : request.nodes.map((node) => ({ suffix: `-${node.name}`, node: node.name }));
}

/** The standby is rolled first, then the owner: the order in which workloads are made. */
export function standbyFirst(nodes: readonly MediaNode[]): readonly MediaNode[] {
  return [...nodes.filter((node) => node.role === "standby"), ...nodes.filter((node) => node.role === "owner")];
}

/** The primary database stands beside the owner. */
export function ownerFirst(nodes: readonly MediaNode[]): readonly MediaNode[] {
  return standbyFirst(nodes).toReversed();
}

export const DATABASE_NAME = "hotline";
export const DATABASE_OWNER = DATABASE_ROLES.migration.login;
export const DATABASE_PORT = 5432;

/** Physical name of the PostgreSQL item's first instance. */
export function databaseId(stack: string): string {
  return itemId(stack, "database");
}

/** Ends the names of what belongs to the restored instance that serves: `g2`; empty for the first. */
export function databaseGeneration({ restores }: Pick<PartRequest, "restores">): readonly string[] {
  const last = restores.at(-1);
  return last === undefined ? [] : [`g${last.generation}`];
}

/** Hosts under which the database is reached: the read-write service, or the Docker hosts, primary first. */
export function databaseHosts(request: PartRequest): readonly string[] {
  const { stack } = request.identity;
  if (request.site.platform.kind === "kubernetes")
    return [
      `${[databaseId(stack), ...databaseGeneration(request), "rw"].join("-")}.${zoneId(stack, "data")}.svc.cluster.local`,
    ];
  const instances = request.province.database?.instances ?? request.nodes.length;
  return ownerFirst(request.nodes)
    .slice(0, instances)
    .map((node) => node.address);
}
