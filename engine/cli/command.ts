import { spawn } from "node:child_process";
import type { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { parse as parseVersion, type SemVer } from "semver";
import type { Engine } from "./engine.ts";
import { engineEnvironment } from "./environment.ts";

/** After this long an engine that was asked to stop is killed. */
const KILL_AFTER_MS = 5_000;

export interface EngineOutput {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

/** The engine ran and ended with another code than 0. */
export class EngineFailure extends Error {
  override readonly name = "EngineFailure";
  readonly output: EngineOutput;

  constructor(output: EngineOutput) {
    super(output.stderr.trim() || output.stdout.trim() || `the engine ended with code ${output.code}`);
    this.output = output;
  }
}

/**
 * The engine as the Automation API wants it, with a clean environment. (The API's own class hands on every inherited
 * variable and can't be told about --ignore-protect.)
 */
export class EngineCommand implements PulumiCommand {
  readonly command: string;
  readonly version: SemVer | null;
  readonly #extraArguments: readonly string[];

  constructor(engine: Engine, extraArguments: readonly string[] = []) {
    this.command = engine.command;
    this.version = parseVersion(engine.version);
    this.#extraArguments = extraArguments;
  }

  // eslint-disable-next-line max-params -- the Automation API calls it so.
  run(
    args: readonly string[],
    cwd: string,
    variables: Readonly<Record<string, string>>,
    onOutput?: (text: string) => void,
    onError?: (text: string) => void,
    signal?: AbortSignal,
  ): Promise<EngineOutput> {
    return this.exec([...args, ...this.#extraArguments], { cwd, variables, onOutput, onError, signal });
  }

  /** Runs one command of the engine to its end; `input` goes to its standard input. Throws EngineFailure. */
  exec(
    args: readonly string[],
    { cwd, variables, input, onOutput, onError, signal }: ExecOptions,
  ): Promise<EngineOutput> {
    return new Promise((resolve, reject) => {
      const child = spawn(this.command, [...args, "--non-interactive"], {
        cwd,
        env: engineEnvironment(this.command, variables),
        stdio: ["pipe", "pipe", "pipe"],
      });
      let [stdout, stderr] = ["", ""];
      child.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        onOutput?.(text);
      });
      child.stderr.setEncoding("utf8").on("data", (text: string) => {
        stderr += text;
        onError?.(text);
      });
      const stop = (): void => {
        child.kill("SIGINT");
        setTimeout(() => child.kill("SIGKILL"), KILL_AFTER_MS).unref();
      };
      if (signal?.aborted === true) stop();
      signal?.addEventListener("abort", stop, { once: true });
      child.on("error", reject);
      child.on("close", (code) => {
        signal?.removeEventListener("abort", stop);
        const output = { stdout, stderr, code: code ?? -1 };
        if (code === 0) resolve(output);
        else reject(new EngineFailure(output));
      });
      // A command that ends without reading its input is no error of ours.
      child.stdin.on("error", () => undefined);
      child.stdin.end(input ?? "");
    });
  }
}

export interface ExecOptions {
  readonly cwd: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly input?: string | undefined;
  readonly onOutput?: ((text: string) => void) | undefined;
  readonly onError?: ((text: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
