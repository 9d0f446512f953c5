import type { Opening, StepState, Timeline, TimelineStep } from "../../../planning/activation/timeline-plan.ts";
import type { Reckoned } from "../../../planning/calendar/working-calendar.ts";
import { networkName } from "../../../provinces/checks/network-name.ts";
import { ACTORS, PROFILES, STEPS } from "../../../provinces/reference/activation-procedure.ts";
import { DIVISIONS } from "../../../provinces/reference/divisions.ts";
import type { Language } from "../../language.ts";
import { type MessageKey, say } from "../../messages.ts";

const STATES: Readonly<Record<StepState, MessageKey>> = {
  done: "stateDone",
  refused: "stateRefused",
  running: "stateRunning",
  ready: "stateReady",
  incomplete: "stateIncomplete",
  waiting: "stateWaiting",
};

export function stateWords(state: StepState, language: Language): string {
  return say(language, STATES[state]);
}

/** `2026-05-07`, with a question mark where it is provisional. */
export function dayWords({ date, provisional }: Reckoned): string {
  return provisional ? `${date}?` : date;
}

export function limitWords({ limit }: TimelineStep, language: Language): string {
  if (limit === undefined) return say(language, "noLimit");
  return say(language, limit.overridden ? "limitOwn" : "limitDays", { days: limit.days, article: limit.article });
}

export function provinceWords({ province }: Timeline, language: Language): string {
  return DIVISIONS[province][language];
}

/** Local networks whose steps stand alike, told as one: a province has up to twenty-one. */
export interface StepGroup {
  /** Empty for steps of the whole province. */
  readonly areaCodes: readonly string[];
  readonly steps: readonly TimelineStep[];
}

export function stepGroups({ steps }: Timeline): readonly StepGroup[] {
  const groups = new Map<string, { areaCodes: string[]; steps: readonly TimelineStep[] }>();
  const networks = new Set(steps.flatMap(({ areaCode }) => areaCode ?? []));
  for (const areaCode of networks) {
    const own = steps.filter((step) => step.areaCode === areaCode);
    const key = JSON.stringify(
      own.map(({ step, state, start, due, date, missing }) => [step, state, start, due, date, missing]),
    );
    const group = groups.get(key) ?? { areaCodes: [], steps: own };
    // The one that decides the opening stands for those like it.
    group.steps = own.some(({ critical }) => critical) ? own : group.steps;
    group.areaCodes.push(areaCode);
    groups.set(key, group);
  }
  const whole = steps.filter(({ areaCode }) => areaCode === undefined);
  return [...(whole.length === 0 ? [] : [{ areaCodes: [], steps: whole }]), ...groups.values()];
}

/** `0551 合肥市`, two of them, or the first and how many more. */
export function networkWords(areaCodes: readonly string[], language: Language): string {
  const [first = ""] = areaCodes;
  if (areaCodes.length > 2)
    return say(language, "networksOf", {
      first: networkName(first)[language],
      count: areaCodes.length,
      more: areaCodes.length - 1,
    });
  return areaCodes.map((areaCode) => networkName(areaCode)[language]).join(language === "zh" ? "、" : ", ");
}

export function stepWords({ step }: TimelineStep, areaCodes: readonly string[], language: Language): string {
  const name = STEPS[step][language];
  if (areaCodes.length === 0) return name;
  return `${networkWords(areaCodes, language)}${language === "zh" ? "：" : ": "}${name}`;
}

export function actorWords({ actor }: TimelineStep, language: Language): string {
  return ACTORS[actor][language];
}

/** What a reader wants first: when it opens, and what is decided; each a sentence. */
export function summaryWords(timeline: Timeline, language: Language): readonly string[] {
  const { ended, openings, firstOpening, lastOpening } = timeline;
  if (ended !== undefined) {
    const key = ended.state === "refused" ? "endedRefused" : "endedNotAccepted";
    return [say(language, key, { on: ended.on, reason: ended.reason })];
  }
  if (firstOpening === undefined || lastOpening === undefined) return [];
  const opened = openings.filter((opening: Opening) => opening.opened);
  if (opened.length === openings.length)
    return [say(language, "openingDone", { count: openings.length, date: lastOpening.date })];
  const mark = (day: Reckoned) => (day.provisional ? say(language, "provisionalMark") : "");
  const first =
    opened.length > 0
      ? say(language, "openingSome", { opened: opened.length, date: firstOpening.date })
      : say(language, "openingNone", { date: firstOpening.date, provisional: mark(firstOpening) });
  const all = say(language, "openingAll", {
    count: openings.length,
    date: lastOpening.date,
    provisional: mark(lastOpening),
  });
  return openings.length === 1 ? [all] : [first, all];
}

export function basisWords(timeline: Timeline, language: Language): string {
  return say(language, "timelineBasis", {
    today: timeline.today,
    profile: PROFILES[timeline.profile][language],
    chain: say(language, timeline.chain),
    filing: say(language, timeline.filing),
    start: say(language, isApproved(timeline) ? "startApproved" : "startDossier"),
  });
}

function isApproved({ startAt, steps }: Timeline): boolean {
  return startAt === "approved" || steps.some(({ step, state }) => step === "approved" && state === "done");
}

/** Steps of one day stand together. */
export function criticalWords(timeline: Timeline, language: Language): string {
  const critical = stepGroups(timeline).flatMap(({ areaCodes, steps }) =>
    steps
      .filter((step) => step.critical)
      .map((step) => ({ day: step.date.date, name: stepWords(step, areaCodes, language) })),
  );
  const days = Map.groupBy(
    critical.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
    ({ day }) => day,
  );
  const names = [...days.values()].map((steps) => steps.map(({ name }) => name).join(language === "zh" ? "、" : ", "));
  return say(language, "criticalLabel", { steps: names.join(" → ") });
}

/** Each obligation as a line. */
export function obligationWords({ obligations }: Timeline, language: Language): readonly string[] {
  return obligations.map((each) => {
    const late = each.lateDays > 0 ? say(language, "lateBy", { days: each.lateDays }) : "";
    const open = each.kind === "retired-number" && each.stopped ? "stoppedOnly" : "notYet";
    const done = each.done === undefined ? say(language, open) : each.done;
    const state = [done, late].filter((part) => part !== "").join(language === "zh" ? "，" : ", ");
    return each.kind === "contact-change"
      ? say(language, "obligationContact", {
          on: each.on,
          due: each.due === undefined ? "" : dayWords(each.due),
          article: each.article,
          state,
        })
      : say(language, "obligationRetired", { number: each.number, state });
  });
}

/** Steps that someone can or must do now, the most urgent first. */
export function currentGroups(
  timeline: Timeline,
): readonly { readonly areaCodes: readonly string[]; readonly step: TimelineStep }[] {
  const current = stepGroups(timeline).flatMap(({ areaCodes, steps }) =>
    steps
      .filter(({ state }) => state === "running" || state === "ready" || state === "incomplete")
      .map((step) => ({ areaCodes, step })),
  );
  const dayOf = ({ due, date }: TimelineStep) => due?.date ?? date.date;
  return current.toSorted((a, b) => (dayOf(a.step) < dayOf(b.step) ? -1 : dayOf(a.step) > dayOf(b.step) ? 1 : 0));
}
