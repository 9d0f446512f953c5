import { DATABASE_ROLES } from "../../planning/database-roles.ts";
import type { DeskFile } from "../../planning/desk-file.ts";
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
import { queuesOf, type ServiceQueue } from "../../planning/service-queues.ts";
import type { Desk } from "../../provinces/schema/desk.ts";
import { UNASSIGNED } from "../../provinces/schema/field.ts";

const USUAL_BREAK_REASONS = [
  { code: "meal", zh: "用餐", en: "Meal" },
  { code: "rest", zh: "休息", en: "Rest" },
  { code: "training", zh: "培训", en: "Training" },
  { code: "meeting", zh: "会议", en: "Meeting" },
  { code: "back-office", zh: "处理工单", en: "Work orders" },
] as const;
const USUAL = { idleMinutes: 30, sessionHours: 12, ringSeconds: 20, missedCalls: 2 } as const;

/** Host name of the desk; `.invalid` never resolves, so an unassigned one can't be opened by accident. */
export function deskHost({ site, identity }: Pick<PartRequest, "site" | "identity">): string {
  const { deskHost: given } = site.platform;
  return given === undefined || given === UNASSIGNED ? `desk.${identity.stack}.invalid` : given;
}

export function deskConfig(request: PartRequest, serves: DeskFile["serves"], seats: number): DeskFile {
  const { identity, province, scope, traffic, nodes, ledger, site } = request;
  const desk = province.desk ?? {};
  const merged = province.merge.mode !== "independent";
  const queues = queuesOf(province, scope, traffic);
  const transfer = merged && serves === "desk";
  const adapter = province.merge.platform12345?.workOrderAdapter;
  return {
    format: 1,
    stack: identity.stack,
    province: identity.name.zh,
    serves,
    example: identity.status === "example",
    demo: serves === "desk" && desk.demo === true,
    seats,
    languages: province.languages ?? ["zh"],
    queues: queues.map(({ name, label, skills }) => ({ name, label, skills: [...skills] })),
    origin: `https://${deskHost(request)}`,
    behindProxy: site.platform.kind === "kubernetes",
    sip: {
      domain: sipDomain(identity.stack),
      nodes:
        serves === "desk"
          ? nodes.map(({ name, browserHost }) => ({ name, url: `wss://${browserHost}:${MEDIA_PORTS.wss}` }))
          : [],
    },
    controllers: {
      port: MEDIA_PORTS.controller,
      nodes: serves === "desk" ? ownerFirst(nodes).map(({ name, address }) => ({ name, host: address })) : [],
    },
    database: {
      hosts: [...databaseHosts(request)],
      port: DATABASE_PORT,
      name: DATABASE_NAME,
      user: DATABASE_ROLES.desk.login,
      role: DATABASE_ROLES.desk.login,
    },
    identity: identitySettings(request, desk),
    agents: {
      wrapUpSeconds: desk.wrapUpSeconds ?? ledger.value("demand.wrapUpSeconds"),
      ringSeconds: desk.ringSeconds ?? USUAL.ringSeconds,
      missedCalls: desk.missedCalls ?? USUAL.missedCalls,
      breakReasons: [...(desk.breakReasons ?? USUAL_BREAK_REASONS)],
    },
    transfers: serves === "desk" ? transfersOf(queues, { experts: expertsOf(province), platform12345: transfer }) : [],
    businessSystems: province.workMode === "integrated",
    platform12345: {
      transfer,
      workOrders: merged && province.merge.platform12345?.workOrders !== "none",
      adapter: adapter === undefined || adapter === UNASSIGNED ? null : adapter,
    },
    serviceTarget: {
      answeredPercent: ledger.value("target.answeredPercent"),
      withinSeconds: ledger.value("target.withinSeconds"),
    },
  };
}

/** The identity provider once it is known; while its address is not, people sign in with local accounts. */
function identitySettings({ identity }: PartRequest, desk: Desk): DeskFile["identity"] {
  const { oidc } = desk;
  const known = oidc !== undefined && oidc.issuer !== UNASSIGNED;
  return {
    localAccounts: desk.localAccounts ?? !known,
    secondFactor: desk.secondFactor ?? (identity.securityLevel === 3 ? "everybody" : "privileged"),
    idleSeconds: (desk.idleMinutes ?? USUAL.idleMinutes) * 60,
    sessionSeconds: (desk.sessionHours ?? USUAL.sessionHours) * 3600,
    oidc: known
      ? {
          issuer: oidc.issuer,
          clientId: oidc.clientId,
          label: oidc.label ?? "统一身份认证",
          rolesClaim: oidc.rolesClaim ?? "hotline_roles",
          agentClaim: oidc.agentClaim ?? "hotline_agent",
          ownAuthority: oidc.authority === "own",
        }
      : null,
  };
}

function transfersOf(
  queues: readonly ServiceQueue[],
  also: { experts: ReturnType<typeof expertsOf>; platform12345: boolean },
): DeskFile["transfers"] {
  return [
    ...queues.map(({ name, label }) => ({ kind: "queue" as const, label, dial: `queue-${name}` })),
    ...also.experts.map(({ extension, label }) => ({ kind: "expert" as const, label, dial: extension })),
    ...(also.platform12345 ? [{ kind: "platform-12345" as const, label: "12345", dial: "12345" }] : []),
  ];
}

/** Pretty JSON with keys in the order above, so that a difference reads well. */
export function deskConfigFile(config: DeskFile): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}
