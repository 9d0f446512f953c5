import type { Timeline } from "../../../planning/activation/timeline-plan.ts";
import { workingCalendar } from "../../../planning/calendar/working-calendar.ts";
import { NATIONAL_HOLIDAYS } from "../../../provinces/holidays.ts";
import type { HolidayDays } from "../../../provinces/schema/holidays.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { table } from "../../table.ts";
import { escaped, htmlPage, htmlTable, markdownTable } from "../markup.ts";
import { ganttSvg } from "./gantt-svg.ts";
import {
  actorWords,
  basisWords,
  criticalWords,
  currentGroups,
  dayWords,
  limitWords,
  networkWords,
  obligationWords,
  provinceWords,
  stateWords,
  stepGroups,
  stepWords,
  summaryWords,
} from "./words.ts";

interface View {
  readonly language: Language;
  /** The department's own days off. */
  readonly holidays: readonly HolidayDays[];
}

function titles(language: Language): readonly string[] {
  return (["step", "actor", "state", "limit", "due", "day", "late", "critical"] as const).map((key) =>
    say(language, key),
  );
}

function rows(timeline: Timeline, language: Language): readonly (readonly string[])[] {
  return stepGroups(timeline).flatMap(({ areaCodes, steps }) =>
    steps.map((step) => [
      stepWords(step, areaCodes, language),
      actorWords(step, language),
      stateWords(step.state, language),
      limitWords(step, language),
      step.due === undefined ? "" : dayWords(step.due),
      dayWords(step.date),
      step.lateDays > 0 ? String(step.lateDays) : "",
      step.critical ? "●" : "",
    ]),
  );
}

/** Who has to do what now, a line each. */
function currentLines(timeline: Timeline, language: Language): readonly string[] {
  return currentGroups(timeline).map(({ areaCodes, step }) => {
    const until =
      step.due === undefined ? say(language, "withoutLimit") : say(language, "dueBy", { date: dayWords(step.due) });
    const notes = [
      step.lateDays > 0 ? say(language, "lateBy", { days: step.lateDays }) : "",
      step.missing.length > 0
        ? say(language, "missingItems", { items: step.missing.join(language === "zh" ? "、" : ", ") })
        : "",
    ].filter((note) => note !== "");
    const parts = [until, actorWords(step, language), stepWords(step, areaCodes, language)];
    const tail = notes.length === 0 ? "" : language === "zh" ? `（${notes.join("；")}）` : ` (${notes.join("; ")})`;
    return parts.join(" · ") + tail;
  });
}

function notes(timeline: Timeline, { language, holidays }: View): readonly string[] {
  const years = workingCalendar(holidays).years;
  const sources = [...NATIONAL_HOLIDAYS, ...holidays].map(({ source }) => source.number);
  return [
    ...(timeline.ended === undefined && timeline.openings.length > 0 ? [criticalWords(timeline, language)] : []),
    ...(timeline.provisional
      ? [say(language, "provisionalNote", { years: `${years[0] ?? ""}-${years.at(-1) ?? ""}` })]
      : []),
    say(language, "holidaysFrom", { notices: [...new Set(sources)].join(language === "zh" ? "、" : ", ") }),
    ...(timeline.codeFeeFenPerYear > 0
      ? [say(language, "codeFee", { yuan: (timeline.codeFeeFenPerYear / 100).toFixed(2) })]
      : []),
  ];
}

/** For the terminal. */
export function timelineTable(timeline: Timeline, view: View): string {
  const { language } = view;
  const current = currentLines(timeline, language);
  const owed = obligationWords(timeline, language);
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", title, ...lines.map((line) => `  ${line}`)];
  return [
    say(language, "timelineTitle", { province: provinceWords(timeline, language) }),
    basisWords(timeline, language),
    ...summaryWords(timeline, language),
    ...list(say(language, "nextSteps"), current),
    "",
    table(
      titles(language).map((title, index) => ({ title, align: index === 6 ? "right" : "left" })),
      rows(timeline, language),
    ),
    ...list(say(language, "obligationsTitle"), owed),
    "",
    ...groupLines(timeline, language),
    ...notes(timeline, view),
  ].join("\n");
}

/** Which networks a group stands for, where its name does not list them. */
function groupLines(timeline: Timeline, language: Language): readonly string[] {
  return stepGroups(timeline)
    .map(({ areaCodes }) => areaCodes)
    .filter((areaCodes) => areaCodes.length > 2)
    .map((areaCodes) => `${networkWords(areaCodes, language)}${language === "zh" ? "：" : ": "}${areaCodes.join(" ")}`);
}

export function timelineMarkdown(timeline: Timeline, view: View): string {
  const { language } = view;
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines.map((line) => `- ${line}`)];
  return [
    `# ${say(language, "timelineTitle", { province: provinceWords(timeline, language) })}`,
    "",
    basisWords(timeline, language),
    "",
    ...summaryWords(timeline, language).map((line) => `${line}\n`),
    markdownTable(titles(language), rows(timeline, language)),
    ...list(say(language, "nextSteps"), currentLines(timeline, language)),
    ...list(say(language, "obligationsTitle"), obligationWords(timeline, language)),
    "",
    ...[...groupLines(timeline, language), ...notes(timeline, view)].map((line) => `${line}\n`),
  ].join("\n");
}

export function timelineHtml(timeline: Timeline, view: View): string {
  const { language } = view;
  const title = say(language, "timelineTitle", { province: provinceWords(timeline, language) });
  const paragraphs = (lines: readonly string[], style = "") =>
    lines.map((line) => `<p${style === "" ? "" : ` class="${style}"`}>${escaped(line)}</p>`).join("\n");
  const list = (heading: string, lines: readonly string[]) =>
    lines.length === 0
      ? ""
      : `<h2>${escaped(heading)}</h2>\n<ul>\n${lines.map((line) => `<li>${escaped(line)}</li>`).join("\n")}\n</ul>`;
  const body = [
    `<h1>${escaped(title)}</h1>`,
    paragraphs([basisWords(timeline, language)], "note"),
    paragraphs(summaryWords(timeline, language), "lead"),
    list(say(language, "nextSteps"), currentLines(timeline, language)),
    `<figure>\n${ganttSvg(timeline, { ...view, titled: false })}\n</figure>`,
    htmlTable(titles(language), rows(timeline, language)),
    list(say(language, "obligationsTitle"), obligationWords(timeline, language)),
    paragraphs([...groupLines(timeline, language), ...notes(timeline, view)], "note"),
  ];
  return htmlPage({ title, language, body: body.filter((part) => part !== "").join("\n") });
}
