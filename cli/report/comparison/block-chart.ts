import stringWidth from "string-width";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { pad } from "../../table.ts";
import { cellText, wan } from "./cell.ts";
import { type ChartModel, valueText, WAN_FEN } from "./chart-model.ts";

const EIGHTHS = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;
const FILLS = ["█", "▓", "▒", "░", "▞", "▪"] as const;
const WIDTH = 60;

type Of<Kind extends ChartModel["kind"]> = Extract<ChartModel, { kind: Kind }>;

const shown = (inWan: number): string => cellText(wan(inWan * WAN_FEN));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The chart in block characters, 60 cells wide. */
export function blockChart(chart: ChartModel, language: Language): string {
  switch (chart.kind) {
    case "cumulative":
      return cumulative(chart, language);
    case "years":
      return years(chart, language);
    case "tornado":
      return tornado(chart);
    case "heat":
      return heat(chart, language);
    case "histogram":
      return histogram(chart);
  }
}

/** One of eight heights, lowest for 0. */
function height(value: number, most: number): string {
  if (most <= 0) return EIGHTHS[0];
  const step = Math.min(7, Math.max(0, Math.round((value / most) * 7)));
  return EIGHTHS[step] ?? "█";
}

function named(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => stringWidth(name)));
  return rows.map(([name, bar]) => `${pad(name, width)}  ${bar}`.trimEnd()).join("\n");
}

function cumulative({ lines, crossover }: Of<"cumulative">, language: Language): string {
  const most = Math.max(...lines.flatMap(({ values }) => values));
  const last = Math.max(1, (lines[0]?.values.length ?? 1) - 1);
  const columns = Math.min(WIDTH, last);
  const at = (column: number): number => Math.round((column / columns) * last);
  const rows = lines.map(({ name, values }): readonly [string, string] => [
    name,
    `${Array.from({ length: columns + 1 }, (_, column) => height(values[at(column)] ?? 0, most)).join("")} ${shown(values.at(-1) ?? 0)}`,
  ]);
  const mark: readonly (readonly [string, string])[] =
    crossover === undefined
      ? []
      : [["", `${" ".repeat(Math.round((crossover / last) * columns))}▲ ${say(language, "month")} ${crossover}`]];
  return named([...rows, ...mark]);
}

/** A bar an option and year, its parts by filling; all on one scale. */
function years({ options }: Of<"years">, language: Language): string {
  const count = options[0]?.groups[0]?.values.length ?? 0;
  const totals = options.flatMap(({ groups }) =>
    Array.from({ length: count }, (_, year) => sum(groups.map(({ values }) => Math.max(0, values[year] ?? 0)))),
  );
  const most = Math.max(...totals, 0);
  const rows = Array.from({ length: count }, (_, year) =>
    options.map(({ name, groups }): readonly [string, string] => [
      `${say(language, "yearN", { year: year + 1 })} ${name}`,
      `${stack(
        groups.map(({ values }) => values[year] ?? 0),
        most,
      )} ${shown(sum(groups.map(({ values }) => values[year] ?? 0)))}`,
    ]),
  ).flat();
  const legend = (options[0]?.groups ?? []).map(({ name }, group) => `${FILLS[group] ?? "·"} ${name}`).join("  ");
  return `${named(rows)}\n${legend}`;
}

/** Edges are rounded, not lengths, so that the parts end where the whole does. */
function stack(parts: readonly number[], most: number): string {
  let edge = 0;
  let drawn = 0;
  return parts
    .map((part, index) => {
      edge += Math.max(0, part);
      const until = most === 0 ? 0 : Math.round((edge / most) * WIDTH);
      const cells = until - drawn;
      drawn = until;
      return (FILLS[index] ?? "·").repeat(cells);
    })
    .join("");
}

/** Low end ░, high end █, zero │: beyond it the other one is cheaper. */
function tornado({ bars, base }: Of<"tornado">): string {
  const ends = bars.flatMap(({ atLow, atHigh }) => [atLow, atHigh]);
  const [least, most] = [Math.min(...ends, base), Math.max(...ends, base)];
  const span = most - least || 1;
  const column = (value: number): number => Math.round(((value - least) / span) * WIDTH);
  const zero = least < 0 && most > 0 ? column(0) : undefined;
  return named(
    bars.map(({ name, atLow, atHigh }): readonly [string, string] => {
      const cells = Array.from({ length: WIDTH + 1 }, () => " ");
      for (const [end, fill] of [
        [atLow, "░"],
        [atHigh, "█"],
      ] as const)
        for (let each = Math.min(column(end), column(base)); each < Math.max(column(end), column(base)); each++)
          cells[each] = fill;
      if (zero !== undefined && cells[zero] === " ") cells[zero] = "│";
      return [name, cells.join("")];
    }),
  );
}

/** Darker where self-built is cheaper by more; dots where outsourced is. */
function heat({ across, down, differences }: Of<"heat">, language: Language): string {
  const most = Math.max(...differences.flat().map(Math.abs)) || 1;
  const cell = (value: number): string => {
    if (value <= 0) return -value > most / 2 ? "··" : " ·";
    return value > most / 2 ? "██" : "▒▒";
  };
  const rows = differences.map((row, index): readonly [string, string] => [
    `${down.name} ${valueText(down.values[index])}`,
    row.map(cell).join(" "),
  ]);
  return `${named(rows)}\n${across.name} ${across.values.map(valueText).join(" ")}\n██ ▒▒ ${say(language, "selfBuilt")}  ·· ${say(language, "outsourced")}`;
}

function histogram({ from, step, counts }: Of<"histogram">): string {
  const most = Math.max(...counts);
  const zero = Math.round(-from / step);
  const bars = counts.map((count) => (count === 0 ? " " : height(count, most)));
  const inside = zero > 0 && zero < counts.length;
  const drawn = inside ? [...bars.slice(0, zero), "│", ...bars.slice(zero)] : bars;
  const [low, high] = [shown(from), shown(from + step * counts.length)];
  return `${low}  ${drawn.join("")}  ${high}`;
}
