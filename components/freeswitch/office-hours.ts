import type { ExceptionalDays } from "../../planning/exceptional-days.ts";
import { clockTime, type Opening, type ServiceHours } from "../../planning/service-hours.ts";
import { announce, condition, extension, inlineSet } from "./dialplan-steps.ts";
import { channelVariable, comment, element, type XmlNode } from "./xml.ts";

/** Variable that says whether people answer: `open`, or empty. */
const STATE = "service_state";
const OPEN = inlineSet(`${STATE}=open`);
const CLOSED = inlineSet(`${STATE}=closed`);

/** FreeSWITCH's days of the week: 1 is Sunday. */
const WEEKDAYS = { workdays: "2-6", saturdays: "7", sundays: "1" } as const;

/**
 * Tells the caller outside of the hours of service when to call. Later steps overrule earlier ones: the week first,
 * then days off, then weekend days that are worked. FreeSWITCH takes both ends of `time-of-day` for open and only the
 * first of `date-time`; it reads dates in the time zone of its environment, Asia/Shanghai.
 */
export function officeHours(
  service: string,
  { hours, exceptionalDays }: { hours: ServiceHours; exceptionalDays: ExceptionalDays },
): readonly XmlNode[] {
  if (hours.kind === "24x7") return [];
  const dialed = () => condition("destination_number", `^${service}$`);
  const step = (name: string, ...conditions: readonly XmlNode[]) => extension(name, [dialed(), ...conditions], true);
  const during = (openings: readonly Opening[], more: Readonly<Record<string, string>> = {}) =>
    openings.length === 0
      ? []
      : [element("condition", { ...more, "time-of-day": openings.map(timeOfDay).join(",") }, [OPEN])];
  const week = (["workdays", "saturdays", "sundays"] as const)
    .filter((kind) => hours[kind].length > 0)
    .map((kind) => step(`hours-${kind}`, ...during(hours[kind], { wday: WEEKDAYS[kind] })));
  const special = (name: string, dates: readonly string[], openings: readonly Opening[]) =>
    dates.length === 0
      ? []
      : [
          step(
            name,
            element("condition", { "date-time": dates.map(dateRange).join(",") }, [CLOSED]),
            ...during(openings),
          ),
        ];
  return [
    comment(covered(exceptionalDays)),
    ...week,
    ...special("hours-days-off", withWeekends(exceptionalDays.daysOff), hours.holidays),
    ...special("hours-work-days", exceptionalDays.workDays, hours.workdays),
    extension("closed", [dialed(), condition(channelVariable(STATE), "^(?!open$)", announce("closed"))]),
  ];
}

function covered({ daysOff, workDays }: ExceptionalDays): string {
  const years = [...new Set([...daysOff, ...workDays].map((date) => date.slice(0, 4)))].sort();
  return years.length === 0
    ? "No calendar: Monday to Friday only."
    : `Days off and worked weekends by the State Council's notices for ${years.join(", ")}; other years by weekday.`;
}

/** The last second that is open stands at the end. */
function timeOfDay({ from, to }: Opening): string {
  return `${clockTime(from)}:00-${clockTime(to - 1)}:59`;
}

function dateRange(text: string): string {
  const [first = "", last = first] = text.split("/");
  return `${first} 00:00:00~${nextDay(last)} 00:00:00`;
}

/**
 * Runs of days off as `first/last`, over the weekends that lie inside of them, which are part of the holiday too.
 * A run never joins over a working day.
 */
export function withWeekends(daysOff: readonly string[]): readonly string[] {
  const spans: { first: string; last: string }[] = [];
  for (const date of daysOff) {
    const open = spans.at(-1);
    if (open !== undefined && onlyWeekendBetween(open.last, date)) open.last = date;
    else spans.push({ first: date, last: date });
  }
  return spans.map(({ first, last }) => (first === last ? first : `${first}/${last}`));
}

function onlyWeekendBetween(before: string, after: string): boolean {
  for (let day = nextDay(before); day < after; day = nextDay(day)) {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    if (weekday !== 0 && weekday !== 6) return false;
  }
  return true;
}

function nextDay(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}
