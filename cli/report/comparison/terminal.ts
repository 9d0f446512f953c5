import stringWidth from "string-width";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { table } from "../../table.ts";
import type { Terminal } from "../../terminal.ts";
import { blockChart } from "./block-chart.ts";
import { cellText, type Grid } from "./cell.ts";
import type { Report, Section } from "./section.ts";
import { listed } from "./words.ts";

/** For a terminal: verdict first, tables of the width it has, small charts; details are left to --why. */
export function terminalReport(
  { title, banner, basis, verdict, sections }: Report,
  { language, style, columns }: Look,
): string {
  const head = [style("bold", title), ...(banner === "" ? [] : [banner]), basis];
  const shown = sections.filter(({ terminal }) => terminal !== "none");
  const [first = "", ...others] = verdict;
  return [
    head.join("\n"),
    ...(verdict.length === 0 ? [] : [[style("bold", first), ...others].join("\n")]),
    ...shown.map((section) => sectionText(section, { language, style, columns })),
  ].join("\n\n");
}

function sectionText({ title, notes, grid, chart, terminal }: Section, { language, style, columns }: Look): string {
  return [
    style("bold", title),
    ...notes.filter((note) => note !== ""),
    ...(grid === undefined || terminal === "chart" ? [] : [gridText(grid, columns, language)]),
    ...(chart === undefined ? [] : [blockChart(chart, language)]),
  ].join("\n");
}

interface Look {
  readonly language: Language;
  readonly style: Terminal["style"];
  /** Width in cells. */
  readonly columns: number;
}

/** As many columns as fit, the most important first; those left out are named. */
function gridText({ columns, rows, importance }: Grid, width: number, language: Language): string {
  const chosen =
    importance === undefined ? columns.map((_, index) => index) : fitting({ columns, rows }, importance, width);
  const left = columns.filter((_, index) => !chosen.includes(index)).map(({ title }) => title);
  const pick = <Each>(cells: readonly Each[]): readonly Each[] =>
    chosen.flatMap((index) => {
      const cell = cells[index];
      return cell === undefined ? [] : [cell];
    });
  const shown = table(
    pick(columns),
    rows.map((row) => pick(row).map(cellText)),
  );
  return left.length === 0 ? shown : `${shown}\n${say(language, "columnsLeft", { columns: listed(left, language) })}`;
}

function fitting({ columns, rows }: Grid, importance: readonly number[], width: number): readonly number[] {
  let room = width + 2;
  const chosen = importance.filter((index, place) => {
    const needed =
      2 +
      Math.max(stringWidth(columns[index]?.title ?? ""), ...rows.map((row) => stringWidth(cellText(row[index] ?? ""))));
    // The first two say what a row is about, however narrow the terminal.
    if (needed > room && place > 1) return false;
    room -= needed;
    return true;
  });
  return chosen.sort((a, b) => a - b);
}
