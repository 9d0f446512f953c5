import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const Address = z.strictObject({ host: z.string(), port: z.int() });

/**
 * The part of the reload set that the controller reads: what the plan knows about this call center's nodes. A field of
 * a later version is no error, for the reload set changes while older controllers run.
 */
export const ControllerFile = z.object({
  domain: z.string(),
  /** In the order in which gateways call them: the first is preferred. */
  nodes: z.array(z.strictObject({ name: z.string(), address: z.string() })),
  ports: z.strictObject({ controller: z.int(), metrics: z.int(), trunk: z.int() }),
  /** Profiles that take calls from outside and follow the role. */
  profiles: z.array(z.string()),
  /** Every profile that must run. */
  allProfiles: z.array(z.string()),
  queues: z.array(z.strictObject({ name: z.string(), capacity: z.int() })),
  trunks: z.array(z.strictObject({ group: z.string(), channels: z.int(), gateways: z.array(z.string()) })),
  witnesses: z.array(Address),
  /** The demo's citizens may call from browsers. */
  guests: z.boolean().default(false),
  /** Whom to ask about callers, in work mode integrated. */
  adapter: z.strictObject({ url: z.url({ protocol: /^https$/ }) }).optional(),
  emergency: z.strictObject({
    announcements: z.array(z.string()),
    /** Empty where no call can leave; `channels`: so many may be diverted there at once. */
    routes: z.array(z.object({ number: z.string(), dial: z.string(), channels: z.int().min(0) })),
  }),
});
export type ControllerFile = z.infer<typeof ControllerFile>;

export interface Settings {
  readonly node: string;
  readonly address: string;
  readonly spool: string;
  readonly reloadDirectory: string;
  readonly recordings: string | undefined;
  readonly certificate: string | undefined;
  readonly eventSocket: { readonly port: number; readonly password: string };
  readonly controlKey: string;
  readonly deskKey: string | undefined;
  /** What the business adapter knows this node by, and the authority behind its certificate (PEM). */
  readonly adapter: { readonly token: string; readonly authority: string | undefined } | undefined;
}

/** From the environment; throws with the variable's name. */
export function settingsFrom(environment: NodeJS.ProcessEnv): Settings {
  const need = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === "") throw new Error(`${name} is not set`);
    return value;
  };
  return {
    node: need("NODE_NAME"),
    address: need("MEDIA_ADDRESS"),
    spool: environment["HOTLINE_SPOOL_DIR"] ?? "/var/spool/hotline",
    reloadDirectory: environment["HOTLINE_RELOAD_DIR"] ?? "/etc/freeswitch/reload",
    recordings: environment["HOTLINE_RECORDINGS_DIR"],
    certificate: environment["TLS_DIR"] === undefined ? undefined : join(environment["TLS_DIR"], "tls.crt"),
    eventSocket: { port: Number(environment["EVENT_SOCKET_PORT"] ?? 8021), password: need("EVENT_SOCKET_PASSWORD") },
    controlKey: need("MEDIA_CONTROL_KEY"),
    deskKey: environment["MEDIA_DESK_KEY"],
    adapter:
      environment["ADAPTER_TOKEN"] === undefined
        ? undefined
        : { token: environment["ADAPTER_TOKEN"], authority: environment["ADAPTER_TLS_AUTHORITY"] },
  };
}

const NAME = "controller.json";

/**
 * Reads the file again when it has changed; a file that is wrong keeps the last good one. What the switch has taken
 * over counts, not what has arrived; before the switch has started for the first time there is only the latter.
 */
export class PlannedFile {
  readonly #complain: (text: string) => void;
  readonly #paths: readonly string[];
  #read = "";
  #value: ControllerFile;

  constructor(settings: Pick<Settings, "spool" | "reloadDirectory">, complain: (text: string) => void) {
    this.#complain = complain;
    this.#paths = [join(settings.spool, "reload", "current", NAME), join(settings.reloadDirectory, NAME)];
    this.#value = this.#parse(this.#find());
  }

  get value(): ControllerFile {
    let found = { path: "", mark: "" };
    try {
      found = this.#find();
      if (found.mark !== this.#read) this.#value = this.#parse(found);
    } catch (error) {
      this.#read = found.mark;
      this.#complain(`${found.path}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return this.#value;
  }

  /** The first that is there, and by what a change of it is seen: another set has another inode. */
  #find(): { readonly path: string; readonly mark: string } {
    for (const path of this.#paths) {
      const file = statSync(path, { throwIfNoEntry: false });
      if (file !== undefined) return { path, mark: `${path} ${file.ino} ${file.mtimeMs}` };
    }
    throw new Error(`there is no ${NAME} in ${this.#paths.join(" or ")}`);
  }

  #parse({ path, mark }: { path: string; mark: string }): ControllerFile {
    const value = ControllerFile.parse(JSON.parse(readFileSync(path, "utf8")));
    this.#read = mark;
    return value;
  }
}
