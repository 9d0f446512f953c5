import type { FieldPath, Finding } from "../../provinces/finding.ts";
import { ACTORS, STEPS } from "../../provinces/reference/activation-procedure.ts";
import { both, type Facts } from "../../provinces/wording.ts";
import { yearOf } from "../calendar/date.ts";
import type { WorkingCalendar } from "../calendar/working-calendar.ts";
import type { Obligation, Timeline, TimelineStep } from "./timeline-plan.ts";

/** What is late, what is dated in the future, and what stays open beside the number; places are paths only. */
export function checkTimeline(timeline: Timeline): readonly Finding[] {
  return [
    ...timeline.steps.flatMap((step) => [...lateStep(step), ...future(step, timeline)]),
    ...timeline.obligations.flatMap((obligation) => checkObligation(obligation, timeline)),
  ];
}

/**
 * Each date that counts days of a year without a notice of days off, where a date that may move is of no use. A date
 * that rests on such a one is not told again.
 */
export function checkCoverage(timeline: Timeline, calendar: WorkingCalendar): readonly Finding[] {
  const provisional = new Set(timeline.steps.filter(({ date }) => date.provisional).map(({ id }) => id));
  return timeline.steps
    .filter(({ id, before }) => provisional.has(id) && !before.some((each) => provisional.has(each)))
    .map(({ step, areaCode, date, countedFrom }) =>
      at(countedFrom ?? ["activation"], "DATE_BEYOND_CALENDAR", {
        ...named(step, areaCode),
        date: date.date,
        year: yearOf(date.date),
        years: `${calendar.years[0] ?? "-"}-${calendar.years.at(-1) ?? "-"}`,
      }),
    );
}

function lateStep({
  step,
  areaCode,
  state,
  actor,
  due,
  lateDays,
  limit,
  countedFrom,
}: TimelineStep): readonly Finding[] {
  if (state !== "running" || lateDays === 0 || due === undefined || limit === undefined) return [];
  return [
    at(countedFrom ?? ["activation"], "ACTIVATION_LATE", {
      ...named(step, areaCode),
      ...both("actor", ACTORS[actor]),
      due: due.date,
      late: lateDays,
      days: limit.days,
      article: limit.article,
    }),
  ];
}

function future({ state, date, path }: TimelineStep, { today }: Timeline): readonly Finding[] {
  return state === "done" && date.date > today ? [at(path, "ACTIVATION_IN_FUTURE", { found: date.date, today })] : [];
}

function checkObligation(obligation: Obligation, { openings }: Timeline): readonly Finding[] {
  if (obligation.done !== undefined) return [];
  switch (obligation.kind) {
    case "contact-change": {
      const facts = {
        on: obligation.on,
        due: obligation.due?.date ?? "",
        days: obligation.days,
        article: obligation.article,
        late: obligation.lateDays,
      };
      return [at(obligation.path, obligation.lateDays > 0 ? "CONTACT_CHANGE_LATE" : "CONTACT_CHANGE_DUE", facts)];
    }
    case "retired-number":
      // As long as 12333 answers nowhere, the old number is the only one.
      return openings.some(({ opened }) => opened)
        ? [at(obligation.path, "RETIRED_NUMBER_KEPT", { number: obligation.number })]
        : [];
  }
}

function named(step: TimelineStep["step"], areaCode: string | undefined): Facts {
  const { zh, en } = STEPS[step];
  const where = areaCode === undefined ? { zh: "", en: "" } : { zh: `${areaCode} `, en: `${areaCode}: ` };
  return both("step", { zh: `${where.zh}${zh}`, en: `${where.en}${en}` });
}

function at(path: FieldPath, code: Finding["code"], facts: Facts): Finding {
  return { code, where: { path }, facts };
}
