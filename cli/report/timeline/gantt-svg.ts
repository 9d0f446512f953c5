import stringWidth from "string-width";
import type { Timeline, TimelineStep } from "../../../planning/activation/timeline-plan.ts";
import { workingCalendar } from "../../../planning/calendar/working-calendar.ts";
import type { ProvinceId } from "../../../provinces/reference/divisions.ts";
import type { IsoDate } from "../../../provinces/schema/date.ts";
import type { HolidayDays } from "../../../provinces/schema/holidays.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { escaped } from "../markup.ts";
import { monthsOf, restsOf, type Scale, scaleFor, weeksOf } from "./gantt-scale.ts";
import { actorWords, networkWords, provinceWords, stepGroups, stepWords, summaryWords } from "./words.ts";

interface View {
  readonly language: Language;
  readonly holidays: readonly HolidayDays[];
}

const WIDTH = 1200;
const LABELS = 330;
const ROW = 36;
const TOP = 84;
const LEGEND = 44;
const BAR = 14;

/** One line of the chart: the steps of a local network share a line, those of the province have one each. */
export interface Row {
  readonly title: string;
  readonly detail: string;
  readonly steps: readonly TimelineStep[];
  readonly heavy: boolean;
}

/** Standing in a page that has the title already. */
export interface Chart {
  readonly title: string;
  readonly summary: string;
  readonly today: IsoDate;
  readonly province?: ProvinceId | undefined;
  readonly titled: boolean;
}

/**
 * The time-line as an SVG by itself. State is told by filling, frame and words, never by color alone, so that it prints
 * in black and white. Drawn here as text: libraries for Gantt charts need a browser's document.
 */
export function ganttSvg(timeline: Timeline, view: View & { readonly titled?: boolean }): string {
  const { language } = view;
  const rows = stepGroups(timeline).flatMap(({ areaCodes, steps }): readonly Row[] =>
    areaCodes.length === 0
      ? steps.map((step) => ({
          title: stepWords(step, [], language),
          detail: actorWords(step, language),
          steps: [step],
          heavy: step.critical,
        }))
      : [
          {
            title: networkWords(areaCodes, language),
            detail: say(language, steps.length > 3 ? "networkChainFiling" : "networkChain"),
            steps,
            heavy: steps.some((step) => step.critical),
          },
        ],
  );
  return chart(
    rows,
    {
      title: say(language, "timelineTitle", { province: provinceWords(timeline, language) }),
      summary: summaryWords(timeline, language).join(language === "zh" ? "" : " "),
      today: timeline.today,
      province: timeline.province,
      titled: view.titled ?? true,
    },
    view,
  );
}

