import { DATABASE_ROLES } from "../../planning/database-roles.ts";
import { expertsOf } from "../../planning/experts.ts";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { sipDomain } from "../../planning/names.ts";
import {
  DATABASE_NAME,
  DATABASE_PORT,
  databaseHosts,
  ownerFirst,
  type PartRequest,
} from "../../planning/part-request.ts";
import { queuesOf } from "../../planning/service-queues.ts";
import type { Desk } from "../../provinces/schema/desk.ts";
import { UNASSIGNED } from "../../provinces/schema/field.ts";

/** Configuration of the desk image, `desk.json`. Everything it may know at start; no secrets. */
export interface DeskConfig {
  readonly format: 1;
  readonly stack: string;
  readonly province: string;
  /** desk: pages and interface for agents. interface: exchange with 12345 only. */
  readonly serves: "desk" | "interface";
  /** Serves the citizen's telephone page. */
  readonly demo: boolean;
  readonly seats: number;
  readonly languages: readonly string[];
  readonly queues: readonly { readonly name: string; readonly label: string; readonly skills: readonly string[] }[];
  readonly sip: { readonly domain: string; readonly nodes: readonly { readonly name: string; readonly url: string }[] };
  /** The nodes' controllers, in the order in which gateways call the nodes. */
  readonly controllers: {
    readonly port: number;
    readonly nodes: readonly { readonly name: string; readonly address: string }[];
  };
  readonly database: {
    readonly hosts: readonly string[];
    readonly port: number;
    readonly name: string;
    readonly user: string;
    readonly role: string;
  };
  readonly identity: {
    readonly local: boolean;
    /** Roles that need a one-time code beside the password of a local account. */
    readonly secondFactorFor: readonly DeskRole[];
    readonly oidc?: {
      readonly issuer: string;
      readonly clientId: string;
      readonly label: string;
      readonly loginClaim: string;
    };
    readonly sessionHours: number;
    readonly idleMinutes: number;
  };
  readonly breakReasons: readonly { readonly code: string; readonly zh: string; readonly en: string }[];
  /** To whom a caller can be passed on besides colleagues and queues; `dial` is an extension of the agents' dialplan. */
  readonly experts: readonly { readonly label: string; readonly dial: string }[];
  readonly wrapUpSeconds: number;
  /** Proxies in front, each of which adds an address to X-Forwarded-For. */
  readonly proxies: number;
  /** Screen pop, identity check and queries in the business systems. */
  readonly businessSystems: boolean;
  readonly platform12345: { readonly transfer: boolean; readonly workOrders: boolean; readonly url?: string };
  readonly serviceTarget: { readonly answeredPercent: number; readonly withinSeconds: number };
}

type DeskRole = "agent" | "supervisor" | "quality" | "administrator" | "auditor";

const USUAL_BREAK_REASONS = [
  { code: "rest", zh: "小休", en: "Rest" },
  { code: "meal", zh: "用餐", en: "Meal" },
  { code: "meeting", zh: "会议", en: "Meeting" },
  { code: "training", zh: "培训", en: "Training" },
  { code: "back-office", zh: "处理工单", en: "Work orders" },
] as const;
const USUAL_OIDC = { label: "统一身份认证", loginClaim: "preferred_username" } as const;
const USUAL_SESSION = { idleMinutes: 30, sessionHours: 12 } as const;

/** Host name of the desk; `.invalid` never resolves, so an unassigned one can't be opened by accident. */
export function deskHost({ site, identity }: Pick<PartRequest, "site" | "identity">): string {
  const { deskHost: given } = site.platform;
  return given === undefined || given === UNASSIGNED ? `desk.${identity.stack}.invalid` : given;
}

export function deskConfig(request: PartRequest, serves: DeskConfig["serves"], seats: number): DeskConfig {
  const { identity, province, scope, traffic, ledger, site } = request;
  const atDesk = serves === "desk";
  const desk = province.desk ?? {};
  const nodes = atDesk ? ownerFirst(request.nodes) : [];
  return {
    format: 1,
    stack: identity.stack,
    province: identity.name.zh,
    serves,
    demo: atDesk && desk.demo === true,
    seats,
    languages: province.languages ?? ["zh"],
    queues: queuesOf(province, scope, traffic).map(({ name, label, skills }) => ({ name, label, skills })),
    sip: {
      domain: sipDomain(identity.stack),
      nodes: nodes.map(({ name, browserHost }) => ({ name, url: `wss://${browserHost}:${MEDIA_PORTS.wss}` })),
    },
    controllers: { port: MEDIA_PORTS.controller, nodes: nodes.map(({ name, address }) => ({ name, address })) },
    database: {
      hosts: databaseHosts(request),
      port: DATABASE_PORT,
      name: DATABASE_NAME,
      user: DATABASE_ROLES.desk.login,
      role: DATABASE_ROLES.desk.login,
    },
    identity: identitySettings(request, desk),
    breakReasons: desk.breakReasons ?? USUAL_BREAK_REASONS,
    experts: atDesk ? expertsOf(province).map(({ label, extension }) => ({ label, dial: extension })) : [],
    wrapUpSeconds: desk.wrapUpSeconds ?? Math.round(ledger.value("demand.wrapUpSeconds")),
    proxies: site.platform.kind === "kubernetes" && atDesk ? 1 : 0,
    businessSystems: province.workMode === "integrated",
    platform12345: platform12345(request, serves),
    serviceTarget: {
      answeredPercent: ledger.value("target.answeredPercent"),
      withinSeconds: ledger.value("target.withinSeconds"),
    },
  };
}

/** The identity provider once it is known; while its address is not, people sign in with local accounts. */
function identitySettings({ identity }: PartRequest, desk: Desk): DeskConfig["identity"] {
  const { oidc } = desk;
  const known = oidc === undefined || oidc.issuer === UNASSIGNED ? undefined : oidc;
  return {
    local: known === undefined || desk.localAccounts === true,
    secondFactorFor: secondFactorFor(desk.secondFactor ?? (identity.securityLevel === 3 ? "everybody" : "privileged")),
    ...(known === undefined
      ? {}
      : {
          oidc: {
            issuer: known.issuer,
            clientId: known.clientId,
            label: known.label ?? USUAL_OIDC.label,
            loginClaim: known.loginClaim ?? USUAL_OIDC.loginClaim,
          },
        }),
    sessionHours: desk.sessionHours ?? USUAL_SESSION.sessionHours,
    idleMinutes: desk.idleMinutes ?? USUAL_SESSION.idleMinutes,
  };
}

function secondFactorFor(who: NonNullable<Desk["secondFactor"]>): readonly DeskRole[] {
  switch (who) {
    case "everybody":
      return ["agent", "supervisor", "quality", "administrator", "auditor"];
    case "privileged":
      return ["supervisor", "quality", "administrator", "auditor"];
    case "nobody":
      return [];
  }
}

function platform12345({ province }: PartRequest, serves: DeskConfig["serves"]): DeskConfig["platform12345"] {
  const { mode, platform12345: platform } = province.merge;
  const joined = mode !== "independent";
  const adapter = platform?.workOrderAdapter;
  return {
    transfer: joined && serves === "desk",
    workOrders: joined && platform?.workOrders !== "none",
    ...(adapter === undefined || adapter === UNASSIGNED ? {} : { url: adapter }),
  };
}

/** Pretty JSON with keys in the order above, so that a difference reads well. */
export function deskConfigFile(config: DeskConfig): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}
