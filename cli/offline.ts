import { dirname, extname, join, resolve } from "node:path";
import type { Engine } from "../engine/cli/engine.ts";
import type { EngineProgress } from "../engine/cli/progress.ts";
import type { PreviewOutcome } from "../engine/outcome.ts";
import type { PreviewRequest } from "../engine/preview.ts";
import { secretsOf } from "../planning/secrets.ts";
import { UserError } from "../provinces/finding.ts";
import type { Invocation } from "./command.ts";
import { comparisonDay } from "./comparing.ts";
import { say } from "./messages.ts";
import { wantsReport } from "./report/preview/wanted.ts";
import type { PlannedProvince } from "./selection.ts";

/** The toolkit's own program, whichever folder the province files come from. */
export const PROGRAM = join(import.meta.dirname, "..", "stacks", `index${extname(import.meta.filename)}`);

/** Of a stack whose province is gone. */
export const EMPTY_PROGRAM = join(import.meta.dirname, "..", "engine", `empty-program${extname(import.meta.filename)}`);

/** The engine, got with progress if it isn't there yet. */
export async function engineFor(invocation: Invocation): Promise<Engine> {
  const { getEngine } = await import("../engine/cli/get.ts");
  return getEngine({ onProgress: (progress) => invocation.terminal.progress(stageText(invocation, progress)) });
}

function stageText({ language }: Invocation, { stage, seconds, done, total }: EngineProgress): string {
  const count = done === undefined ? "" : ` ${done}${total === undefined ? "" : `/${total}`}`;
  return say(language, "engineGetting", {
    step: `${say(language, stage)}${count}`,
    seconds: Math.round(seconds),
  });
}

/** stacks/ and .hotline/ lie beside the folder of province files. */
export function rootOf(invocation: Invocation): string {
  return dirname(invocation.provinces);
}

/** Folder of snapshots: given, as where a branch or artifact of them was put, or `.hotline/snapshots`. */
export function snapshotsFolder(invocation: Invocation): string {
  const given = invocation.value("snapshots");
  return given === undefined ? join(rootOf(invocation), ".hotline", "snapshots") : resolve(given);
}

/** What the engine must be told of a province. */
export function requestFor(invocation: Invocation, province: PlannedProvince, engine: Engine): PreviewRequest {
  return {
    stack: province.plan.identity.stack,
    root: rootOf(invocation),
    provincesDirectory: invocation.provinces,
    programModule: PROGRAM,
    secretNames: secretsOf(province.plan).map((secret) => secret.name),
    snapshots: snapshotsFolder(invocation),
    today: comparisonDay(invocation),
    language: invocation.language,
    // The digest of a report binds what new resources will be.
    keepResources: wantsReport(invocation),
    engine,
  };
}

/** Previews in worker processes; a stack that fails doesn't stop the others. */
export async function previewRequests(
  invocation: Invocation,
  requests: readonly PreviewRequest[],
): Promise<readonly PreviewOutcome[]> {
  const { previewAll } = await import("../engine/pool.ts");
  return previewAll(requests, {
    workers: workersOf(invocation),
    onProgress: ({ stack }, done, all) =>
      invocation.terminal.progress(say(invocation.language, "previewing", { done, all, province: stack })),
  });
}

function workersOf(invocation: Invocation): number | undefined {
  const given = invocation.value("workers");
  if (given === undefined) return undefined;
  const workers = Number(given);
  if (!Number.isInteger(workers) || workers < 1 || workers > 32)
    throw new UserError([
      { code: "OPTION_NUMBER", where: {}, facts: { option: "--workers", found: given, low: 1, high: 32 } },
    ]);
  return workers;
}
