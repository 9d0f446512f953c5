import { readFileSync } from "node:fs";
import { z } from "zod";
import { Role } from "../contract/right.ts";

/** Reasons that agents may give for a break where the plan names none. */
const USUAL_BREAKS = [
  { code: "rest", zh: "小休", en: "Rest" },
  { code: "meal", zh: "用餐", en: "Meal" },
  { code: "meeting", zh: "会议", en: "Meeting" },
  { code: "training", zh: "培训", en: "Training" },
  { code: "back-office", zh: "处理工单", en: "Work orders" },
];

/**
 * `desk.json`: what the plan knows about this desk; no secrets. A field of a later version is no error, for the file
 * changes while older desks run.
 */
export const DeskFile = z.object({
  format: z.literal(1),
  stack: z.string().min(1),
  province: z.string(),
  serves: z.enum(["desk", "interface"]),
  seats: z.int().min(0),
  languages: z.array(z.string()),
  queues: z.array(z.object({ name: z.string(), label: z.string(), skills: z.array(z.string()) })),
  sip: z.object({ domain: z.string(), nodes: z.array(z.object({ name: z.string(), url: z.string() })) }),
  /** Controllers of the media nodes; the key that they know the desk by is MEDIA_DESK_KEY. */
  controllers: z
    .object({
      port: z.int().default(7480),
      nodes: z.array(z.object({ name: z.string(), address: z.string() })).default([]),
    })
    .prefault({}),
  database: z.object({
    hosts: z.array(z.string()).min(1),
    port: z.int(),
    name: z.string(),
    user: z.string(),
    role: z.string().optional(),
  }),
  businessSystems: z.boolean(),
  platform12345: z.object({
    transfer: z.boolean(),
    workOrders: z.boolean(),
    /** Where orders are handed over to; the token is PLATFORM_12345_TOKEN. */
    url: z.url({ protocol: /^https$/ }).optional(),
  }),
  serviceTarget: z.object({ answeredPercent: z.number(), withinSeconds: z.number() }),
  identity: z
    .object({
      /** False: everybody signs in at the identity provider. */
      local: z.boolean().default(true),
      /** Roles that need a second factor with a local account. */
      secondFactorFor: z.array(Role).default(["administrator", "auditor", "supervisor"]),
      /** The client's secret is OIDC_CLIENT_SECRET; public clients have none. */
      oidc: z
        .object({
          issuer: z.url({ protocol: /^https$/ }),
          clientId: z.string(),
          label: z.string().default("统一身份认证"),
          /** Claim that holds the account's login. */
          loginClaim: z.string().default("preferred_username"),
        })
        .optional(),
      /** Hours until a session ends, whatever is done. */
      sessionHours: z.number().min(1).max(24).default(12),
      /** Minutes until it ends without a request or an open page. */
      idleMinutes: z.number().min(5).max(240).default(30),
    })
    .prefault({}),
  breakReasons: z
    .array(z.object({ code: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/), zh: z.string(), en: z.string() }))
    .default(USUAL_BREAKS),
  /** Retained experts, by what the agents' dialplan calls. */
  experts: z.array(z.object({ label: z.string(), dial: z.string() })).default([]),
  /** The switch leaves an agent alone for so long after a call, unless an administrator says otherwise. */
  wrapUpSeconds: z.int().min(0).max(3600).default(50),
  /** Proxies in front, each of which adds an address to X-Forwarded-For. */
  proxies: z.int().min(0).max(5).default(0),
  /** Serves the citizen's telephone page. */
  demo: z.boolean().default(false),
});
export type DeskFile = z.infer<typeof DeskFile>;

export interface Settings {
  readonly configPath: string;
  readonly http: number;
  /** Own TLS, where no ingress stands in front. */
  readonly https: { readonly port: number; readonly directory: string } | undefined;
  readonly sessionKey: string;
  readonly databasePassword: string | undefined;
  readonly deskKey: string | undefined;
  readonly oidcClientSecret: string | undefined;
  readonly platform12345: { readonly token: string; readonly authority: string | undefined } | undefined;
  /** Built page; undefined where only the interface is served. */
  readonly page: string | undefined;
  readonly instance: string;
}

/** A key that can be guessed would let anybody in: it signs the sessions. */
const SHORTEST_KEY = 24;

/** From the environment; throws with the variable's name, never with its value. */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  const optional = (name: string): string | undefined => {
    const value = environment[name];
    return value === "" ? undefined : value;
  };
  const need = (name: string): string => {
    const value = optional(name);
    if (value === undefined) throw new Error(`${name} is not set`);
    return value;
  };
  const sessionKey = need("SESSION_KEY");
  if (sessionKey.length < SHORTEST_KEY) throw new Error(`SESSION_KEY has less than ${SHORTEST_KEY} characters`);
  const httpsPort = optional("HTTPS_PORT");
  const token = optional("PLATFORM_12345_TOKEN");
  return {
    configPath: need("HOTLINE_CONFIG"),
    http: Number(environment["HTTP_PORT"] ?? 8080),
    https: httpsPort === undefined ? undefined : { port: Number(httpsPort), directory: need("TLS_DIR") },
    sessionKey,
    databasePassword: optional("DATABASE_PASSWORD"),
    deskKey: optional("MEDIA_DESK_KEY"),
    oidcClientSecret: optional("OIDC_CLIENT_SECRET"),
    platform12345: token === undefined ? undefined : { token, authority: optional("PLATFORM_12345_TLS_AUTHORITY") },
    page: optional("DESK_PAGE_DIR"),
    instance: environment["HOSTNAME"] ?? "desk",
  };
}

/** Reads `desk.json` again when it has changed; a file that is wrong keeps the last good one. */
export class WatchedFile {
  readonly #path: string;
  readonly #complain: (text: string) => void;
  #text: string;
  #value: DeskFile;
  #looked = performance.now();

  constructor(path: string, complain: (text: string) => void) {
    this.#path = path;
    this.#complain = complain;
    this.#text = readFileSync(path, "utf8");
    this.#value = DeskFile.parse(JSON.parse(this.#text));
  }

  get value(): DeskFile {
    if (performance.now() - this.#looked < 1_000) return this.#value;
    this.#looked = performance.now();
    try {
      const text = readFileSync(this.#path, "utf8");
      if (text === this.#text) return this.#value;
      // Once, or the complaint would come every second.
      this.#text = text;
      this.#value = DeskFile.parse(JSON.parse(text));
    } catch (error) {
      this.#complain(`${this.#path}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return this.#value;
  }
}
