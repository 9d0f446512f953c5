import type { Shift } from "../provinces/schema/staffing.ts";
import type { Seats } from "../provinces/units.ts";
import { clockTime, MINUTES_A_DAY as DAY, minuteOf, type ServiceHours } from "./service-hours.ts";

/** Round the clock three shifts of 8 hours and two over the morning and afternoon peaks. */
const AROUND_THE_CLOCK: readonly Shift[] = [
  { name: "早班", start: "08:00", hours: 8 },
  { name: "中班", start: "16:00", hours: 8 },
  { name: "夜班", start: "00:00", hours: 8 },
  { name: "上午高峰班", start: "09:00", hours: 8 },
  { name: "下午高峰班", start: "10:00", hours: 8 },
];
/** No shift is longer. */
const LONGEST = 12 * 60;

/** One day shift from opening to closing, an early and a late one where that is more than 12 hours. */
export function usualShifts({ kind, workdays }: ServiceHours): readonly Shift[] {
  if (kind === "24x7") return AROUND_THE_CLOCK;
  const from = workdays[0]?.from ?? 0;
  const to = workdays.at(-1)?.to ?? DAY;
  if (to - from <= LONGEST) return [{ name: "白班", start: clockTime(from), hours: (to - from) / 60 }];
  const hours = (to - from) / 120;
  return [
    { name: "早班", start: clockTime(from), hours },
    { name: "晚班", start: clockTime(Math.ceil((from + to) / 2)), hours },
  ];
}

/** A stretch of the day in which the same shifts are at work and the same seats are needed. */
interface Interval {
  readonly from: number;
  readonly to: number;
  readonly need: Seats;
  /** Indexes of the shifts at work. */
  readonly shifts: readonly number[];
}

/** Stretches of the open day, cut wherever an hour or a shift begins or ends. `seatsByHour` has 24 entries. */
function intervals(shifts: readonly Shift[], { hours, seatsByHour }: OpenDay): readonly Interval[] {
  const spans = shifts.map(spanOf);
  const cuts = new Set(Array.from({ length: 24 }, (_, hour) => hour * 60));
  for (const { start, minutes } of spans) cuts.add(start).add((start + minutes) % DAY);
  return hours.workdays.flatMap(({ from: open, to: close }) => {
    const inside = [...cuts].filter((minute) => minute > open && minute < close).sort((a, b) => a - b);
    const points = [open, ...inside, close];
    return points.slice(0, -1).map((from, index) => ({
      from,
      to: points[index + 1] ?? close,
      need: seatsByHour[Math.floor(from / 60)] ?? 0,
      shifts: spans.flatMap(({ start, minutes }, shift) => ((from - start + DAY) % DAY < minutes ? [shift] : [])),
    }));
  });
}

export interface OpenDay {
  readonly hours: ServiceHours;
  readonly seatsByHour: readonly Seats[];
}

/**
 * Seats of each shift so that every stretch of the open day that some shift covers has what it needs, with few in all.
 * Greedy: walk the day and, where seats lack, add them to the shift at work that goes on longest. That is the least
 * possible where some moment is spanned by no shift (an interval matrix); for shifts that overlap all round the clock
 * every shift's start is tried and the best taken. Then seats move, at equal number, to the shifts in which more calls fall.
 */
export function coverShifts(shifts: readonly Shift[], day: OpenDay): readonly Seats[] {
  const stretches = intervals(shifts, day);
  const starts = [0, ...shifts.map((shift) => spanOf(shift).start)];
  const covers = starts.map((start) => trimmed(greedy(shifts, { stretches, start }), stretches));
  const best = covers.reduce((least, cover) => (total(cover) < total(least) ? cover : least));
  return towardsBusyShifts(best, { shifts, stretches });
}

/** Stretches of the open day with calls but no shift at all, as `HH:MM-HH:MM`. */
export function uncoveredStretches(shifts: readonly Shift[], day: OpenDay): readonly string[] {
  const gaps: { from: number; to: number }[] = [];
  for (const { from, to, need, shifts: atWork } of intervals(shifts, day)) {
    if (need === 0 || atWork.length > 0) continue;
    const last = gaps.at(-1);
    if (last?.to === from) last.to = to;
    else gaps.push({ from, to });
  }
  return gaps.map(({ from, to }) => `${clockTime(from)}-${clockTime(to)}`);
}

function greedy(
  shifts: readonly Shift[],
  { stretches, start }: { stretches: readonly Interval[]; start: number },
): Seats[] {
  const seats = shifts.map(() => 0);
  const spans = shifts.map(spanOf);
  const first = Math.max(
    0,
    stretches.findIndex((stretch) => stretch.from >= start),
  );
  for (const stretch of [...stretches.slice(first), ...stretches.slice(0, first)]) {
    const lacking = stretch.need - present(seats, stretch);
    if (lacking <= 0) continue;
    const left = (shift: number): number => {
      const span = spans[shift];
      return span === undefined ? 0 : span.minutes - ((stretch.from - span.start + DAY) % DAY);
    };
    const [chosen] = [...stretch.shifts].sort((a, b) => left(b) - left(a));
    if (chosen !== undefined) seats[chosen] = (seats[chosen] ?? 0) + lacking;
  }
  return seats;
}

/** Takes away, shift by shift, what the others make superfluous. */
function trimmed(seats: readonly Seats[], stretches: readonly Interval[]): readonly Seats[] {
  const kept = [...seats];
  for (const [shift, count] of kept.entries()) {
    const spare = slack(
      kept,
      stretches.filter((stretch) => stretch.shifts.includes(shift)),
    );
    kept[shift] = count - Math.min(count, spare);
  }
  return kept;
}

function towardsBusyShifts(
  seats: readonly Seats[],
  { shifts, stretches }: { shifts: readonly Shift[]; stretches: readonly Interval[] },
): readonly Seats[] {
  const moved = [...seats];
  const load = shifts.map((_, shift) =>
    stretches.reduce(
      (sum, { from, to, need, shifts: atWork }) => sum + (atWork.includes(shift) ? need * (to - from) : 0),
      0,
    ),
  );
  const busiestFirst = shifts.map((_, shift) => shift).sort((a, b) => (load[b] ?? 0) - (load[a] ?? 0));
  for (const to of busiestFirst) {
    for (const from of [...busiestFirst].reverse()) {
      if ((load[from] ?? 0) >= (load[to] ?? 0)) break;
      const onlyFrom = stretches.filter(({ shifts: atWork }) => atWork.includes(from) && !atWork.includes(to));
      const count = Math.min(moved[from] ?? 0, slack(moved, onlyFrom));
      moved[from] = (moved[from] ?? 0) - count;
      moved[to] = (moved[to] ?? 0) + count;
    }
  }
  return moved;
}

/** Seats that all of the stretches can spare. */
function slack(seats: readonly Seats[], stretches: readonly Interval[]): Seats {
  return Math.max(0, Math.min(...stretches.map((stretch) => present(seats, stretch) - stretch.need)));
}

function present(seats: readonly Seats[], stretch: Interval): Seats {
  return stretch.shifts.reduce((sum, shift) => sum + (seats[shift] ?? 0), 0);
}

function total(seats: readonly Seats[]): Seats {
  return seats.reduce((sum, count) => sum + count, 0);
}

function spanOf({ start, hours }: Shift): { readonly start: number; readonly minutes: number } {
  return { start: minuteOf(start), minutes: Math.round(hours * 60) };
}
