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
    // The engine ends with a line that says only that it failed.
    const telling = refusals.filter(({ message }) => !/^(update|preview) failed$/.test(message));
    const findings = (telling.length > 0 ? telling : refusals).map(({ message, urn }) => {
      const resource = urn === undefined ? stack : nameOf(urn);
      // Its own advice is to take the protection away, which is the last thing to do in a hurry.
      return /cannot be deleted\s+because it is protected/.test(message)
        ? { code: "RESOURCE_PROTECTED" as const, where: {}, facts: { stack, resource } }
        : {
            code: "RESOURCE_REFUSED" as const,
            where: {},
            facts: { stack, resource, message: message.replace(/[\s.]*$/, "") },
          };
    });
    return new UserError(findings, { cause: error });
  }
  if (!(error instanceof EngineFailure)) return error;
  const tail = error.message.split("\n").slice(-TAIL_LINES).join("\n");
  return new UserError([{ code: "ENGINE_FAILED", where: {}, facts: { stack, message: tail } }], { cause: error });
}
