import type { Timeline } from "../../../planning/activation/timeline-plan.ts";
import type { HolidayDays } from "../../../provinces/schema/holidays.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { table } from "../../table.ts";
import { escaped, htmlPage, htmlTable, markdownTable } from "../markup.ts";
import { chart, type Row } from "./gantt-svg.ts";
import { actorWords, currentGroups, dayWords, provinceWords, stepWords } from "./words.ts";

interface View {
  readonly form: string;
  readonly language: Language;
  readonly holidays: readonly HolidayDays[];
}

/** One line a province: how far it is, what comes next, when it opens. */
export function nationalTimeline(timelines: readonly Timeline[], view: View): string {
  const { form, language } = view;
  const keys = ["province", "opened", "nextAt", "step", "actor", "lateSteps", "firstOpening", "lastOpening"] as const;
  const titles = keys.map((key) => say(language, key));
  const rows = timelines.map((timeline) => row(timeline, language));
  const title = say(language, "timelineNational");
  switch (form) {
    case "markdown":
      return [`# ${title}`, "", markdownTable(titles, rows), ""].join("\n");
    case "svg":
      return nationalChart(timelines, { ...view, titled: true });
    case "html":
      return htmlPage({
        title,
        language,
        body: [
          `<h1>${escaped(title)}</h1>`,
          `<p class="note">${escaped(say(language, "asOf", { today: timelines[0]?.today ?? "" }))}</p>`,
          `<figure>\n${nationalChart(timelines, { ...view, titled: false })}\n</figure>`,
          htmlTable(titles, rows),
        ].join("\n"),
      });
    default:
      return table(
        titles.map((name, index) => ({ title: name, align: index === 1 || index === 5 ? "right" : "left" })),
        rows,
      );
  }
}

function row(timeline: Timeline, language: Language): readonly string[] {
  const name = provinceWords(timeline, language);
  const opened = timeline.openings.filter((opening) => opening.opened).length;
  const late = timeline.steps.filter(({ state, lateDays }) => state === "running" && lateDays > 0).length;
  const [next] = currentGroups(timeline);
  return [
    name,
    `${opened}/${timeline.openings.length}`,
    next === undefined ? "" : dayWords(next.step.due ?? next.step.date),
    next === undefined ? "" : stepWords(next.step, next.areaCodes, language),
    next === undefined ? "" : actorWords(next.step, language),
    late === 0 ? "" : String(late),
    timeline.firstOpening === undefined ? "" : dayWords(timeline.firstOpening),
    timeline.lastOpening === undefined ? "" : dayWords(timeline.lastOpening),
  ];
}

/** A row a province: the steps that decide when its last local network opens. */
function nationalChart(timelines: readonly Timeline[], view: View & { readonly titled: boolean }): string {
  const { language } = view;
  const [first] = timelines;
  if (first === undefined) return "";
  const rows = timelines.map((timeline): Row => {
    const [next] = currentGroups(timeline);
    return {
      title: provinceWords(timeline, language),
      detail: next === undefined ? "" : stepWords(next.step, next.areaCodes, language),
      steps: timeline.steps.filter(({ critical }) => critical),
      heavy: false,
    };
  });
  const about = {
    title: say(language, "timelineNational"),
    summary: say(language, "asOf", { today: first.today }),
    today: first.today,
    titled: view.titled,
  };
  return chart(rows, about, view);
}
