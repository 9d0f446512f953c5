import { Temporal } from "temporal-polyfill";
import { checkCoverage, checkTimeline } from "../../planning/activation/findings.ts";
import { planTimeline } from "../../planning/activation/timeline.ts";
import type { Timeline } from "../../planning/activation/timeline-plan.ts";
import { workingCalendar } from "../../planning/calendar/working-calendar.ts";
import { type Finding, UserError } from "../../provinces/finding.ts";
import { formatFinding, severityOf } from "../../provinces/messages.ts";
import { IsoDate } from "../../provinces/schema/date.ts";
import type { ExitCode, Invocation } from "../command.ts";
import { ganttSvg } from "../report/timeline/gantt-svg.ts";
import { nationalTimeline } from "../report/timeline/national.ts";
import { timelineHtml, timelineMarkdown, timelineTable } from "../report/timeline/report.ts";
import { type PlannedProvince, selectAll, selectSound } from "../selection.ts";

/** What is due when and by whom until 12333 opens; exit 1 with --strict when a date can't be told. */
export function run(invocation: Invocation): ExitCode {
  const { language, terminal } = invocation;
  const every = invocation.has("all") || invocation.arguments.length === 0;
  const { planned, complete } = every
    ? selectAll(invocation)
    : { planned: selectSound(invocation, invocation.arguments), complete: true };
  const today = dayFrom(invocation.value("today"));
  const chain = chainFrom(invocation.value("chain"));
  const timelines = planned.map(({ loaded, holidays }) =>
    planTimeline({ province: loaded.province, holidays, today, chain }),
  );
  if (invocation.has("strict")) refuseProvisional(planned, timelines);
  const holidays = planned[0]?.holidays ?? [];
  const [only] = timelines;
  const form = invocation.value("format") ?? "table";
  if (form === "json") terminal.out(JSON.stringify(timelines, null, 2));
  else if (every || timelines.length > 1 || only === undefined)
    terminal.out(nationalTimeline(timelines, { form, language, holidays }));
  else terminal.out(oneTimeline(only, { form, language, holidays }));
  for (const [index, { loaded }] of planned.entries()) {
    const timeline = timelines[index];
    if (timeline === undefined) continue;
    for (const finding of placed(checkTimeline(timeline), loaded))
      if (!every || severityOf(finding.code) === "warning") terminal.err(formatFinding(finding, language));
  }
  return complete ? 0 : 1;
}

function oneTimeline(
  timeline: Timeline,
  { form, language, holidays }: Pick<Invocation, "language"> & Pick<PlannedProvince, "holidays"> & { form: string },
): string {
  const view = { language, holidays };
  switch (form) {
    case "markdown":
      return timelineMarkdown(timeline, view);
    case "html":
      return timelineHtml(timeline, view);
    case "svg":
      return ganttSvg(timeline, view);
    default:
      return timelineTable(timeline, view);
  }
}

/** The day the reader means; by default the one it is in China. */
function dayFrom(given: string | undefined): IsoDate {
  const parsed = IsoDate.safeParse(given ?? Temporal.Now.plainDateISO("Asia/Shanghai").toString());
  if (parsed.success) return parsed.data;
  throw new UserError([{ code: "DATE_MALFORMED", where: {}, facts: { found: given ?? "", option: "--today" } }]);
}

function chainFrom(given: string | undefined): "parallel" | "sequential" | undefined {
  return given === "parallel" || given === "sequential" ? given : undefined;
}

function refuseProvisional(planned: readonly PlannedProvince[], timelines: readonly Timeline[]): void {
  const findings = planned.flatMap(({ loaded, holidays }, index) => {
    const timeline = timelines[index];
    return timeline === undefined ? [] : placed(checkCoverage(timeline, workingCalendar(holidays)), loaded);
  });
  if (findings.length > 0) throw new UserError(findings);
}

function placed(findings: readonly Finding[], { file, locate }: PlannedProvince["loaded"]): readonly Finding[] {
  return findings.map((finding) => ({
    ...finding,
    where: { file, ...finding.where, ...locate(finding.where.path ?? []) },
  }));
}
