import { fork } from "node:child_process";
import { extname, join } from "node:path";
import { onExit } from "signal-exit";
import { endGroup } from "../process-group.ts";
import { type OnEngineProgress, Unobtainable } from "./progress.ts";

const TICK_MS = 1_000;

export interface DownloadRequest {
  readonly directory: string;
  /** Time limit. */
  readonly seconds: number;
  readonly onProgress: OnEngineProgress | undefined;
}

/** The vendor's own installer, by way of the Automation API, into directory/bin. Throws Unobtainable. */
export async function downloadEngine({ directory, seconds, onProgress }: DownloadRequest): Promise<void> {
  const start = performance.now();
  const elapsed = (): number => (performance.now() - start) / 1000;
  const child = fork(join(import.meta.dirname, `install${extname(import.meta.filename)}`), [directory], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
  });
  const forget = onExit(() => endGroup(child, "SIGTERM"));
  let errors = "";
  child.stderr?.on("data", (text: Buffer) => {
    errors = (errors + text.toString("utf8")).slice(-4_000);
  });
  onProgress?.({ stage: "downloading", seconds: 0 });
  const ticker = setInterval(() => {
    onProgress?.({ stage: "downloading", seconds: elapsed() });
    // The installer's shell and curl are in its process group.
    if (elapsed() > seconds) endGroup(child, "SIGKILL");
  }, TICK_MS);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  }).finally(() => {
    clearInterval(ticker);
    forget();
  });
  if (code === 0) return;
  const reason = elapsed() > seconds ? `not done after ${seconds} s` : firstLine(errors);
  throw new Unobtainable(`download: ${reason}`);
}

/** The line of a Node crash report that says what happened. */
function firstLine(errors: string): string {
  return /^(?:\w*Error\b.*)$/m.exec(errors)?.[0] ?? errors.trim().split("\n").at(-1) ?? "no reason given";
}
