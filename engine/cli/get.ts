import { mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { lock } from "proper-lockfile";
import { UserError } from "../../provinces/finding.ts";
import { makeTemporaryDirectory } from "../temporary-directory.ts";
import { buildEngine, findGo, LEAST_GO } from "./build.ts";
import { engineCache, executableIn } from "./cache.ts";
import { downloadEngine } from "./download.ts";
import { ENGINE_VERSION, type Engine } from "./engine.ts";
import { findEngine, versionOf } from "./find.ts";
import { type OnEngineProgress, Unobtainable } from "./progress.ts";

/** With a compiler at hand a slow download is not worth waiting for. */
const DOWNLOAD_SECONDS = { withGo: 60, withoutGo: 600 };
const LOCK = { stale: 60_000, update: 10_000 };
const WAIT_MS = 2_000;
/** Ten times what a build takes on two cores. */
const LONGEST_WAIT_MS = 3_600_000;

export interface GetEngineOptions {
  readonly environment?: NodeJS.ProcessEnv | undefined;
  readonly onProgress?: OnEngineProgress | undefined;
}

/**
 * The engine, found or else got into the cache: the vendor's download, or built from its Go module. Two processes
 * don't do this at once. Throws UserError when neither way is open.
 */
export async function getEngine({ environment = process.env, onProgress }: GetEngineOptions = {}): Promise<Engine> {
  const found = await findEngine(environment);
  if (found !== undefined) return found;
  const target = engineCache(environment);
  mkdirSync(dirname(target), { recursive: true });
  const release = await waitForLock(target, onProgress);
  try {
    return (await findEngine(environment)) ?? (await obtain(target, onProgress));
  } finally {
    await release();
  }
}

async function waitForLock(target: string, onProgress: OnEngineProgress | undefined): Promise<() => Promise<void>> {
  const start = performance.now();
  const options = { ...LOCK, realpath: false, lockfilePath: `${target}.lock` };
  for (;;) {
    try {
      return await lock(target, options);
    } catch (error) {
      const isHeld = error instanceof Error && "code" in error && error.code === "ELOCKED";
      if (!isHeld || performance.now() - start > LONGEST_WAIT_MS) throw error;
      onProgress?.({ stage: "waiting", seconds: (performance.now() - start) / 1000 });
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
  }
}

async function obtain(target: string, onProgress: OnEngineProgress | undefined): Promise<Engine> {
  const go = await findGo();
  const ways = [
    {
      source: "download" as const,
      into: (directory: string) =>
        downloadEngine({
          directory,
          seconds: go.usable ? DOWNLOAD_SECONDS.withGo : DOWNLOAD_SECONDS.withoutGo,
          onProgress,
        }),
    },
    { source: "build" as const, into: (directory: string) => buildEngine({ directory, go, onProgress }) },
  ];
  const reasons: string[] = [];
  for (const { source, into } of ways) {
    // Beside its final place, so that the rename is one step and a half-made engine is never found.
    const { path: directory, release } = makeTemporaryDirectory(dirname(target));
    try {
      await into(directory);
      const version = await versionOf(executableIn(directory));
      if (version !== ENGINE_VERSION) throw new Unobtainable(`${source} gave version ${version ?? "none"}`);
      rmSync(target, { recursive: true, force: true });
      renameSync(directory, target);
      return { command: executableIn(target), version, source };
    } catch (error) {
      if (!(error instanceof Unobtainable)) throw error;
      reasons.push(error.message);
    } finally {
      release();
    }
  }
  const facts = { version: ENGINE_VERSION, go: LEAST_GO, reasons: reasons.join("; ") };
  throw new UserError([{ code: "ENGINE_UNAVAILABLE", where: {}, facts }]);
}
