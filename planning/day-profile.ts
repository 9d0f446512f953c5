import type { Share } from "../provinces/units.ts";
import type { Opening, ServiceHours } from "./service-hours.ts";

/**
 * Usual shapes of a day, calls per thousand by hour from 00:00. Callers keep the habits of office hours: a peak after
 * opening, a dip at noon, a lower afternoon peak. Office lines have 15% in the busiest hour (domain practice: 10 to
 * 20%). Round the clock 14% of the calls move to early morning, evening and night, so the same habits leave 13%:
 * between that and the 10% which carriers count with for lines that are always open.
 */
const USUAL = {
  office: [0, 0, 0, 0, 0, 0, 0, 0, 70, 150, 140, 100, 50, 80, 130, 130, 110, 40, 0, 0, 0, 0, 0, 0],
  "24x7": [3, 2, 2, 2, 2, 3, 7, 20, 85, 130, 120, 85, 50, 70, 105, 105, 90, 50, 25, 17, 12, 7, 5, 3],
} satisfies Readonly<Record<string, readonly number[]>>;

/** Opening of the usual office day, on which its shape is defined. */
const USUAL_OPENING: Opening = { from: 8 * 60 + 30, to: 17 * 60 + 30 };

/** Shares of the day's calls by hour. Throws when the profile is all zero, which checks refuse before. */
export function dayShares(profile: readonly number[] | undefined, hours: ServiceHours): readonly Share[] {
  const shape = profile ?? (hours.kind === "24x7" ? USUAL["24x7"] : stretched(hours.workdays));
  const all = shape.reduce((sum, calls) => sum + calls, 0);
  if (!(all > 0)) throw new Error("the 24-hour profile is all zero");
  return shape.map((calls) => calls / all);
}

/** The usual office day over other hours: the same peaks at the same parts of the time in which people answer. */
function stretched(openings: readonly Opening[]): readonly number[] {
  const usual = USUAL_OPENING.to - USUAL_OPENING.from;
  const open = openings.reduce((sum, { from, to }) => sum + to - from, 0);
  /** Calls from the opening of the usual day to so many of its minutes. */
  const until = (minutes: number): number =>
    USUAL.office.reduce((sum, calls, hour) => {
      const from = Math.max(0, hour * 60 - USUAL_OPENING.from);
      const to = Math.min(usual, (hour + 1) * 60 - USUAL_OPENING.from);
      return to <= from ? sum : sum + (calls * Math.max(0, Math.min(minutes, to) - from)) / (to - from);
    }, 0);
  const openUntil = (minute: number): number =>
    openings.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(minute, to) - from), 0);
  return USUAL.office.map((_, hour) => {
    const [from, to] = [openUntil(hour * 60), openUntil((hour + 1) * 60)];
    return until((to * usual) / open) - until((from * usual) / open);
  });
}

/**
 * The day with its busiest hour at the stated share: the other hours keep their proportions and share the rest, none
 * above the busy hour. Unchanged when the stated share is the profile's own.
 */
export function withBusyHour(shares: readonly Share[], busyHourShare: Share): readonly Share[] {
  const largest = Math.max(...shares);
  if (busyHourShare === largest) return shares;
  const busiest = shares.indexOf(largest);
  const rest = largest === 1 ? 0 : (1 - busyHourShare) / (1 - largest);
  return shares.map((share, hour) => (hour === busiest ? busyHourShare : Math.min(share * rest, busyHourShare)));
}
