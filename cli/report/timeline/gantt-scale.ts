import type { TimelineStep } from "../../../planning/activation/timeline-plan.ts";
import { addTo, dayOfWeek, daysBetween, isoDate } from "../../../planning/calendar/date.ts";
import type { WorkingCalendar } from "../../../planning/calendar/working-calendar.ts";
import type { IsoDate } from "../../../provinces/schema/date.ts";

/** Days on a horizontal axis; a day is as wide as `dayWidth`, its left edge at `x`. */
export interface Scale {
  readonly first: IsoDate;
  readonly last: IsoDate;
  readonly left: number;
  readonly right: number;
  readonly dayWidth: number;
  readonly x: (date: IsoDate) => number;
}

/** Older days are drawn as an arrow at the edge: one approval of 2003 must not squeeze the rest. */
const OLDEST_DAYS = 366;

export function scaleFor(
  steps: readonly TimelineStep[],
  { left, right, today }: { readonly left: number; readonly right: number; readonly today: IsoDate },
): Scale {
  const days = [today, ...steps.flatMap(({ date, due }) => [date.date, due?.date ?? date.date])].toSorted();
  const oldest = addTo(today, { days: -OLDEST_DAYS });
  const earliest = days.find((date) => date >= oldest) ?? today;
  const latest = days.at(-1) ?? today;
  const margin = Math.max(3, Math.round(daysBetween(earliest, latest) * 0.03));
  const first = addTo(earliest, { days: -margin });
  // Room for the date that stands behind the last bar.
  const last = addTo(latest, { days: margin + Math.ceil(daysBetween(earliest, latest) * 0.16) + 7 });
  const dayWidth = (right - left) / (daysBetween(first, last) + 1);
  return { first, last, left, right, dayWidth, x: (date) => left + Math.max(0, daysBetween(first, date)) * dayWidth };
}

/** First days of the months on the axis; those behind the first that need more room than they have are left out. */
export function monthsOf({ first, last, dayWidth }: Scale, room: number): readonly IsoDate[] {
  const start = isoDate(`${first.slice(0, 7)}-01`);
  const every = [1, 2, 3, 6, 12].find((months) => months * 30 * dayWidth >= room) ?? 12;
  const months: IsoDate[] = [];
  for (let month = start; month <= last; month = addTo(month, { months: 1 }))
    if (month >= first && (Number(month.slice(5, 7)) - 1) % every === 0) months.push(month);
  return months;
}

/** Mondays, where weeks are wide enough to be told apart. */
export function weeksOf({ first, last, dayWidth }: Scale): readonly IsoDate[] {
  if (dayWidth * 7 < 14) return [];
  const weeks: IsoDate[] = [];
  for (let date = first; date <= last; date = addTo(date, { days: 1 })) if (dayOfWeek(date) === 1) weeks.push(date);
  return weeks;
}

/** Runs of rest days of at least `least` days, both ends included. */
export function restsOf(
  { first, last }: Scale,
  { calendar, least }: { readonly calendar: WorkingCalendar; readonly least: number },
): readonly { readonly from: IsoDate; readonly days: number }[] {
  const rests: { from: IsoDate; days: number }[] = [];
  for (let date = first; date <= last; date = addTo(date, { days: 1 })) {
    if (calendar.isWorkingDay(date)) continue;
    const open = rests.at(-1);
    if (open !== undefined && addTo(open.from, { days: open.days }) === date) open.days += 1;
    else rests.push({ from: date, days: 1 });
  }
  return rests.filter(({ days }) => days >= least);
}
