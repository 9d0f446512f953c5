import type { PreviewResult } from "../engine/change.ts";
import type { PreviewOutcome } from "../engine/outcome.ts";
import { type CostDelta, costDelta, type PlanCost, planCost } from "../planning/costs/plan-cost.ts";
import type { Planned } from "../planning/diff/plan-change.ts";
import type { CallCenterPlan } from "../planning/plan.ts";
import type { Finding } from "../provinces/finding.ts";
import { severityOf } from "../provinces/messages.ts";
import { Province } from "../provinces/province.ts";
import type { Invocation } from "./command.ts";
import { comparisonDay, pricesFor } from "./comparing.ts";

/** What the changes of a preview cost, at the prices of today. */
export type PreviewCost =
  | ({ readonly kind: "delta"; readonly against: "nothing" | "record" } & CostDelta)
  /** merged: answered by 12345. no-record: the state compared with does not say what was planned. prices: the book is at fault. */
  | {
      readonly kind: "not-costed";
      readonly because: "merged" | "no-record" | "prices";
      readonly findings: readonly Finding[];
    };

export type CostedOutcome = PreviewOutcome & { readonly cost?: PreviewCost };

/** A stack's preview, and what was planned on both sides of it. */
export interface Previewed {
  readonly outcome: PreviewOutcome;
  /** Undefined: the province is gone. */
  readonly now: Planned | undefined;
  /** Undefined: nothing was there, or its record does not say what was planned. */
  readonly before: Planned | undefined;
}

/** Adds to each preview what its changes cost; one that failed has no cost. */
export function withCosts(invocation: Invocation, previews: readonly Previewed[]): readonly CostedOutcome[] {
  const { book, findings } = pricesFor(invocation);
  const today = comparisonDay(invocation);
  return previews.map(({ outcome, now, before }): CostedOutcome => {
    if (outcome.kind === "failed") return outcome;
    if (book === undefined) {
      const errors = findings.filter(({ code }) => severityOf(code) === "error");
      return { ...outcome, cost: { kind: "not-costed", because: "prices", findings: errors } };
    }
    const priced = (planned: Planned | undefined): PlanCost | undefined =>
      planned === undefined ? undefined : planCost({ ...planned, book, today });
    return { ...outcome, cost: costOf(outcome.result, { now, before, priced }) };
  });
}

function costOf(
  { comparedWith }: PreviewResult,
  sides: Pick<Previewed, "now" | "before"> & {
    readonly priced: (planned: Planned | undefined) => PlanCost | undefined;
  },
): PreviewCost {
  const { now, before, priced } = sides;
  const after = priced(now);
  if (comparedWith.kind === "nothing")
    return after === undefined
      ? notCosted("merged")
      : { kind: "delta", against: "nothing", ...costDelta(undefined, after) };
  if (before === undefined) return notCosted("no-record");
  const then = priced(before);
  if (then === undefined && after === undefined) return notCosted("merged");
  return { kind: "delta", against: "record", ...costDelta(then, after ?? nothingMore(then)) };
}

/** A line that is merged from now on costs nothing here any more. */
function nothingMore(before: PlanCost | undefined): PlanCost {
  const none = { fen: 0, unknown: [] };
  return {
    horizonYears: before?.horizonYears ?? 0,
    monthly: none,
    monthlyAll: none,
    initial: none,
    nominal: none,
    present: none,
    lines: [],
  };
}

function notCosted(because: "merged" | "no-record"): PreviewCost {
  return { kind: "not-costed", because, findings: [] };
}

/** What a record kept, if it is still of today's form. */
export function plannedThen(recorded: unknown): Planned | undefined {
  if (typeof recorded !== "object" || recorded === null || !("province" in recorded) || !("plan" in recorded))
    return undefined;
  const province = Province.safeParse(recorded.province);
  const { plan } = recorded;
  return province.success && isPlan(plan) ? { province: province.data, plan } : undefined;
}

function isPlan(plan: unknown): plan is CallCenterPlan {
  return (
    typeof plan === "object" && plan !== null && ["identity", "traffic", "figures", "parts"].every((key) => key in plan)
  );
}
