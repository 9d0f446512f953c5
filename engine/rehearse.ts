import { existsSync } from "node:fs";
import type { CallCenterPlan } from "../planning/plan.ts";
import type { Province } from "../provinces/province.ts";
import type { Counts } from "./change.ts";
import type { Engine } from "./cli/engine.ts";
import { EventRecorder } from "./events.ts";
import { servePlanning } from "./offline/server.ts";
import { loadProgram, type ProgramRequest, runAlone } from "./program.ts";
import { NOTICES, readRecordedState, rehearsalPath, writeRecordedState } from "./recorded-state.ts";
import { explainFailure } from "./run-failure.ts";
import { makeOfflineWorkspace } from "./workspace.ts";

const TIMEOUT_SECONDS = 600;
const TRACES: ReadonlySet<string> = new Set(["sourcePosition", "stackTrace", "created", "modified"]);

export interface RehearseRequest extends ProgramRequest {
  readonly engine: Engine;
  /** Start from nothing instead of from the last rehearsal. */
  readonly fresh?: boolean | undefined;
  /** Kept in the record; later previews say what a change costs against it. */
  readonly planned?: { readonly province: Province; readonly plan: CallCenterPlan } | undefined;
  readonly timeoutSeconds?: number | undefined;
}

export interface RehearsalResult {
  readonly stack: string;
  /** Where it was written; below .hotline/, which is not committed. */
  readonly path: string;
  readonly at: string;
  readonly counts: Counts;
  readonly unsetSecrets: readonly string[];
  readonly seconds: number;
}

/**
 * A full deployment of a stack against the planning provider: every step is taken, nothing exists afterwards but the
 * rehearsal's record, which previews then compare with. Protection holds as in a real one. Throws like previewOffline.
 */
export function rehearse(request: RehearseRequest): Promise<RehearsalResult> {
  return runAlone(request, async () => {
    const start = performance.now();
    const { stack, root, engine } = request;
    const path = rehearsalPath(root, stack);
    const isFirst = request.fresh === true || !existsSync(path);
    const server = await servePlanning("rehearsal");
    try {
      const program = await loadProgram(request);
      const workspace = await makeOfflineWorkspace({
        ...request,
        resources: isFirst ? [] : readRecordedState(path, stack).resources,
        program: program.run,
        debugProviders: server.debugProviders,
      });
      try {
        const recorder = new EventRecorder();
        const signal = AbortSignal.timeout((request.timeoutSeconds ?? TIMEOUT_SECONDS) * 1000);
        try {
          await workspace.stack.up({ onEvent: recorder.record, signal, color: "never" });
        } catch (error) {
          throw explainFailure(error, { stack, program, recorder, signal });
        }
        const exported = await workspace.stack.exportStack();
        const at = new Date().toISOString();
        writeRecordedState(path, {
          hotline: "rehearsal",
          notice: NOTICES.rehearsal,
          stack,
          at,
          engine: engine.version,
          resources: deployedResources(exported.deployment),
          ...(request.planned === undefined ? {} : { planned: request.planned }),
        });
        const seconds = (performance.now() - start) / 1000;
        return { stack, path, at, counts: recorder.counts(), unsetSecrets: workspace.unsetSecrets, seconds };
      } finally {
        workspace.release();
      }
    } finally {
      server.close();
    }
  });
}

function deployedResources(deployment: unknown): readonly unknown[] {
  const resources =
    typeof deployment === "object" && deployment !== null && "resources" in deployment ? deployment.resources : [];
  return Array.isArray(resources) ? resources.map(withoutTraces) : [];
}

/** Times and places in the program that made it say where and when a record was made; nothing compares with them. */
function withoutTraces(resource: unknown): unknown {
  if (typeof resource !== "object" || resource === null) return resource;
  return Object.fromEntries(Object.entries(resource).filter(([key]) => !TRACES.has(key)));
}
