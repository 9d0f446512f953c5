import type { Hours } from "../provinces/schema/demand.ts";
import type { Share } from "../provinces/units.ts";

/**
 * Usual shapes of a day, calls per thousand by hour from 00:00. Callers keep the habits of office hours: a peak after
 * opening, a dip at noon, a lower afternoon peak. Office lines have 15% in the busiest hour (domain practice: 10 to
 * 20%). Round the clock 14% of the calls move to early morning, evening and night, so the same habits leave 13%:
 * between that and the 10% which carriers count with for lines that are always open.
 */
const USUAL: Readonly<Record<Hours, readonly number[]>> = {
  office: [0, 0, 0, 0, 0, 0, 0, 0, 70, 150, 140, 100, 50, 80, 130, 130, 110, 40, 0, 0, 0, 0, 0, 0],
  "24x7": [3, 2, 2, 2, 2, 3, 7, 20, 85, 130, 120, 85, 50, 70, 105, 105, 90, 50, 25, 17, 12, 7, 5, 3],
};

/** Minutes of the day from which to which people answer. */
export const OPEN_MINUTES: Readonly<Record<Hours, { readonly from: number; readonly to: number }>> = {
  office: { from: 8 * 60 + 30, to: 17 * 60 + 30 },
  "24x7": { from: 0, to: 24 * 60 },
};

/** Part of a clock hour in which people answer: a half for 8 and 17 of office hours. */
export function openPart(hours: Hours, hour: number): Share {
  const { from, to } = OPEN_MINUTES[hours];
  return Math.max(0, Math.min(to, (hour + 1) * 60) - Math.max(from, hour * 60)) / 60;
}

/** Shares of the day's calls by hour. Throws when the profile is all zero, which checks refuse before. */
export function dayShares(profile: readonly number[] | undefined, hours: Hours): readonly Share[] {
  const shape = profile ?? USUAL[hours];
  const all = shape.reduce((sum, calls) => sum + calls, 0);
  if (!(all > 0)) throw new Error("the 24-hour profile is all zero");
  return shape.map((calls) => calls / all);
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
