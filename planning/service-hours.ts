import type { Province } from "../provinces/province.ts";
import type { ProvinceId } from "../provinces/reference/divisions.ts";

/** A stretch of a day in minutes from midnight, Asia/Shanghai; `to` is not included, 1440 is the end of the day. */
export interface Opening {
  readonly from: number;
  readonly to: number;
}

/** When people answer, by kind of day, each list in order. */
export interface ServiceHours {
  readonly kind: "office" | "24x7" | "schedule";
  readonly workdays: readonly Opening[];
  readonly saturdays: readonly Opening[];
  readonly sundays: readonly Opening[];
  readonly holidays: readonly Opening[];
}

export const MINUTES_A_DAY = 24 * 60;

/**
 * Office hours by Beijing time. The two western provinces open by the sun, some two hours later; their hours are an
 * assumption from custom, differ by season and by city, and a schedule in the file replaces them.
 */
const OFFICE_HOURS: Readonly<Partial<Record<ProvinceId, readonly string[]>>> = {
  xinjiang: ["10:00-14:00", "16:00-20:00"],
  xizang: ["09:30-13:00", "15:30-18:30"],
};
const USUAL_OFFICE_HOURS = ["08:30-17:30"] as const;
const ALWAYS: readonly Opening[] = [{ from: 0, to: MINUTES_A_DAY }];

export function serviceHours({ province, hours }: Pick<Province, "province" | "hours">): ServiceHours {
  if (hours === "24x7") return { kind: "24x7", workdays: ALWAYS, saturdays: ALWAYS, sundays: ALWAYS, holidays: ALWAYS };
  if (hours === "office")
    return {
      kind: "office",
      workdays: (OFFICE_HOURS[province] ?? USUAL_OFFICE_HOURS).map(openingOf),
      saturdays: [],
      sundays: [],
      holidays: [],
    };
  return {
    kind: "schedule",
    workdays: hours.workdays.map(openingOf),
    saturdays: (hours.saturdays ?? []).map(openingOf),
    sundays: (hours.sundays ?? []).map(openingOf),
    holidays: (hours.holidays ?? []).map(openingOf),
  };
}

/** Part of a clock hour of a working day in which people answer: a half for 8 and 17 of 08:30-17:30. */
export function openPart({ workdays }: ServiceHours, hour: number): number {
  const open = workdays.reduce(
    (sum, { from, to }) => sum + Math.max(0, Math.min(to, (hour + 1) * 60) - Math.max(from, hour * 60)),
    0,
  );
  return open / 60;
}

/** Days of 2026 by the State Council's notice: 248 working days; 42 Saturdays, 42 Sundays and 33 days of holidays off. */
const DAYS_OF_THE_YEAR = { workdays: 248, saturdays: 42, sundays: 42, holidays: 33 } as const;

/** Days a year and, apart from holidays, a week on which people answer. */
export function daysServed(hours: ServiceHours): { readonly year: number; readonly week: number } {
  const count = (kind: keyof typeof DAYS_OF_THE_YEAR) => (hours[kind].length > 0 ? DAYS_OF_THE_YEAR[kind] : 0);
  return {
    year: count("workdays") + count("saturdays") + count("sundays") + count("holidays"),
    week: 5 + (hours.saturdays.length > 0 ? 1 : 0) + (hours.sundays.length > 0 ? 1 : 0),
  };
}

/** `08:30`, also for 24:00. */
export function clockTime(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

/** Minutes from midnight of `HH:MM`. */
export function minuteOf(clock: string): number {
  const [hour, minute] = clock.split(":");
  return Number(hour) * 60 + Number(minute);
}

function openingOf(text: string): Opening {
  const [from = "", to = ""] = text.split("-");
  return { from: minuteOf(from), to: minuteOf(to) };
}
