import * as z from "zod";

/**
 * `desk.json`, all that the desk may know at its start; no secrets. The plan writes it and the desk's service reads it.
 * A field of a later version is no error, for the file is renewed while older desks run.
 */
export const DeskFile = z.object({
  format: z.literal(1),
  stack: z.string(),
  province: z.string(),
  /** desk: pages and interface for agents. interface: exchange with 12345 only. */
  serves: z.enum(["desk", "interface"]),
  example: z.boolean(),
  /** Serves the citizens' telephone in the browser. */
  demo: z.boolean(),
  seats: z.int(),
  languages: z.array(z.string()),
  queues: z.array(z.object({ name: z.string(), label: z.string(), skills: z.array(z.string()) })),
  /** Where its page is opened: requests of any other origin are refused. */
  origin: z.string(),
  /** A proxy before it ends TLS and says in X-Forwarded-For who asks. */
  behindProxy: z.boolean(),
  sip: z.object({ domain: z.string(), nodes: z.array(z.object({ name: z.string(), url: z.string() })) }),
  /** The nodes' controllers, in the order in which gateways call the nodes. */
  controllers: z.object({
    port: z.int(),
    nodes: z.array(z.object({ name: z.string(), host: z.string() })),
  }),
  database: z.object({
    hosts: z.array(z.string()),
    port: z.int(),
    name: z.string(),
    user: z.string(),
    role: z.string(),
  }),
  identity: z.object({
    localAccounts: z.boolean(),
    /** Local accounts that need a one-time code besides the password. */
    secondFactor: z.enum(["everybody", "privileged", "nobody"]),
    idleSeconds: z.int(),
    sessionSeconds: z.int(),
    oidc: z
      .object({
        issuer: z.string(),
        clientId: z.string(),
        label: z.string(),
        rolesClaim: z.string(),
        agentClaim: z.string(),
        /** The issuer's certificate is the department's own: its authority is in OIDC_TLS_AUTHORITY. */
        ownAuthority: z.boolean(),
      })
      .nullable(),
  }),
  agents: z.object({
    wrapUpSeconds: z.number(),
    ringSeconds: z.int(),
    /** Calls in a row left unanswered before the queue sets an agent on a break. */
    missedCalls: z.int(),
    breakReasons: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
  }),
  /** Whom a caller can be passed on to, besides colleagues; `dial` is what the telephone calls or refers to. */
  transfers: z.array(
    z.object({ kind: z.enum(["queue", "expert", "platform-12345"]), label: z.string(), dial: z.string() }),
  ),
  /** Screen pop, identity check and queries in the business systems. */
  businessSystems: z.boolean(),
  platform12345: z.object({
    transfer: z.boolean(),
    workOrders: z.boolean(),
    /** Takes work orders; null while unassigned. */
    adapter: z.string().nullable(),
  }),
  serviceTarget: z.object({ answeredPercent: z.number(), withinSeconds: z.number() }),
});
export type DeskFile = z.infer<typeof DeskFile>;
