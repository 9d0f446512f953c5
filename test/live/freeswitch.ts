import { type ChildProcess, type ExecFileSyncOptionsWithStringEncoding, execFileSync, spawn } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { MEDIA_PORTS } from "../../planning/media-ports.ts";
import { freePort } from "./free-port.ts";

/** Path of a FreeSWITCH on this machine, or why there is none. */
export function findFreeSwitch(): { binary: string } | { missing: string } {
  const named = process.env["HOTLINE_FREESWITCH"];
  if (named !== undefined)
    return isExecutable(named)
      ? { binary: named }
      : { missing: `HOTLINE_FREESWITCH names ${named}, which can't be run` };
  const found = (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "freeswitch"))
    .find(isExecutable);
  return found === undefined ? { missing: "no freeswitch on PATH and HOTLINE_FREESWITCH not set" } : { binary: found };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export interface Trees {
  readonly restart: Readonly<Record<string, string>>;
  readonly reload: Readonly<Record<string, string>>;
}

/** A media node run from generated files by its own first process, on a loopback address, in a folder of its own. */
export class TrialSwitch {
  readonly folder = mkdtempSync(join(tmpdir(), "hotline-switch-"));
  readonly address: string;
  /** Command before each of its programs, such as one that enters a network namespace. */
  within: readonly string[] = [];
  readonly #binary: string;
  readonly #eventSocketPort: number;
  readonly #more: NodeJS.ProcessEnv;
  #process: ChildProcess | undefined;
  #exit: Promise<number | null> = Promise.resolve(null);
  log = "";

  private constructor(binary: string, at: { address: string; eventSocketPort: number; more: NodeJS.ProcessEnv }) {
    this.#binary = binary;
    this.#more = at.more;
    this.address = at.address;
    this.#eventSocketPort = at.eventSocketPort;
  }

  /** Test files run beside one another: each gives its switches loopback addresses that no other file uses. */
  static async prepare(binary: string, address: string, more: NodeJS.ProcessEnv = {}): Promise<TrialSwitch> {
    return new TrialSwitch(binary, { address, eventSocketPort: await freePort(), more });
  }

  get eventSocketPort(): number {
    return this.#eventSocketPort;
  }

  /** Writes both trees; only the event socket's port differs, for other switches may run on this machine. */
  write(trees: Trees): void {
    for (const [tree, files] of [
      ["restart", trees.restart],
      ["reload", trees.reload],
    ] as const) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(this.folder, tree, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(
          file,
          tree === "restart" ? text.replaceAll(String(MEDIA_PORTS.eventSocket), String(this.#eventSocketPort)) : text,
        );
      }
    }
  }

  environment(): NodeJS.ProcessEnv {
    const modules = join(dirname(this.#binary), "..", "lib", "freeswitch", "mod");
    return {
      PATH: `${dirname(this.#binary)}${delimiter}${process.env["PATH"] ?? ""}`,
      TZ: "Asia/Shanghai",
      HOTLINE_RUN_DIR: join(this.folder, "run"),
      HOTLINE_SPOOL_DIR: join(this.folder, "spool"),
      HOTLINE_RECORDINGS_DIR: join(this.folder, "recordings"),
      ...(existsSync(modules) ? { HOTLINE_MODULE_DIR: modules } : {}),
      ...(existsSync(join(this.folder, "sounds")) ? { HOTLINE_SOUNDS_DIR: join(this.folder, "sounds") } : {}),
      NODE_NAME: "trial",
      MEDIA_ADDRESS: this.address,
      EVENT_SOCKET_PASSWORD: "only-for-this-run",
      PHONE_PASSWORD: "only-for-this-run",
      PROVIDER_SIP_PASSWORD: "only-for-this-run",
      START_ROLE: "standby",
      DRAIN_SECONDS: "20",
      ...this.#more,
    };
  }

  async start(): Promise<void> {
    const [program, ...words] = [...this.within, "bash", join(this.folder, "restart/scripts/init.sh")];
    const child = spawn(program, words, {
      env: this.environment(),
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.#process = child;
    const collect = (data: Buffer) => {
      this.log += data.toString();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    this.#exit = new Promise((resolve) => child.once("exit", resolve));
    const deadline = Date.now() + 60_000;
    while (!this.probe("startup").ok) {
      if (child.exitCode !== null || Date.now() > deadline) throw new Error(`the switch did not start:\n${this.log}`);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  probe(what: "startup" | "liveness" | "readiness"): { ok: boolean; output: string } {
    return this.script("probe.sh", [what]);
  }

  script(name: string, args: readonly string[]): { ok: boolean; output: string } {
    try {
      return {
        ok: true,
        output: this.#run(["bash", join(this.folder, "restart/scripts", name), ...args], {
          env: this.environment(),
          encoding: "utf8",
          stdio: "pipe",
        }),
      };
    } catch (error) {
      const output = error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
      return { ok: false, output };
    }
  }

  /** All that was printed so far, to the end of its last line. */
  async settledLog(): Promise<string> {
    let seen: string;
    do {
      seen = this.log;
      await new Promise((resolve) => setTimeout(resolve, 100));
    } while (seen !== this.log || !seen.endsWith("\n"));
    return seen;
  }

  command(text: string): string {
    return this.#run(["timeout", "-k", "1", "10", "fs_cli", "-t", "3000", "-x", text], {
      env: { ...this.environment(), HOME: join(this.folder, "run") },
      encoding: "utf8",
    });
  }

  #run(words: readonly string[], how: ExecFileSyncOptionsWithStringEncoding): string {
    const [program = "", ...rest] = [...this.within, ...words];
    return execFileSync(program, rest, how);
  }

  /** Every call record so far: the file that grows and those set aside for the companion. */
  callRecords(): string {
    const folder = join(this.folder, "spool/call-records");
    const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith("cdr-spool.sql")) : [];
    try {
      return files
        .sort()
        .map((name) => readFileSync(join(folder, name), "utf8"))
        .join("");
    } catch {
      // Set aside between the list and now.
      return this.callRecords();
    }
  }

  /** Sends SIGTERM to the first process and gives its exit code. */
  async stop(): Promise<number | null> {
    this.#process?.kill("SIGTERM");
    return this.#exit;
  }

  /** Takes the first process and all that it started away at once, as a power cut does. */
  async kill(): Promise<void> {
    const pid = this.#process?.pid;
    if (pid === undefined) return;
    try {
      // The group: a first process that is gone may have left the switch behind.
      process.kill(-pid, "SIGKILL");
    } catch {
      // Nothing of it is left.
    }
    await this.#exit;
  }

  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