export function chart(rows: readonly Row[], about: Chart, { language, holidays }: View): string {
  const { title, today } = about;
  const calendar = workingCalendar(holidays, { province: about.province });
  const top = about.titled ? TOP : TOP - 22;
  const bottom = top + rows.length * ROW;
  const height = bottom + LEGEND;
  const scale = scaleFor(
    rows.flatMap(({ steps }) => steps),
    { left: LABELS, right: WIDTH - 8, today },
  );
  const rests = restsOf(scale, { calendar, least: scale.dayWidth >= 2 ? 1 : 3 });
  const frame: Frame = { scale, top, bottom, today, language };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="gantt-title gantt-text" font-family="'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif" font-size="13" fill="#111">`,
    `<title id="gantt-title">${escaped(title)}</title>`,
    `<desc id="gantt-text">${escaped(say(language, "ganttText", { summary: about.summary }))}</desc>`,
    DEFINITIONS,
    `<rect width="${WIDTH}" height="${height}" fill="#fff"/>`,
    ...(about.titled ? [`<text x="8" y="24" font-size="17" font-weight="700">${escaped(title)}</text>`] : []),
    ...rests.map(
      ({ from, days }) =>
        `<rect x="${px(scale.x(from))}" y="${top}" width="${px(days * scale.dayWidth)}" height="${bottom - top}" fill="#efefef"/>`,
    ),
    ...axis(frame),
    todayLine(frame),
    ...rows.flatMap((row, index) => rowMarks(row, { ...frame, y: top + index * ROW })),
    `<line x1="8" y1="${bottom}" x2="${WIDTH - 8}" y2="${bottom}" stroke="#111"/>`,
    ...legend(bottom + 26, { language, heavy: rows.some(({ heavy }) => heavy) }),
    "</svg>",
  ].join("\n");
}

interface Frame {
  readonly scale: Scale;
  readonly top: number;
  readonly bottom: number;
  readonly today: IsoDate;
  readonly language: Language;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const DEFINITIONS = `<defs>
<pattern id="gantt-running" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="6" height="6" fill="#fff"/><rect width="2.4" height="6" fill="#4a4a4a"/></pattern>
<pattern id="gantt-late" width="5" height="5" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="#fff"/><path d="M0 0L5 5M5 0L0 5" stroke="#000" stroke-width="1.3"/></pattern>
</defs>`;

function axis({ scale, top, bottom, language }: Frame): readonly string[] {
  const months = monthsOf(scale, 46);
  let year = "";
  return [
    ...weeksOf(scale).map((week) => {
      const x = px(scale.x(week));
      return `<line x1="${x}" y1="${top - 5}" x2="${x}" y2="${top}" stroke="#777"/>`;
    }),
    ...months.flatMap((month) => {
      const x = px(scale.x(month));
      const own = month.slice(0, 4) === year ? "" : month.slice(0, 4);
      year = month.slice(0, 4);
      const name = language === "zh" ? `${Number(month.slice(5, 7))}月` : (MONTHS[Number(month.slice(5, 7)) - 1] ?? "");
      return [
        `<line x1="${x}" y1="${top - 24}" x2="${x}" y2="${bottom}" stroke="#bbb"/>`,
        `<text x="${x + 4}" y="${top - 10}" font-size="12">${name}</text>`,
        ...(own === "" ? [] : [`<text x="${x + 4}" y="${top - 26}" font-size="12" font-weight="700">${own}</text>`]),
      ];
    }),
    `<line x1="8" y1="${top}" x2="${WIDTH - 8}" y2="${top}" stroke="#111"/>`,
  ];
}

interface At extends Frame {
  readonly y: number;
}

function rowMarks(row: Row, at: At): readonly string[] {
  const { y } = at;
  // Lozenges stand on the bars that start at them.
  const marks = row.steps.toSorted((a, b) => Number(a.limit === undefined) - Number(b.limit === undefined));
  return [
    `<line x1="8" y1="${y}" x2="${WIDTH - 8}" y2="${y}" stroke="#ddd"/>`,
    `<text x="8" y="${y + 16}"${row.heavy ? ' font-weight="700"' : ""}>${escaped(fitting(row.title, 46))}</text>`,
    `<text x="8" y="${y + 30}" font-size="11" fill="#444">${escaped(fitting(row.detail, 54))}</text>`,
    ...marks.map((step) => mark(step, at, row.heavy)),
    behind(row, at),
  ];
}

/** A bar from the start of its limit to its day; a lozenge where there is no limit. */
function mark(step: TimelineStep, { scale, y, today }: At, emphasis: boolean): string {
  const middle = y + ROW / 2;
  const day = scale.x(step.date.date) + scale.dayWidth / 2;
  const heavy = emphasis && step.critical ? 2.4 : 1;
  // The report only follows the opening.
  const tall = step.step === "reported" ? BAR / 2 : BAR;
  const dash = step.date.provisional ? ' stroke-dasharray="4 2.5"' : "";
  const done = step.state === "done" || step.state === "refused";
  if (step.date.date < scale.first)
    return `<path d="M${px(scale.left + 12)} ${middle - 6}L${px(scale.left + 2)} ${middle}L${px(scale.left + 12)} ${middle + 6}z" fill="#333"/>`;
  if (step.limit === undefined || step.start === undefined) {
    const fill = done ? "#333" : step.state === "waiting" ? "#fff" : "url(#gantt-running)";
    return `<path d="M${px(day - 7)} ${middle}L${px(day)} ${middle - 8}L${px(day + 7)} ${middle}L${px(day)} ${middle + 8}z" fill="${fill}" stroke="#000" stroke-width="${heavy}"${dash}/>`;
  }
  const from = Math.min(scale.x(step.start.date) + scale.dayWidth / 2, day);
  const fill = done ? "#333" : step.state === "running" ? "url(#gantt-running)" : "#fff";
  const dueAt = step.due !== undefined && step.lateDays > 0 ? scale.x(step.due.date) + scale.dayWidth / 2 : undefined;
  const end = dueAt ?? day;
  const until = done ? day : scale.x(today) + scale.dayWidth / 2;
  const bar = (left: number, right: number, style: string) =>
    `<rect x="${px(left)}" y="${middle - tall / 2}" width="${px(Math.max(2, right - left))}" height="${tall}" ${style}/>`;
  return [
    bar(from, end, `fill="${fill}" stroke="#000" stroke-width="${heavy}"${dash}`),
    ...(dueAt === undefined
      ? []
      : [bar(dueAt, Math.max(until, dueAt + 3), 'fill="url(#gantt-late)" stroke="#000" stroke-width="1.6"')]),
    ...(step.state === "refused"
      ? [`<path d="M${px(day - 6)} ${middle - 9}l12 18m0 -18l-12 18" stroke="#000" stroke-width="2.5"/>`]
      : []),
  ].join("");
}

/** The row's dates in words, behind its last mark, or before the first where there is no room. */
function behind(row: Row, { scale, y, language }: At): string {
  const single = row.steps.length === 1;
  const days = row.steps.map(({ date }) => date.date).toSorted();
  const [first] = days;
  const last = days.at(-1);
  if (first === undefined || last === undefined) return "";
  const said = single ? row.steps : row.steps.filter(({ step }) => step === "opened");
  const late = Math.max(0, ...row.steps.map(({ lateDays }) => lateDays));
  const words = [
    ...said.map((step) => `${single ? "" : `${openedWords(step, language)} `}${shortDay(step, scale)}`),
    ...(late > 0 ? [say(language, "lateBy", { days: late })] : []),
  ].join(language === "zh" ? "，" : ", ");
  const right = Math.max(scale.x(last), scale.left + 12) + scale.dayWidth + 12;
  const fits = right + stringWidth(words) * 7 <= scale.right;
  const x = fits ? right : scale.x(first) - 12;
  return `<text x="${px(x)}" y="${y + ROW / 2 + 4.5}" font-size="12"${fits ? "" : ' text-anchor="end"'}${late > 0 ? ' font-weight="700"' : ""} stroke="#fff" stroke-width="3" paint-order="stroke">${escaped(words)}</text>`;
}

function openedWords({ state }: TimelineStep, language: Language): string {
  return say(language, state === "done" ? "opened" : "opens");
}

/** Without the year where the axis tells it. */
function shortDay({ date: { date, provisional } }: TimelineStep, { first }: Scale): string {
  const plain = date >= first ? date.slice(5) : date;
  return provisional ? `${plain}?` : plain;
}

function todayLine({ scale, top, bottom, today, language }: Frame): string {
  const x = px(scale.x(today) + scale.dayWidth / 2);
  const words = `${say(language, "today")} ${today}`;
  const half = stringWidth(words) * 3.5;
  const anchor = x + half > scale.right ? "end" : "middle";
  return [
    `<line x1="${x}" y1="${top - 40}" x2="${x}" y2="${bottom}" stroke="#b3001b" stroke-width="1.6" stroke-dasharray="7 3"/>`,
    `<text x="${x}" y="${top - 44}" text-anchor="${anchor}" font-size="12" font-weight="700" fill="#b3001b">${escaped(words)}</text>`,
  ].join("");
}

function legend(
  y: number,
  { language, heavy }: { readonly language: Language; readonly heavy: boolean },
): readonly string[] {
  const entries = [
    { key: "legendDone", style: 'fill="#333" stroke="#000"' },
    { key: "legendRunning", style: 'fill="url(#gantt-running)" stroke="#000"' },
    { key: "legendWaiting", style: 'fill="#fff" stroke="#000"' },
    { key: "legendLate", style: 'fill="url(#gantt-late)" stroke="#000" stroke-width="1.6"' },
    { key: "legendCritical", style: 'fill="#fff" stroke="#000" stroke-width="2.4"' },
    { key: "legendMoment", style: "" },
    { key: "legendRest", style: 'fill="#efefef"' },
  ] as const;
  let x = 8;
  return entries
    .filter(({ key }) => heavy || key !== "legendCritical")
    .map(({ key, style }) => {
      const words = say(language, key);
      const sample =
        key === "legendMoment"
          ? `<path d="M${x + 6} ${y}L${x + 13} ${y - 8}L${x + 20} ${y}L${x + 13} ${y + 8}z" fill="#fff" stroke="#000"/>`
          : `<rect x="${x}" y="${y - 7}" width="26" height="14" ${style}/>`;
      const text = `<text x="${x + 34}" y="${y + 4.5}" font-size="12">${escaped(words)}</text>`;
      x += 34 + stringWidth(words) * 6.6 + 22;
      return sample + text;
    });
}

/** Cut to a width in terminal cells. */
function fitting(text: string, cells: number): string {
  if (stringWidth(text) <= cells) return text;
  let cut = text;
  while (stringWidth(cut) > cells - 1) cut = cut.slice(0, -1);
  return `${cut}…`;
}

function px(value: number): number {
  return Math.round(value * 10) / 10;
}
