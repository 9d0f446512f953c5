import { Temporal } from "temporal-polyfill";
import { AnyDate, type IsoDate } from "../../provinces/schema/date.ts";

/** @throws RangeError for a day that does not exist. */
export function isoDate(text: string): IsoDate {
  const parsed = AnyDate.safeParse(text);
  if (!parsed.success) throw new RangeError(`${text} is not a date YYYY-MM-DD`);
  return parsed.data;
}

/** A month or year later where that day does not exist is its last day (民法典 art. 202). */
export function addTo(
  date: IsoDate,
  period: { readonly days?: number; readonly months?: number; readonly years?: number },
): IsoDate {
  return isoDate(Temporal.PlainDate.from(date).add(period).toString());
}

/** Days from `first` to `second`, negative where `second` is earlier. */
export function daysBetween(first: IsoDate, second: IsoDate): number {
  return Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(second)).days;
}

/** 1 Monday to 7 Sunday. */
export function dayOfWeek(date: IsoDate): number {
  return Temporal.PlainDate.from(date).dayOfWeek;
}

export function yearOf(date: IsoDate): number {
  return Number(date.slice(0, 4));
}
