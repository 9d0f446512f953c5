import { UserError } from "../provinces/finding.ts";
import type { PreviewResult } from "./change.ts";
import type { Engine } from "./cli/engine.ts";
import { comparisonOf, findRecordedState } from "./compared-with.ts";
import { cpuSeconds } from "./cpu-time.ts";
import { EventRecorder, violationsOf } from "./events.ts";
import { servePlanning } from "./offline/server.ts";
import { loadProgram, type ProgramRequest, runAlone } from "./program.ts";
import { explainFailure } from "./run-failure.ts";
import { withoutStackTraces } from "./stack-traces.ts";
import { makeOfflineWorkspace } from "./workspace.ts";

/** Enough for a loaded machine; a preview of a province takes about a second. */
const TIMEOUT_SECONDS = 300;

export interface PreviewRequest extends ProgramRequest {
  readonly engine: Engine;
  /** Path of a rehearsal or snapshot to compare with; false: nothing. By default what compared-with.ts finds. */
  readonly state?: string | false | undefined;
  /** Folder of snapshots; by default `.hotline/snapshots` below the root. */
  readonly snapshots?: string | undefined;
  /** Day of the preview, YYYY-MM-DD, from which the age of a recorded state is told; by default today. */
  readonly today?: string | undefined;
  /** plan, if left out. live: the official plugins answer instead of the planning provider. */
  readonly tier?: "plan" | "live" | undefined;
  readonly timeoutSeconds?: number | undefined;
  /** Of reasons and refusals; English if left out. */
  readonly language?: "zh" | "en" | undefined;
  /** Put every resource into the result, not only the changed ones. */
  readonly keepResources?: boolean | undefined;
}

/**
 * Plans one stack with the real engine and the real program, without cluster, daemon, plugin or passphrase.
 * Throws UserError when the province, the program or a resource is refused, and the program's own error when it breaks.
 */
export async function previewOffline(request: PreviewRequest): Promise<PreviewResult> {
  try {
    return await runAlone(request, () => withoutStackTraces(() => previewOnce(request)));
  } catch (error) {
    if (error instanceof UserError) throw error;
    // A bug of the program: once more, to see where.
    return runAlone(request, () => previewOnce(request));
  }
}

async function previewOnce(request: PreviewRequest): Promise<PreviewResult> {
  const [start, cpuStart] = [performance.now(), cpuSeconds()];
  const recorded = findRecordedState(request);
  const { tier = "plan" } = request;
  const server = tier === "live" ? OFFICIAL : await servePlanning("plan");
  try {
    const program = await loadProgram(request);
    const workspace = await makeOfflineWorkspace({
      ...request,
      resources: recorded?.state.resources ?? [],
      program: program.run,
      debugProviders: server.debugProviders,
      // A protected deletion is reported with all the rest, instead of ending the preview.
      extraArguments: ["--ignore-protect"],
    });
    const recorder = new EventRecorder(request.language);
    const signal = AbortSignal.timeout((request.timeoutSeconds ?? TIMEOUT_SECONDS) * 1000);
    try {
      await workspace.stack.preview({ onEvent: recorder.record, signal, color: "never" });
    } catch (error) {
      throw explainFailure(error, { stack: request.stack, program, recorder, signal });
    } finally {
      workspace.release();
    }
    const [changes, cpuEnd] = [recorder.changes(), cpuSeconds()];
    return {
      stack: request.stack,
      tier,
      changes,
      counts: recorder.counts(),
      comparedWith: comparisonOf(recorded, request.today),
      violations: violationsOf(changes),
      diagnostics: recorder.diagnostics,
      unsetSecrets: workspace.unsetSecrets,
      ...(request.keepResources === true ? { resources: recorder.resources() } : {}),
      seconds: (performance.now() - start) / 1000,
      cpuSeconds: cpuStart === undefined || cpuEnd === undefined ? undefined : cpuEnd - cpuStart,
    };
  } finally {
    server.close();
  }
}

/** Nothing is announced, so the engine starts the plugins that it finds. */
const OFFICIAL = { debugProviders: "", close: (): void => undefined };

/**
 * Refuses to go on while the planning provider is announced: a deployment through it would record resources that do
 * not exist. Call it before every operation that writes to a real state.
 */
export function assertNotOffline(environment: Readonly<Record<string, string | undefined>>): void {
  const announced = environment["PULUMI_DEBUG_PROVIDERS"];
  if (announced === undefined || announced === "") return;
  throw new UserError([{ code: "OFFLINE_PROVIDER_ANNOUNCED", where: {}, facts: { found: announced } }]);
}
