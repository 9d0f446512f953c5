import { obligationsOf } from "./obligations.ts";
import { latestOf } from "./reckoning.ts";
import { planSteps } from "./steps.ts";
import type { Timeline, TimelineRequest } from "./timeline-plan.ts";

/** When 12333 opens in a checked province, judged by `today`. The last opening is that of all local networks. */
export function planTimeline(request: TimelineRequest): Timeline {
  const { province, today } = request;
  const { activation } = province;
  const plan = planSteps(request);
  const openings = plan.steps
    .filter(({ step }) => step === "opened")
    .map(({ areaCode = "", state, date }) => ({ areaCode, opened: state === "done", on: date }));
  const sorted = openings.map(({ on }) => on).toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
  const obligations = obligationsOf(request);
  return {
    province: province.province,
    profile: activation?.profile ?? "mii-2003",
    chain: plan.chain,
    filing: province.filing ?? "province-centralized",
    startAt: plan.startAt,
    today,
    steps: plan.steps,
    ended: plan.ended,
    openings,
    firstOpening: sorted[0],
    lastOpening: latestOf(sorted),
    criticalPath: plan.criticalPath,
    obligations,
    codeFeeFenPerYear: province.numbering?.codeFeeFenPerYear ?? 0,
    provisional:
      plan.steps.some(({ date }) => date.provisional) || obligations.some(({ due }) => due?.provisional === true),
  };
}
