import type { FieldPath } from "../../provinces/finding.ts";
import { type Actor, PROFILES } from "../../provinces/reference/activation-procedure.ts";
import type { IsoDate } from "../../provinces/schema/date.ts";
import { type Reckoned, workingCalendar } from "../calendar/working-calendar.ts";
import type { TimelineRequest } from "./timeline.ts";

/** What the holder of the code owes beside opening it. */
export type Obligation = {
  readonly actor: Actor;
  readonly done: IsoDate | undefined;
  /** Undefined where the rules give no limit. */
  readonly due: Reckoned | undefined;
  readonly lateDays: number;
  readonly path: FieldPath;
} & (
  | { readonly kind: "contact-change"; readonly on: IsoDate; readonly days: number; readonly article: string }
  | { readonly kind: "retired-number"; readonly number: string; readonly stopped: boolean }
);

/** Changes of address or contact, told within the limit (art. 26), and numbers that go back to the administration. */
export function obligationsOf({
  province,
  holidays,
  today,
}: Pick<TimelineRequest, "province" | "holidays" | "today">): readonly Obligation[] {
  const { activation, numbering } = province;
  // The ministry holds the code; it counts by the country's days.
  const calendar = workingCalendar(holidays);
  const { clocks } = PROFILES[activation?.profile ?? "mii-2003"];
  const days = activation?.limits?.contactChange ?? clocks.contactChange.days;
  const changes = (activation?.contactChanges ?? []).map(({ on, notifiedOn }, index): Obligation => {
    const due = calendar.addWorkingDays(on, days);
    return {
      kind: "contact-change",
      actor: "ministry",
      on,
      days,
      article: clocks.contactChange.article,
      done: notifiedOn,
      due,
      lateDays: calendar.countWorkingDays(due.date, notifiedOn ?? today),
      path: ["activation", "contactChanges", index, "on"],
    };
  });
  const retired = (numbering?.retiredNumbers ?? []).map(
    ({ number, stoppedOn, returnedOn }, index): Obligation => ({
      kind: "retired-number",
      actor: "province-department",
      number,
      stopped: stoppedOn !== undefined,
      done: returnedOn,
      due: undefined,
      lateDays: 0,
      path: ["numbering", "retiredNumbers", index, "number"],
    }),
  );
  return [...changes, ...retired];
}
