import { type Finding, UserError } from "../provinces/finding.ts";
import type { PreviewResult } from "./change.ts";

/** Why a stack was not previewed: all that decides its result is as it was at the revision. */
export interface SkipReason {
  /**
   * same-files: not a byte that it reads differs. same-configuration: its file differs, what it says does not.
   * same-result: the configuration or the program differs, the resources and the plan that come of them do not.
   */
  readonly kind: "same-files" | "same-configuration" | "same-result";
  /** As asked for. */
  readonly ref: string;
  /** Content hash of program, resolved configuration, state and versions. */
  readonly digest: string;
  /** When the state that it would have been compared with was recorded; undefined where there is none. */
  readonly stateAt?: string | undefined;
}

export interface SkippedStack {
  readonly stack: string;
  readonly reason: SkipReason;
}

/** What came of one stack among many; a failure is said of its stack alone. */
export type PreviewOutcome =
  | { readonly kind: "planned"; readonly stack: string; readonly result: PreviewResult }
  | {
      readonly kind: "failed";
      readonly stack: string;
      readonly findings: readonly Finding[];
      /** Stack trace of a bug in the program; undefined for an error that the user can act on. */
      readonly trace?: string | undefined;
    };

/** The outcome of a stack whose preview threw. */
export function failed(stack: string, error: unknown): PreviewOutcome {
  if (error instanceof UserError) return { kind: "failed", stack, findings: error.findings };
  const [message, trace] =
    error instanceof Error ? [error.message, error.stack ?? error.message] : [String(error), String(error)];
  return { kind: "failed", stack, findings: [{ code: "PROGRAM_FAILED", where: {}, facts: { stack, message } }], trace };
}
