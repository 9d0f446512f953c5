import type { PreviewResult } from "../engine/change.ts";
import type { PreviewOutcome } from "../engine/outcome.ts";
import { type CostDelta, costDelta, type PlanCost, planCost } from "../planning/costs/plan-cost.ts";
import type { CallCenterPlan } from "../planning/plan.ts";
import type { Finding } from "../provinces/finding.ts";
import { severityOf } from "../provinces/messages.ts";
import type { PriceBook } from "../provinces/prices/price.ts";
import { Province } from "../provinces/province.ts";
import type { Invocation } from "./command.ts";
import { comparisonDay, pricesFor } from "./comparing.ts";
import type { PlannedProvince } from "./selection.ts";

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

/** Adds to each preview what its changes cost; one that failed has no cost. */
export async function withCosts(
  invocation: Invocation,
  planned: readonly PlannedProvince[],
  outcomes: readonly PreviewOutcome[],
): Promise<readonly CostedOutcome[]> {
  const { readRecordedState } = await import("../engine/recorded-state.ts");
  const { book, findings } = pricesFor(invocation);
  const today = comparisonDay(invocation);
  const recordOf = ({ comparedWith, stack }: PreviewResult): unknown =>
    "path" in comparedWith ? readRecordedState(comparedWith.path, stack).planned : undefined;
  return outcomes.map((outcome): CostedOutcome => {
    if (outcome.kind === "failed") return outcome;
    const province = planned.find(({ plan }) => plan.identity.stack === outcome.stack);
    if (province === undefined) return outcome;
    if (book === undefined) {
      const errors = findings.filter(({ code }) => severityOf(code) === "error");
      return { ...outcome, cost: { kind: "not-costed", because: "prices", findings: errors } };
    }
    const now = { province: province.loaded.province, plan: province.plan };
    const costed = costOf(now, { recorded: recordOf(outcome.result), result: outcome.result, book, today });
    return { ...outcome, cost: costed };
  });
}

interface Planned {
  readonly province: Province;
  readonly plan: CallCenterPlan;
}

function costOf(
  now: Planned,
  given: {
    readonly recorded: unknown;
    readonly result: PreviewResult;
    readonly book: PriceBook;
    readonly today: string;
  },
): PreviewCost {
  const { recorded, result, book, today } = given;
  const after = planCost({ ...now, book, today });
  if (result.comparedWith.kind === "nothing")
    return after === undefined
      ? notCosted("merged")
      : { kind: "delta", against: "nothing", ...costDelta(undefined, after) };
  const then = plannedThen(recorded);
  if (then === undefined) return notCosted("no-record");
  const before = planCost({ ...then, book, today });
  if (before === undefined && after === undefined) return notCosted("merged");
  return { kind: "delta", against: "record", ...costDelta(before, after ?? nothingMore(before)) };
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
function plannedThen(recorded: unknown): Planned | undefined {
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
