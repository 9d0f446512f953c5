import { DATABASE_ROLES } from "../../planning/database-roles.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { sipDomain } from "../../planning/names.ts";
import { DATABASE_NAME, DATABASE_PORT, databaseHosts, type PartRequest } from "../../planning/part-request.ts";
import { queuesOf } from "../../planning/service-queues.ts";

/** Configuration of the desk image, `desk.json`. Everything it may know at start; no secrets. */
export interface DeskConfig {
  readonly format: 1;
  readonly stack: string;
  readonly province: string;
  /** desk: pages and interface for agents. interface: exchange with 12345 only. */
  readonly serves: "desk" | "interface";
  readonly example: boolean;
  readonly seats: number;
  readonly languages: readonly string[];
  readonly queues: readonly { readonly name: string; readonly label: string; readonly skills: readonly string[] }[];
  readonly sip: { readonly domain: string; readonly nodes: readonly { readonly name: string; readonly url: string }[] };
  readonly database: {
    readonly hosts: readonly string[];
    readonly port: number;
    readonly name: string;
    readonly user: string;
    readonly role: string;
  };
  /** Screen pop, identity check and queries in the business systems. */
  readonly businessSystems: boolean;
  readonly platform12345: { readonly transfer: boolean; readonly workOrders: boolean };
  readonly serviceTarget: { readonly answeredPercent: number; readonly withinSeconds: number };
}

export function deskConfig(request: PartRequest, serves: DeskConfig["serves"], seats: number): DeskConfig {
  const { identity, province, scope, traffic, nodes, ledger } = request;
  const merged = province.merge.mode !== "independent";
  return {
    format: 1,
    stack: identity.stack,
    province: identity.name.zh,
    serves,
    example: identity.status === "example",
    seats,
    languages: province.languages ?? ["zh"],
    queues: queuesOf(province, scope, traffic).map(({ name, label, skills }) => ({ name, label, skills })),
    sip: {
      domain: sipDomain(identity.stack),
      nodes:
        serves === "desk"
          ? nodes.map(({ name, address }) => ({ name, url: `wss://${address}:${MEDIA_PORTS.wss}` }))
          : [],
    },
    database: {
      hosts: databaseHosts(request),
      port: DATABASE_PORT,
      name: DATABASE_NAME,
      user: DATABASE_ROLES.desk.login,
      role: DATABASE_ROLES.desk.login,
    },
    businessSystems: province.workMode === "integrated",
    platform12345: {
      transfer: merged && serves === "desk",
      workOrders: merged && province.merge.platform12345?.workOrders !== "none",
    },
    serviceTarget: {
      answeredPercent: ledger.value("target.answeredPercent"),
      withinSeconds: ledger.value("target.withinSeconds"),
    },
  };
}

/** Pretty JSON with keys in the order above, so that a difference reads well. */
export function deskConfigFile(config: DeskConfig): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}
