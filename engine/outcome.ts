import { type Finding, UserError } from "../provinces/finding.ts";
import type { PreviewResult } from "./change.ts";

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
