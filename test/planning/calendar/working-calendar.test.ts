import { isWorkday } from "chinese-days";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addTo, daysBetween, isoDate } from "../../../planning/calendar/date.ts";
import { exceptionalDays, workingCalendar } from "../../../planning/calendar/working-calendar.ts";
import { NATIONAL_HOLIDAYS } from "../../../provinces/holidays.ts";
import { type HolidayDays, HolidayDays as Schema } from "../../../provinces/schema/holidays.ts";

const CALENDAR = workingCalendar();
const FIRST = isoDate("2024-01-01");
const LAST = isoDate("2026-12-31");
const everyDay = Array.from({ length: daysBetween(FIRST, LAST) + 1 }, (_, days) => addTo(FIRST, { days }));
const day = fc.integer({ min: 0, max: 900 }).map((days) => addTo(FIRST, { days }));
const add = (date: string, n: number) => CALENDAR.addWorkingDays(isoDate(date), n);

function file(changes: Record<string, unknown>): HolidayDays {
  return Schema.parse({
    year: 2026,
    source: { title: "通知", number: "桂政发明电〔2025〕1号", date: "2025-12-01" },
    off: [],
    work: [],
    ...changes,
  });
}

describe("the national calendar", () => {
  it.each([
    ["2026-02-13", 1, "2026-02-14", "a Saturday made a working day"],
    ["2026-02-13", 2, "2026-02-24", "the Spring Festival"],
    ["2026-01-01", 1, "2026-01-04", "a Sunday made a working day"],
    ["2026-09-18", 1, "2026-09-20", "a Sunday made a working day"],
    ["2026-09-30", 1, "2026-10-08", "National Day"],
    ["2026-09-30", 5, "2026-10-13", "a Saturday counted after National Day"],
    ["2025-12-31", 1, "2026-01-04", "the end of the year"],
  ])("counts from %s %i working days to %s: %s", (from, n, to) => {
    expect(add(from, n)).toEqual({ date: to, provisional: false });
  });

  it("has 248 working days in 2025 and in 2026, 251 in 2024, and month by month those of the published table", () => {
    const count = (start: string) => everyDay.filter((date) => date.startsWith(start) && CALENDAR.isWorkingDay(date));
    expect(["2024", "2025", "2026"].map((year) => count(year).length)).toEqual([251, 248, 248]);
    const months = Array.from({ length: 12 }, (_, month) => `2026-${String(month + 1).padStart(2, "0")}`);
    expect(months.map((month) => count(month).length)).toEqual([21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]);
  });

  it("agrees with the package chinese-days on each day of 2024 to 2026", () => {
    const different = everyDay.filter((date) => CALENDAR.isWorkingDay(date) !== isWorkday(date));
    expect(everyDay).toHaveLength(1096);
    expect(different).toEqual([]);
  });

  it("names for each year the notice it was taken from", () => {
    expect(NATIONAL_HOLIDAYS.map(({ year, source }) => `${year} ${source.number}`)).toEqual([
      "2024 国办发明电〔2023〕7号",
      "2025 国办发明电〔2024〕12号",
      "2026 国办发明电〔2025〕7号",
    ]);
  });

  it("gives the switch the weekdays off and the weekend days worked, and no others", () => {
    const { daysOff, workDays } = exceptionalDays(CALENDAR);
    const of = (days: readonly string[]) => days.filter((date) => date.startsWith("2026"));
    expect(of(workDays)).toEqual(["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]);
    expect(of(daysOff)).toHaveLength(261 + workDays.filter((date) => date.startsWith("2026")).length - 248);
    expect(daysOff).not.toContain("2026-10-03");
    expect([daysOff.length, workDays.length]).toEqual([56, 19]);
  });
});

describe("any count of working days", () => {
  it("ends on a working day and counts back to itself", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 60 }), (from, n) => {
        const { date } = CALENDAR.addWorkingDays(from, n);
        expect(CALENDAR.isWorkingDay(date)).toBe(true);
        expect(CALENDAR.countWorkingDays(from, date)).toBe(n);
      }),
    );
  });

  it("is monotone in both of its arguments", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), (from, n) => {
        const next = addTo(from, { days: 1 });
        expect(CALENDAR.addWorkingDays(from, n).date < CALENDAR.addWorkingDays(from, n + 1).date).toBe(true);
        expect(CALENDAR.addWorkingDays(from, n).date <= CALENDAR.addWorkingDays(next, n).date).toBe(true);
      }),
    );
  });

  it("equals a walk by hand over the notices' own lists, from each day of 2024 to 2026", () => {
    const off = new Set<string>(NATIONAL_HOLIDAYS.flatMap((year) => year.off));
    const work = new Set<string>(NATIONAL_HOLIDAYS.flatMap((year) => year.work));
    // Milliseconds and UTC, to share nothing with the calendar's own arithmetic.
    const walk = (from: string, n: number): string => {
      let time = Date.parse(`${from}T00:00:00Z`);
      for (let left = n; left > 0; ) {
        time += 86_400_000;
        const at = new Date(time);
        const text = at.toISOString().slice(0, 10);
        if (work.has(text) || (!off.has(text) && at.getUTCDay() % 6 !== 0)) left--;
      }
      return new Date(time).toISOString().slice(0, 10);
    };
    const different = everyDay
      .filter((date) => date <= "2026-11-01")
      .flatMap((date) => [1, 5, 10].filter((n) => CALENDAR.addWorkingDays(date, n).date !== walk(date, n)));
    expect(different).toEqual([]);
  });

  it("is of one day or more", () => {
    expect(() => add("2026-03-02", 0)).toThrow("working days must be 1 or more");
    expect(() => add("2026-03-02", 1.5)).toThrow("whole number");
    expect(() => add("2026-02-30", 1)).toThrow("2026-02-30 is not a date YYYY-MM-DD");
  });
});

