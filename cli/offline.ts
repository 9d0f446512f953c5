import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { UserError } from "../provinces/finding.ts";
import { secretsOf } from "../planning/secrets.ts";
import type { Engine } from "../engine/cli/engine.ts";
import type { PreviewRequest, PreviewResult } from "../engine/preview-result.ts";
import type { Invocation } from "./command.ts";
import { say } from "./messages.ts";
import type { PlannedProvince } from "./selection.ts";

/** The engine, got with progress if it isn't there yet. */
export async function engineFor(invocation: Invocation): Promise<Engine> {
  const { getEngine } = await import("../engine/cli/get-engine.ts");
  return getEngine({ onProgress: (step) => invocation.terminal.progress(say(invocation.language, "engineGetting", { step })) });
}

/** What the engine must be told of a province. stacks/ and rehearsals lie beside the folder of province files. */
export function requestFor(invocation: Invocation, province: PlannedProvince, engine: Engine): PreviewRequest {
  return {
    stack: province.plan.identity.stack,
    root: dirname(invocation.provinces),
    provincesDirectory: invocation.provinces,
    secretNames: secretsOf(province.plan).map((secret) => secret.name),
    engine,
  };
}

/** Previews in worker processes; a province that fails doesn't stop the others. */
export async function previewOffline(invocation: Invocation, planned: readonly PlannedProvince[]): Promise<readonly PreviewResult[]> {
  const engine = await engineFor(invocation);
  const { previewAll } = await import("../engine/pool.ts");
  const requests = planned.map((province) => requestFor(invocation, province, engine));
  let done = 0;
  return previewAll(requests, {
    workers: workersOf(invocation),
    onProgress: (result) => {
      done += 1;
      invocation.terminal.progress(say(invocation.language, "previewing", { done, all: requests.length, province: result.stack }));
    },
  });
}

function workersOf(invocation: Invocation): number {
  const given = invocation.value("workers");
  if (given === undefined) return Math.min(4, availableParallelism());
  const workers = Number(given);
  if (!Number.isInteger(workers) || workers < 1 || workers > 32)
    throw new UserError([{ code: "OPTION_NUMBER", where: {}, facts: { option: "--workers", found: given, low: 1, high: 32 } }]);
  return workers;
}
