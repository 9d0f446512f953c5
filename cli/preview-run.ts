import type { Tier } from "../engine/change.ts";
import type { SkippedStack } from "../engine/outcome.ts";
import type { Planned } from "../planning/diff/plan-change.ts";
import type { CostedOutcome } from "./preview-cost.ts";
import type { PlannedProvince } from "./selection.ts";

/** One stack of a run, with both sides of what is compared. */
export interface StackPreview {
  readonly stack: string;
  readonly outcome: CostedOutcome;
  /** Undefined: the province is gone, and the outcome deletes what it had. */
  readonly now: PlannedProvince | undefined;
  /** Undefined: compared with nothing, or with a record that does not say what was planned. */
  readonly before: Planned | undefined;
}

/** Two tiers that don't agree about a resource. */
export interface Disagreement {
  readonly stack: string;
  readonly urn: string;
  readonly name: string;
  /** Operation and paths as each tier has them; undefined: the tier has no change there. */
  readonly said: Readonly<Partial<Record<Tier, string>>>;
}

/** All that a report is made of; the same whichever tier found it. */
export interface PreviewRun {
  readonly tier: Tier;
  /** In the order of the GB codes, removed provinces last. */
  readonly previews: readonly StackPreview[];
  readonly skipped: readonly SkippedStack[];
  /** With --verify: the tier that was asked too, and where it said otherwise. */
  readonly verified?: { readonly with: Tier; readonly disagreements: readonly Disagreement[] } | undefined;
  /** The revision compared with, for diff and --changed-since. */
  readonly since?:
    | {
        readonly ref: string;
        readonly commit: string;
        /** The program differs between the revisions; provinces are compared by today's. */
        readonly programDiffers: boolean;
      }
    | undefined;
  readonly versions: { readonly hotline: string; readonly engine?: string | undefined };
  readonly seconds: number;
  readonly cpuSeconds?: number | undefined;
}