describe("beyond the years whose notice is known", () => {
  it("counts Monday to Friday without the holidays of fixed date, and says that it is provisional", () => {
    // 2027-01-01 is a Friday, and no notice of 2027 is known.
    expect(add("2026-12-31", 1)).toEqual({ date: "2027-01-04", provisional: true });
    expect(add("2026-12-30", 1)).toEqual({ date: "2026-12-31", provisional: false });
    expect(add("2027-04-30", 1)).toEqual({ date: "2027-05-03", provisional: true });
    expect(add("2027-09-30", 1)).toEqual({ date: "2027-10-04", provisional: true });
    expect(CALENDAR.covers(isoDate("2027-03-01"))).toBe(false);
    expect(CALENDAR.covers(isoDate("2023-12-31"))).toBe(false);
  });

  it("does not believe the package, for which 2027 has no holiday", () => {
    expect(isWorkday("2027-01-01")).toBe(true);
    expect(CALENDAR.isWorkingDay(isoDate("2027-01-01"))).toBe(false);
  });

  it("is settled by the department's file of the new year", () => {
    const year = file({ year: 2027, off: ["2027-01-01", "2027-02-08"], work: ["2027-01-09"] });
    const calendar = workingCalendar([year]);
    expect(calendar.years).toEqual([2024, 2025, 2026, 2027]);
    expect(calendar.addWorkingDays(isoDate("2027-01-08"), 1)).toEqual({ date: "2027-01-09", provisional: false });
    expect(calendar.addWorkingDays(isoDate("2027-02-05"), 1)).toEqual({ date: "2027-02-09", provisional: false });
  });
});

describe("a region's calendar", () => {
  const sanyuesan = file({ province: "guangxi", off: ["2026-04-20", "2026-04-21"] });
  const nanning = file({ province: "guangxi", areaCodes: ["0771"], off: ["2026-11-23"], work: ["2026-11-22"] });
  const own = [sanyuesan, nanning];
  const at = (region: Parameters<typeof workingCalendar>[1]) =>
    ["2026-04-20", "2026-11-22", "2026-11-23"].map((date) => workingCalendar(own, region).isWorkingDay(isoDate(date)));

  it("has its own days off, only there", () => {
    expect(at({})).toEqual([true, false, true]);
    expect(at({ province: "guangdong" })).toEqual([true, false, true]);
    expect(at({ province: "guangxi" })).toEqual([false, false, true]);
    expect(at({ province: "guangxi", areaCode: "0772" })).toEqual([false, false, true]);
    expect(at({ province: "guangxi", areaCode: "0771" })).toEqual([false, true, false]);
  });

  it("covers no year that the country's does not", () => {
    const calendar = workingCalendar([file({ province: "guangxi", year: 2027, off: ["2027-04-09"] })], {
      province: "guangxi",
    });
    expect(calendar.years).toEqual([2024, 2025, 2026]);
    expect(calendar.isWorkingDay(isoDate("2027-04-09"))).toBe(false);
  });
});

describe("a period of calendar days, months or years", () => {
  it("does not count its first day, and moves on from a rest day", () => {
    expect(CALENDAR.periodEnd(isoDate("2026-03-02"), { days: 30 })).toEqual({ date: "2026-04-01", provisional: false });
    // 2026-10-01 begins the holiday block.
    expect(CALENDAR.periodEnd(isoDate("2026-09-01"), { days: 30 })).toEqual({ date: "2026-10-08", provisional: false });
    // A worked Saturday is no rest day.
    expect(CALENDAR.periodEnd(isoDate("2026-09-10"), { days: 30 })).toEqual({ date: "2026-10-10", provisional: false });
  });

  it("ends on the corresponding day, or on the month's last", () => {
    expect(CALENDAR.periodEnd(isoDate("2026-01-15"), { months: 2 }).date).toBe("2026-03-16");
    expect(CALENDAR.periodEnd(isoDate("2025-12-31"), { months: 2 }).date).toBe("2026-02-28");
    expect(CALENDAR.periodEnd(isoDate("2024-02-29"), { years: 1 }).date).toBe("2025-02-28");
  });

  it("is provisional only where its end is", () => {
    expect(CALENDAR.periodEnd(isoDate("2023-12-15"), { days: 30 }).provisional).toBe(false);
    expect(CALENDAR.periodEnd(isoDate("2026-12-15"), { days: 30 }).provisional).toBe(true);
  });
});
