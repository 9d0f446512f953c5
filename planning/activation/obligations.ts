import { workingCalendar } from "../calendar/working-calendar.ts";
import { limitOf } from "./limits.ts";
import type { Obligation, TimelineRequest } from "./timeline-plan.ts";

/** Changes of address or contact, told within the limit (art. 26), and numbers that go back to the administration. */
export function obligationsOf({
  province,
  holidays,
  today,
}: Pick<TimelineRequest, "province" | "holidays" | "today">): readonly Obligation[] {
  const { activation, numbering } = province;
  // The ministry holds the code; it counts by the country's days.
  const calendar = workingCalendar(holidays);
  const { days, article } = limitOf(activation, "contactChange");
  const changes = (activation?.contactChanges ?? []).map(({ on, notifiedOn }, index): Obligation => {
    const due = calendar.addWorkingDays(on, days);
    return {
      kind: "contact-change",
      actor: "ministry",
      on,
      days,
      article,
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
