import { RunError } from "@pulumi/pulumi";
import { UserError } from "../provinces/finding.ts";
import { EngineFailure } from "./cli/command.ts";
import { type EventRecorder, nameOf } from "./events.ts";
import type { LoadedProgram } from "./program.ts";

const TAIL_LINES = 15;

export interface FailedRun {
  readonly stack: string;
  readonly program: LoadedProgram;
  readonly recorder: EventRecorder;
  readonly signal: AbortSignal;
}

/**
 * The error behind a run that failed: what the program threw, else what the engine said against a resource, else the
 * end of its output. Only the last is doubtful enough to be shown raw.
 */
export function explainFailure(error: unknown, { stack, program, recorder, signal }: FailedRun): unknown {
  if (signal.aborted) {
    return new UserError([{ code: "PREVIEW_TIMEOUT", where: {}, facts: { stack } }], { cause: error });
  }
  const thrown = program.thrown();
  if (RunError.isInstance(thrown)) {
    const facts = { stack, message: thrown.message };
    return new UserError([{ code: "PROGRAM_REFUSED", where: {}, facts }], { cause: thrown });
  }
  if (thrown !== undefined) return thrown;
  const refusals = recorder.diagnostics.filter(({ severity }) => severity === "error");
  if (refusals.length > 0) {
    const findings = refusals.map(({ message, urn }) => ({
      code: "RESOURCE_REFUSED" as const,
      where: {},
      facts: { stack, resource: urn === undefined ? stack : nameOf(urn), message },
    }));
    return new UserError(findings, { cause: error });
  }
  if (!(error instanceof EngineFailure)) return error;
  const tail = error.message.split("\n").slice(-TAIL_LINES).join("\n");
  return new UserError([{ code: "ENGINE_FAILED", where: {}, facts: { stack, message: tail } }], { cause: error });
}
