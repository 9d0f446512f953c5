import { NATIONAL_HOLIDAYS } from "../../provinces/holidays.ts";
import type { ProvinceId } from "../../provinces/reference/divisions.ts";
import type { IsoDate } from "../../provinces/schema/date.ts";
import type { HolidayDays } from "../../provinces/schema/holidays.ts";
import { wholeNumber } from "../argument.ts";
import type { ExceptionalDays } from "../exceptional-days.ts";
import { addTo, dayOfWeek, yearOf } from "./date.ts";

/** A date that was counted out. */
export interface Reckoned {
  readonly date: IsoDate;
  /** A day of a year without a notice was counted: the date may move once the notice is out. */
  readonly provisional: boolean;
}

/** Exactly one unit. */
export type Period = { readonly days: number } | { readonly months: number } | { readonly years: number };

export interface WorkingCalendar {
  /** Years whose notice is known, ascending. */
  readonly years: readonly number[];
  /** What differs from Monday to Friday, by day. */
  readonly days: ReadonlyMap<IsoDate, "off" | "work">;
  readonly covers: (date: IsoDate) => boolean;
  /** Beyond coverage: Monday to Friday without the holidays of fixed date. */
  readonly isWorkingDay: (date: IsoDate) => boolean;
  /** The n-th working day after `date`, which itself is not counted (民法典 art. 201). @throws RangeError for n < 1. */
  readonly addWorkingDays: (date: IsoDate, n: number) => Reckoned;
  /** Working days after `from`, up to and with `to`; 0 where `to` is not later. */
  readonly countWorkingDays: (from: IsoDate, to: IsoDate) => number;
  /**
   * Last day of a period of calendar days, months or years: the first day is not counted (art. 201), the last is the
   * corresponding day or the month's last (art. 202), and moves on to the next working day (art. 203).
   */
  readonly periodEnd: (date: IsoDate, period: Period) => Reckoned;
}

export interface Region {
  readonly province?: ProvinceId | undefined;
  /** Days off that hold in this local network only. */
  readonly areaCode?: string | undefined;
}

/** Holidays that fall on the same day each year and are days off in any: 元旦, 劳动节, 国庆节. */
const FIXED = new Set(["01-01", "05-01", "05-02", "10-01", "10-02", "10-03"]);

/**
 * The national calendar, or that of a region. `own` are the department's files: a year that is new, one that replaces
 * ours, or days of a region, which hold over the national ones.
 */
export function workingCalendar(own: readonly HolidayDays[] = [], region: Region = {}): WorkingCalendar {
  const national = new Map([...NATIONAL_HOLIDAYS, ...own.filter(isNational)].map((file) => [file.year, file]));
  const files = [...national.values(), ...own.filter((file) => !isNational(file) && appliesTo(file, region))];
  const days = new Map<IsoDate, "off" | "work">();
  for (const file of files) {
    for (const day of file.off) days.set(day, "off");
    for (const day of file.work) days.set(day, "work");
  }
  const covers = (date: IsoDate): boolean => national.has(yearOf(date));
  const isWorkingDay = (date: IsoDate): boolean => {
    const told = days.get(date);
    if (told !== undefined) return told === "work";
    return dayOfWeek(date) <= 5 && (covers(date) || !FIXED.has(date.slice(5)));
  };
  const nextWorkingDay = (from: Reckoned): Reckoned => {
    let { date, provisional } = from;
    do {
      date = addTo(date, { days: 1 });
      provisional ||= !covers(date);
    } while (!isWorkingDay(date));
    return { date, provisional };
  };
  return {
    years: [...national.keys()].toSorted((a, b) => a - b),
    days,
    covers,
    isWorkingDay,
    addWorkingDays: (date, n) => {
      wholeNumber("working days", n);
      if (n < 1) throw new RangeError("working days must be 1 or more, not 0");
      let reached: Reckoned = { date, provisional: false };
      for (let count = 0; count < n; count++) reached = nextWorkingDay(reached);
      return reached;
    },
    countWorkingDays: (from, to) => {
      let count = 0;
      for (let date = from; date < to; ) {
        date = addTo(date, { days: 1 });
        if (isWorkingDay(date)) count++;
      }
      return count;
    },
    periodEnd: (date, period) => {
      const last = addTo(date, period);
      // Only the last day matters: a period of calendar days runs over rest days.
      const end = { date: last, provisional: !covers(last) };
      return isWorkingDay(last) ? end : nextWorkingDay(end);
    },
  };
}

function isNational(file: HolidayDays): boolean {
  return file.province === undefined;
}

function appliesTo(file: HolidayDays, { province, areaCode }: Region): boolean {
  if (file.province !== province) return false;
  return file.areaCodes === undefined || (areaCode !== undefined && file.areaCodes.includes(areaCode));
}

/** Weekdays off and weekend days worked, ISO dates ascending; a switch that opens Monday to Friday needs no more. */
export function exceptionalDays({ days }: WorkingCalendar): ExceptionalDays {
  const of = (kind: "off" | "work", wanted: (day: number) => boolean): readonly string[] =>
    [...days]
      .filter(([date, told]) => told === kind && wanted(dayOfWeek(date)))
      .map(([date]) => date)
      .toSorted();
  return { daysOff: of("off", (day) => day <= 5), workDays: of("work", (day) => day > 5) };
}
