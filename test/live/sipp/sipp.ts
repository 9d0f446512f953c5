import { type ChildProcess, spawn } from "node:child_process";
import { accessSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** Path of SIPp on this machine, or why there is none. */
export function findSipp(): { binary: string } | { missing: string } {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    const binary = join(folder, "sipp");
    try {
      accessSync(binary, constants.X_OK);
      return { binary };
    } catch {
      // The next folder may have it.
    }
  }
  return { missing: "no sipp on PATH (Debian: apt-get install sip-tester)" };
}

export interface SippResult {
  readonly successful: number;
  readonly failed: number;
  /** Calls under way when it ended. */
  readonly current: number;
  readonly errors: string;
}

/** One SIPp with its scenario and files in a folder of its own. */
export class Sipp {
  readonly #folder = mkdtempSync(join(tmpdir(), "hotline-sipp-"));
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #output = "";

  private constructor(binary: string, scenario: string, options: readonly string[]) {
    writeFileSync(join(this.#folder, "scenario.xml"), scenario);
    writeFileSync(join(this.#folder, "callers.csv"), callers());
    this.#child = spawn(
      binary,
      [
        ...["-sf", "scenario.xml", "-inf", "callers.csv", "-nostdin", "-trace_err", "-error_file", "errors.log"],
        ...["-trace_stat", "-fd", "1", "-stf", "statistics.csv", "-nd", ...options],
      ],
      { cwd: this.#folder, stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, TERM: "dumb" } },
    );
    for (const stream of [this.#child.stdout, this.#child.stderr])
      stream?.on("data", (data: Buffer) => {
        this.#output = `${this.#output}${data.toString()}`.slice(-4_000);
      });
    this.#ended = new Promise((resolve) => this.#child.once("exit", resolve));
  }

  /** Calls from an address: so many in all, so many a second, never more at once. */
  static calls(
    binary: string,
    of: {
      scenario: string;
      from: { address: string; port: number };
      to: { host: string; port: number };
      service: string;
      calls: number;
      perSecond: number;
      atOnce?: number;
      mediaPorts?: { first: number; last: number };
    },
  ): Sipp {
    const ports = of.mediaPorts ?? { first: 30_000, last: 49_000 };
    return new Sipp(binary, of.scenario, [
      `${of.to.host}:${of.to.port}`,
      ...["-i", of.from.address, "-p", String(of.from.port), "-mi", of.from.address, "-s", of.service],
      ...["-m", String(of.calls), "-r", String(of.perSecond), "-l", String(of.atOnce ?? of.calls)],
      ...["-mp", String(ports.first)],
    ]);
  }

  /** Answers calls at an address until it is stopped. */
  static answers(binary: string, of: { scenario: string; at: { address: string; port: number } }): Sipp {
    return new Sipp(binary, of.scenario, [
      ...["-i", of.at.address, "-p", String(of.at.port), "-mi", of.at.address, "-aa"],
      ...["-mp", "30000"],
    ]);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** So far, at most a second old. */
  get result(): SippResult {
    const [head = "", ...rows] = this.#read("statistics.csv").trim().split("\n");
    const names = head.split(";");
    const last = rows.at(-1)?.split(";") ?? [];
    const value = (name: string) => Number(last[names.indexOf(name)] ?? 0);
    return {
      successful: value("SuccessfulCall(C)"),
      failed: value("FailedCall(C)"),
      current: value("CurrentCall"),
      errors: `${this.#read("errors.log")}${this.#read("scenario_errors.log")}`.slice(0, 2_000),
    };
  }

  /** When its last call has ended. */
  async done(): Promise<SippResult> {
    await this.#ended;
    const { result } = this;
    rmSync(this.#folder, { recursive: true, force: true });
    if (result.successful + result.failed === 0) throw new Error(`SIPp made no call: ${this.#output}${result.errors}`);
    return result;
  }

  async stop(): Promise<SippResult> {
    if (this.#child.exitCode === null) this.#child.kill("SIGKILL");
    await this.#ended;
    const { result } = this;
    rmSync(this.#folder, { recursive: true, force: true });
    return result;
  }

  #read(name: string): string {
    try {
      return readFileSync(join(this.#folder, name), "utf8");
    } catch {
      return "";
    }
  }
}

/** Calling numbers, taken in turn. */
function callers(): string {
  const numbers = Array.from({ length: 200 }, (_, index) => `0551655${String(50_000 + index)}`);
  return `SEQUENTIAL\n${numbers.join("\n")}\n`;
}
