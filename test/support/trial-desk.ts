import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../live/free-port.ts";
import type { TrialPostgres } from "../live/postgres.ts";
import { DeskBrowser } from "./desk-browser.ts";

const MAIN = join(import.meta.dirname, "../../images/agent-desk/service/main.ts");
export const SESSION_KEY = "session-key-of-this-run-0123456789";
export const DESK_KEY = "desk-key-of-this-run";

export interface TrialDeskOptions {
  readonly server: TrialPostgres;
  readonly controllers?: readonly { readonly name: string; readonly address: string }[];
  readonly controllerPort?: number;
  /** Fields of desk.json instead of those below. */
  readonly file?: Readonly<Record<string, unknown>>;
  readonly environment?: NodeJS.ProcessEnv;
}

/** `desk.json` of a trial. */
export function trialDeskFile({ server, controllers, controllerPort, file }: TrialDeskOptions) {
  const { PGHOST, PGPORT, PGDATABASE } = server.environment({ database: "hotline", user: "hotline_desk" });
  return {
    format: 1,
    stack: "test",
    province: "试验省",
    serves: "desk",
    seats: 40,
    languages: ["zh"],
    queues: [
      { name: "general", label: "综合咨询", skills: ["general"] },
      { name: "pension", label: "养老保险", skills: ["pension"] },
    ],
    sip: { domain: "test.hotline.internal", nodes: [{ name: "node-a", url: "wss://127.0.0.1:7443" }] },
    controllers: { port: controllerPort ?? 7480, nodes: controllers ?? [] },
    database: { hosts: [PGHOST], port: Number(PGPORT), name: PGDATABASE, user: "hotline_desk" },
    businessSystems: true,
    platform12345: { transfer: true, workOrders: true },
    serviceTarget: { answeredPercent: 80, withinSeconds: 15 },
    ...file,
  };
}

/** The service as it runs in its image: a process of its own, over HTTP. */
export class TrialDesk {
  readonly #folder = mkdtempSync(join(tmpdir(), "hotline-desk-"));
  #options: TrialDeskOptions;
  readonly port: number;
  #child: ChildProcess | undefined;
  log = "";

  private constructor(port: number, options: TrialDeskOptions) {
    this.port = port;
    this.#options = options;
    this.write({});
  }

  static async start(options: TrialDeskOptions): Promise<TrialDesk> {
    const desk = new TrialDesk(await freePort(), options);
    await desk.start();
    return desk;
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  browser(): DeskBrowser {
    return new DeskBrowser(this.origin);
  }

  /** Another desk.json; the desk reads it within a second. */
  write(changes: Readonly<Record<string, unknown>>): void {
    writeFileSync(join(this.#folder, "desk.json"), JSON.stringify({ ...trialDeskFile(this.#options), ...changes }));
  }

  async start(): Promise<void> {
    const child = spawn(process.execPath, [MAIN], { env: this.#environment(), stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (data: Buffer) => {
        this.log += data.toString();
      });
    for (let tries = 0; ; tries++) {
      const answer = await fetch(`${this.origin}/health/ready`).catch(() => undefined);
      if (answer?.status === 200) return;
      if (tries > 300 || child.exitCode !== null) throw new Error(`the desk does not start: ${this.log}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Its own command, as an operator runs it in the container. */
  async run(...words: readonly string[]): Promise<{ code: number; out: string }> {
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...words], { env: this.#environment() });
      return { code: 0, out: stdout };
    } catch (error) {
      if (error instanceof Error && "code" in error && "stderr" in error)
        return { code: Number(error.code), out: String(error.stderr) };
      throw error;
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child?.kill(signal);
  }

  async ended(): Promise<number | null> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    return new Promise((resolve) => child.once("exit", (code) => resolve(code)));
  }

  /** With more in its environment. */
  async restart(environment: NodeJS.ProcessEnv): Promise<void> {
    this.signal("SIGKILL");
    await this.ended();
    this.#options = { ...this.#options, environment: { ...this.#options.environment, ...environment } };
    await this.start();
  }

  async dispose(): Promise<void> {
    this.signal("SIGKILL");
    await this.ended();
    rmSync(this.#folder, { recursive: true });
  }

  #environment(): NodeJS.ProcessEnv {
    return {
      PATH: process.env["PATH"],
      HOTLINE_CONFIG: join(this.#folder, "desk.json"),
      HTTP_PORT: String(this.port),
      SESSION_KEY,
      MEDIA_DESK_KEY: DESK_KEY,
      TZ: "Asia/Shanghai",
      HOSTNAME: "desk-1",
      ...this.#options.environment,
    };
  }
}
