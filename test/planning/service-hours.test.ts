import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayShares } from "../../planning/day-profile.ts";
import { daysServed, openPart, serviceHours } from "../../planning/service-hours.ts";
import { usualShifts } from "../../planning/shifts.ts";

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const inAnhui = (hours: Parameters<typeof serviceHours>[0]["hours"]) => serviceHours({ province: "anhui", hours });

describe("service hours", () => {
  it("are 08:30 to 17:30 of working days in an office, later in the two western provinces", () => {
    expect(inAnhui("office").workdays).toEqual([{ from: 510, to: 1050 }]);
    expect(serviceHours({ province: "xinjiang", hours: "office" }).workdays).toEqual([
      { from: 600, to: 840 },
      { from: 960, to: 1200 },
    ]);
    expect(serviceHours({ province: "xizang", hours: "office" }).workdays).toEqual([
      { from: 570, to: 780 },
      { from: 930, to: 1110 },
    ]);
  });

  it("count the days of a year and of a week", () => {
    expect(daysServed(inAnhui("office"))).toEqual({ year: 248, week: 5 });
    expect(daysServed(inAnhui("24x7"))).toEqual({ year: 365, week: 7 });
    expect(daysServed(inAnhui({ workdays: ["09:00-17:00"], saturdays: ["09:00-12:00"] }))).toEqual({
      year: 290,
      week: 6,
    });
  });

  it("open a clock hour in part", () => {
    const hours = inAnhui({ workdays: ["08:30-12:00", "13:15-13:45"] });
    expect([7, 8, 11, 12, 13, 14].map((hour) => openPart(hours, hour))).toEqual([0, 0.5, 1, 0, 0.5, 0]);
  });

  it("leave the usual office day's calls as they are, and move them with the hours", () => {
    expect(dayShares(undefined, inAnhui("office")).map((share) => Math.round(share * 1000))).toEqual([
      0, 0, 0, 0, 0, 0, 0, 0, 70, 150, 140, 100, 50, 80, 130, 130, 110, 40, 0, 0, 0, 0, 0, 0,
    ]);
    const western = dayShares(undefined, serviceHours({ province: "xinjiang", hours: "office" }));
    expect(western.flatMap((share, hour) => (share > 0 ? [hour] : []))).toEqual([10, 11, 12, 13, 16, 17, 18, 19]);
    expect(sum(western)).toBeCloseTo(1, 12);
  });

  it("give calls to open hours only, and all of them, whatever the schedule", () => {
    const schedule = fc
      .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 2, maxLength: 8 })
      .filter((cuts) => cuts.length % 2 === 0)
      .map((cuts) => cuts.toSorted((a, b) => a - b));
    fc.assert(
      fc.property(schedule, (cuts) => {
        const clock = (quarter: number) =>
          `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`;
        const workdays = Array.from({ length: cuts.length / 2 }, (_, index) =>
          [cuts[2 * index] ?? 0, cuts[2 * index + 1] ?? 0].map(clock).join("-"),
        );
        const hours = inAnhui({ workdays });
        const shares = dayShares(undefined, hours);
        expect(sum(shares)).toBeCloseTo(1, 9);
        for (const [hour, share] of shares.entries()) expect(share > 1e-12).toBe(openPart(hours, hour) > 0);
      }),
    );
  });

  it("are covered by one shift, or by two where the day is long", () => {
    expect(usualShifts(inAnhui("office"))).toEqual([{ name: "白班", start: "08:30", hours: 9 }]);
    expect(usualShifts(inAnhui({ workdays: ["08:00-12:00", "14:00-22:00"] }))).toEqual([
      { name: "早班", start: "08:00", hours: 7 },
      { name: "晚班", start: "15:00", hours: 7 },
    ]);
  });
});
