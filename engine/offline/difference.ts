import type { PathStep } from "../property-path.ts";

export type DifferenceKind = "add" | "update" | "delete";

/** One property that differs, and whether that alone forces a new object. */
export interface Difference {
  readonly path: readonly PathStep[];
  readonly kind: DifferenceKind;
  readonly replaces: boolean;
  /** Forces a new object although its kind doesn't say so. */
  readonly replacesSilently?: boolean | undefined;
  /** Whether the old inputs lack it, rather than the recorded state. */
  readonly inputOnly?: boolean | undefined;
}

export interface DiffAnswer {
  readonly differences: readonly Difference[];
  readonly deleteBeforeReplace: boolean;
  /** There is a change although no property shows it. */
  readonly changed?: boolean;
  /** False: only which properties differ is told, not how. */
  readonly detailed?: boolean;
}
