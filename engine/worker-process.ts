import { type ChildProcess, fork } from "node:child_process";
import { extname, join } from "node:path";
import { onExit } from "signal-exit";
import { UserError } from "../provinces/finding.ts";
import { failed, type PreviewOutcome } from "./outcome.ts";
import type { PreviewRequest } from "./preview.ts";
import { endGroup } from "./process-group.ts";
import { sweepTemporaryDirectories } from "./temporary-directory.ts";
import type { WorkerReport } from "./worker.ts";

/** A preview gives up by itself; this much later its process is taken for hung. */
const GRACE_SECONDS = 15;
const DEFAULT_TIMEOUT_SECONDS = 300;
const KEPT_OUTPUT = 2_000;

/** One child process that previews one stack at a time. It leads a process group, so its engine dies with it. */
export class WorkerProcess {
  #child: ChildProcess | undefined;
  #output = "";
  #previews = 0;
  #memoryMiB = 0;
  #forget: () => void = () => undefined;

  get previews(): number {
    return this.#previews;
  }

  get memoryMiB(): number {
    return this.#memoryMiB;
  }

  /** Never rejects: a crash or a hang is the outcome of the stack it happened to. */
  async preview(request: PreviewRequest): Promise<PreviewOutcome> {
    const child = this.#child ?? this.#start();
    const timeout = ((request.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) + GRACE_SECONDS) * 1000;
    const { promise, resolve } = Promise.withResolvers<PreviewOutcome>();
    const onMessage = ({ outcome, memoryMiB }: WorkerReport): void => {
      this.#previews++;
      this.#memoryMiB = memoryMiB;
      resolve(outcome);
    };
    let isHung = false;
    const onClose = (code: number | null, signal: NodeJS.Signals | null): void => {
      this.#drop();
      sweepTemporaryDirectories();
      resolve(isHung ? timedOut(request.stack) : this.#crashed(request.stack, signal ?? `code ${code ?? "?"}`));
    };
    const timer = setTimeout(() => {
      isHung = true;
      endGroup(child, "SIGKILL");
    }, timeout);
    child.once("message", onMessage).once("close", onClose);
    child.send(request);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      child.off("message", onMessage).off("close", onClose);
    }
  }

  stop(): void {
    const child = this.#child;
    this.#drop();
    if (child !== undefined) endGroup(child, "SIGTERM");
  }

  #start(): ChildProcess {
    const child = fork(join(import.meta.dirname, `worker${extname(import.meta.filename)}`), {
      detached: true,
      // Several such processes share the cores: the collector's helpers only get into each other's way (-13 % CPU).
      execArgv: [...process.execArgv, "--single-threaded-gc"],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    const keep = (text: Buffer): void => {
      this.#output = (this.#output + text.toString("utf8")).slice(-KEPT_OUTPUT);
    };
    // What a program prints is no result of ours; its end is shown when the process crashes.
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
    this.#child = child;
    [this.#previews, this.#memoryMiB, this.#output] = [0, 0, ""];
    this.#forget = onExit(() => endGroup(child, "SIGTERM"));
    return child;
  }

  #drop(): void {
    this.#child = undefined;
    this.#forget();
  }

  #crashed(stack: string, reason: string): PreviewOutcome {
    const message = this.#output.trim().split("\n").slice(-8).join("\n");
    return failed(stack, new UserError([{ code: "PREVIEW_CRASHED", where: {}, facts: { stack, reason, message } }]));
  }
}

function timedOut(stack: string): PreviewOutcome {
  return failed(stack, new UserError([{ code: "PREVIEW_TIMEOUT", where: {}, facts: { stack } }]));
}
