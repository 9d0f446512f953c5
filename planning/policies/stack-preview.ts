import type { PlanDifference, Planned } from "../diff/plan-change.ts";
import type { PlannedChange } from "../planned-change.ts";

/** What rules read of a resource's change; the engine's results have this shape. */
export interface ResourceChange extends PlannedChange {
  readonly refused?: string | undefined;
  readonly protected: boolean;
  readonly stateful: boolean;
}

/** All that is known of what would happen to a stack. */
export interface StackPreview {
  readonly stack: string;
  readonly before?: Planned | undefined;
  readonly after?: Planned | undefined;
  /** Undefined where the earlier plan is not known. */
  readonly difference?: PlanDifference | undefined;
  readonly changes: readonly ResourceChange[];
  /** Updates that can't do what they say, by the engine's own judgement. */
  readonly violations: readonly { readonly name: string; readonly type: string; readonly reason: string }[];
  readonly compared: { readonly kind: string; readonly ageDays?: number | undefined };
  /** Fen a month; undefined where it can't be reckoned. */
  readonly cost?: { readonly monthlyBefore: number; readonly monthlyDelta: number } | undefined;
}

export interface PolicySettings {
  /** YYYY-MM-DD; a waiver counts up to and including its last day. */
  readonly today: string;
  /** A snapshot older than this is stale. */
  readonly staleDays: number;
  /** Stacks beyond which the same change is a risk by itself. */
  readonly blastRadius: number;
  /** A monthly cost that rises by this or more is shown. */
  readonly costPercent: number;
  /** A monthly cost that rises by more is refused; undefined: no limit. */
  readonly costLimitPercent?: number | undefined;
}

export const USUAL_SETTINGS: Omit<PolicySettings, "today"> = { staleDays: 30, blastRadius: 10, costPercent: 10 };

/** `kubernetes:apps/v1:StatefulSet` is a StatefulSet. */
export function kindOf(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}
