import { setAllConfig } from "@pulumi/pulumi/runtime/config.js";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack.js";
import type { Comparison, PreviewResult } from "../change.ts";
import { comparisonOf, findRecordedState } from "../compared-with.ts";
import { EventRecorder, violationsOf } from "../events.ts";
import type { PreviewRequest } from "../preview.ts";
import { loadProgram, runAlone } from "../program.ts";
import { explainFailure } from "../run-failure.ts";
import { fingerprinted, readStackFile, stackFilePath } from "../stack-file.ts";
import { withoutStackTraces } from "../stack-traces.ts";
import { projectName } from "../workspace.ts";
import { plainConfiguration } from "./configuration.ts";
import { Deciding, type RecordedResource, type RenderedResource } from "./deciding.ts";
import { planningMonitor } from "./monitor.ts";
import { asProgram } from "./sdk.ts";

export interface FastRequest extends Omit<PreviewRequest, "engine"> {
  /** Compare with these resources instead of with a recorded state. */
  readonly against?: { readonly resources: readonly RecordedResource[]; readonly comparedWith: Comparison } | undefined;
}

export interface FastPreview {
  readonly result: PreviewResult;
  /** Every resource with its inputs; secrets are envelopes around fingerprints. */
  readonly rendered: readonly RenderedResource[];
}

/**
 * Plans one stack without an engine: the program runs, and each resource is decided by the tables that answer the
 * engine in the plan tier. Throws like previewOffline.
 */
export async function previewFast(request: FastRequest): Promise<FastPreview> {
  return runAlone(request, () => withoutStackTraces(() => fastOnce(request)));
}

async function fastOnce(request: FastRequest): Promise<FastPreview> {
  const [start, cpuStart] = [performance.now(), process.cpuUsage()];
  const { root, stack, secretNames } = request;
  const recorded = request.against === undefined ? findRecordedState(request) : undefined;
  const program = await loadProgram(request);
  const { configuration, unsetSecrets } = fingerprinted(readStackFile(stackFilePath(root, stack)), {
    stack,
    secretNames,
    seal: (text) => text,
  });
  const recorder = new EventRecorder(request.language);
  const project = projectName(root);
  // Recorded by the engine or by a rehearsal; whoever wrote anything else into the file gets what is in it.
  const resources = request.against?.resources ?? ((recorded?.state.resources ?? []) as readonly RecordedResource[]);
  const deciding = new Deciding({ stack, project }, resources, recorder);
  const monitor = planningMonitor((registration) => deciding.register(registration));
  const signal = new AbortController().signal;
  const explained = (error: unknown): unknown => explainFailure(error, { stack, program, recorder, signal });
  const unhandled: unknown[] = [];
  const failures: unknown[] = [];
  const onUnhandled = (error: unknown): void => void unhandled.push(error);
  // A registration that fails is nobody's promise; the SDK's own hosts listen in the same way.
  process.on("unhandledRejection", onUnhandled);
  try {
    await asProgram({ monitor, project, stack }, async () => {
      const { values, secretKeys } = plainConfiguration(configuration);
      setAllConfig(values, secretKeys);
      // Kept from the stack resource, whose outputs would fail with it in promises that nobody awaits.
      await runInPulumiStack(() => program.run().catch((error: unknown) => void failures.push(error)));
    });
    if (failures.length > 0) throw failures[0];
    await new Promise(setImmediate);
  } catch (error) {
    throw explained(error);
  } finally {
    process.off("unhandledRejection", onUnhandled);
  }
  if (unhandled.length > 0 || recorder.diagnostics.some(({ severity }) => severity === "error"))
    throw explained(unhandled[0]);
  deciding.finish();
  const [changes, cpu] = [recorder.changes(), process.cpuUsage(cpuStart)];
  return {
    rendered: deciding.rendered,
    result: {
      stack,
      tier: "fast",
      changes,
      counts: recorder.counts(),
      comparedWith: request.against?.comparedWith ?? comparisonOf(recorded, request.today),
      violations: violationsOf(changes),
      diagnostics: recorder.diagnostics,
      unsetSecrets,
      ...(request.keepResources === true ? { resources: recorder.resources() } : {}),
      seconds: (performance.now() - start) / 1000,
      cpuSeconds: (cpu.user + cpu.system) / 1e6,
    },
  };
}
