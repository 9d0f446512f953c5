import type { Change, Comparison, Counts, Tier } from "../../../engine/change.ts";
import type { SkippedStack } from "../../../engine/outcome.ts";
import type { NormalPreview } from "../../../planning/approval/normal-form.ts";
import type { PlanChange } from "../../../planning/diff/plan-change.ts";
import type { Risk } from "../../../planning/policies/risk.ts";
import type { Finding, Severity } from "../../../provinces/finding.ts";
import type { PreviewCost } from "../../preview-cost.ts";
import type { Disagreement } from "../../preview-run.ts";

/** A line of a province file; without a line the file as a whole. */
export interface Place {
  readonly file: string;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

/** A risk, once for all stacks that have it. */
export interface RiskRow extends Risk {
  readonly severity: Severity;
  /** Where it comes from, by stack; a cause beside the files has no place. */
  readonly places: readonly Place[];
}

/** What the same stacks have in common. */
export interface ChangeGroup {
  readonly stacks: readonly string[];
  readonly changes: readonly GroupedChange[];
  /** Lines of the files from which it comes; none where it comes from elsewhere, or nobody asked. */
  readonly places: readonly Place[];
}

export interface GroupedChange extends PlanChange {
  /** Each stack has values of its own; those shown stand for none. */
  readonly various?: true | undefined;
}

/** A stack that changes otherwise than most that change at the same place, or not at all. */
export interface Exception {
  readonly stacks: readonly string[];
  /** What these have; undefined: they don't change here. */
  readonly change: PlanChange | undefined;
  /** What most have, and how many. */
  readonly usual: PlanChange;
  readonly usualStacks: number;
}

export interface OperationGroup {
  readonly stacks: readonly string[];
  readonly changes: readonly Change[];
}

export interface StackRow {
  readonly stack: string;
  readonly province: string;
  readonly site: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly kind: "new" | "removed" | "changed" | "same";
  readonly counts: Counts;
  readonly comparedWith: Comparison;
  readonly cost?: PreviewCost | undefined;
  /** What `hotline deploy --approved` takes for this stack. */
  readonly digest: string;
  readonly approved: NormalPreview;
  /** In full, as far as the report tells of each stack by itself; secrets hidden. */
  readonly changes: readonly Change[];
  readonly planChanges: readonly PlanChange[];
  readonly unsetSecrets: readonly string[];
}

export interface FailureRow {
  readonly stack: string;
  readonly findings: readonly Finding[];
  readonly trace?: string | undefined;
}

export interface Annotation extends Place {
  readonly severity: Severity;
  readonly code: string;
  readonly finding: Finding;
  readonly stacks: readonly string[];
}

export interface Totals {
  readonly stacks: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly failed: number;
  readonly blocking: number;
  readonly warnings: number;
  readonly waived: number;
  readonly counts: Counts;
  /** Fen a month over all that could be reckoned. */
  readonly monthly: number;
  readonly present: number;
  /** Stacks whose cost is not in the sum. */
  readonly notCosted: number;
}

/**
 * All that any form of the report shows. No clock, no durations: the same preview gives the same bytes. Versioned,
 * for `hotline deploy --approved` reads it.
 */
export interface PreviewReport {
  readonly format: 1;
  readonly hotline: "preview-report";
  readonly tier: Tier;
  /** YYYY-MM-DD, by which ages and waivers were judged. */
  readonly today: string;
  readonly commit?: string | undefined;
  readonly since?: { readonly ref: string; readonly commit: string; readonly programDiffers: boolean } | undefined;
  readonly versions: { readonly hotline: string; readonly engine?: string | undefined };
  /** Of all stacks together. */
  readonly digest: string;
  readonly totals: Totals;
  /** Worst first. */
  readonly risks: readonly RiskRow[];
  readonly groups: readonly ChangeGroup[];
  readonly exceptions: readonly Exception[];
  readonly operations: readonly OperationGroup[];
  readonly stacks: readonly StackRow[];
  readonly failures: readonly FailureRow[];
  readonly skipped: readonly SkippedStack[];
  readonly disagreements?: { readonly with: Tier; readonly list: readonly Disagreement[] } | undefined;
  readonly annotations: readonly Annotation[];
}
