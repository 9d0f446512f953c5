import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onExit } from "signal-exit";

const PREFIX = "hotline-engine-";

const live = new Set<string>();
const swept = new Set<string>();
let watching = false;

/**
 * A new directory only its owner may enter (0700, by mkdtemp), outside any checkout. It is removed by `release`, at
 * the end of the process, and on SIGINT and its like; what a killed process left is swept by the next one.
 */
export function makeTemporaryDirectory(parent: string = tmpdir()): {
  readonly path: string;
  readonly release: () => void;
} {
  if (!watching) {
    watching = true;
    onExit(() => {
      for (const path of live) remove(path);
    });
  }
  if (!swept.has(parent)) {
    swept.add(parent);
    sweepTemporaryDirectories(parent);
  }
  const path = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  live.add(path);
  return {
    path,
    release: () => {
      live.delete(path);
      remove(path);
    },
  };
}

/** Removes what processes that are gone have left. */
export function sweepTemporaryDirectories(parent: string = tmpdir()): void {
  for (const name of readdirSync(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) remove(join(parent, name));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: somebody else's process, and somebody else's directory.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true, maxRetries: 3 });
  } catch {
    // The engine may still be writing; the next process sweeps.
  }
}
