import type { Reckoned } from "../calendar/working-calendar.ts";

/** The latest of the dates; provisional where any is, for that one may still become the latest. Undefined of none. */
export function latestOf(dates: readonly Reckoned[]): Reckoned | undefined {
  const [latest] = dates.toSorted((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));
  return latest === undefined
    ? undefined
    : { date: latest.date, provisional: dates.some(({ provisional }) => provisional) };
}
