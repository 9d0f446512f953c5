import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apportion } from "../../planning/queues.ts";
import { serviceHours } from "../../planning/service-hours.ts";
import { coverShifts, uncoveredStretches, usualShifts } from "../../planning/shifts.ts";

const shift = (start: number, hours: number): { name: string; start: string; hours: number } => ({
  name: `from ${start}`,
  start: `${String(start % 24).padStart(2, "0")}:00`,
  hours,
});

/** Least total by trying everything: only for a few shifts and small needs. */
function leastByTrial(spans: readonly (readonly [number, number])[], need: readonly number[]): number {
  const most = Math.max(...need);
  const atWork = ([start, hours]: readonly [number, number], hour: number): boolean => (hour - start + 24) % 24 < hours;
  let least = Number.POSITIVE_INFINITY;
  const seats = spans.map(() => 0);
  const place = (index: number, sum: number): void => {
    if (sum >= least) return;
    if (index === spans.length) {
      const covers = need.every((count, hour) => {
        const present = spans.reduce((all, span, i) => all + (atWork(span, hour) ? (seats[i] ?? 0) : 0), 0);
        return present >= count || !spans.some((span) => atWork(span, hour));
      });
      if (covers) least = sum;
      return;
    }
    for (let count = 0; count <= most; count += 1) {
      seats[index] = count;
      place(index + 1, sum + count);
    }
    seats[index] = 0;
  };
  place(0, 0);
  return least;
}

const OFFICE = serviceHours({ province: "anhui", hours: "office" });
const ALWAYS = serviceHours({ province: "anhui", hours: "24x7" });

const needs = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 24, maxLength: 24 });
const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

describe("seats of shifts", () => {
  it("are the least possible where no shift runs over midnight", () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 2, max: 8 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(spans, needs, (chosen, seatsByHour) => {
        const cover = coverShifts(
          chosen.map(([start, hours]) => shift(start, hours)),
          { hours: ALWAYS, seatsByHour },
        );
        expect(sum(cover)).toBe(leastByTrial(chosen, seatsByHour));
      }),
    );
  });

  it("cover every hour that a shift touches, round the clock too, within a seat or two of the least", () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 6, max: 12 })), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(spans, needs, (chosen, seatsByHour) => {
        const cover = coverShifts(
          chosen.map(([start, hours]) => shift(start, hours)),
          { hours: ALWAYS, seatsByHour },
        );
        for (const [hour, need] of seatsByHour.entries()) {
          const working = chosen.flatMap(([start, hours], index) =>
            (hour - start + 24) % 24 < hours ? [cover[index] ?? 0] : [],
          );
          if (working.length > 0) expect(sum(working)).toBeGreaterThanOrEqual(need);
        }
        expect(sum(cover)).toBeLessThanOrEqual(leastByTrial(chosen, seatsByHour) + 2);
      }),
    );
  });

  it("are counted by the minute: a shift from 08:30 leaves the first half hour to the night", () => {
    const seatsByHour = Array.from({ length: 24 }, (_, hour) => (hour === 8 ? 5 : 2));
    const shifts = [
      { name: "day", start: "08:30", hours: 12 },
      { name: "night", start: "20:30", hours: 12 },
    ];
    expect(coverShifts(shifts, { hours: ALWAYS, seatsByHour })).toEqual([5, 5]);
  });

  it("tell the hours that no shift covers", () => {
    const seatsByHour = Array.from({ length: 24 }, () => 1);
    const shifts = [
      { name: "morning", start: "08:30", hours: 3.5 },
      { name: "afternoon", start: "14:00", hours: 3 },
    ];
    expect(uncoveredStretches(shifts, { hours: OFFICE, seatsByHour })).toEqual(["12:00-14:00", "17:00-17:30"]);
    for (const hours of [OFFICE, ALWAYS]) {
      expect(uncoveredStretches(usualShifts(hours), { hours, seatsByHour })).toEqual([]);
    }
  });
});

describe("apportion", () => {
  it("keeps the sum, at least one each, and the order of the shares", () => {
    expect(apportion(10, [0.55, 0.25, 0.2])).toEqual([6, 2, 2]);
    expect(apportion(2, [0.5, 0.3, 0.2])).toEqual([1, 1, 1]);
    expect(apportion(100, [0.99, 0.01])).toEqual([99, 1]);
  });
});
