import type { Language } from "../../language.ts";
import { table } from "../../table.ts";
import type { Terminal } from "../../terminal.ts";
import { blockChart } from "./block-chart.ts";
import { cellText, type Grid } from "./cell.ts";
import type { Report, Section } from "./section.ts";

/** For a terminal: verdict first, tables of the width it has, small charts; details are left to --why. */
export function terminalReport(
  { title, banner, basis, verdict, sections }: Report,
  { language, style }: { readonly language: Language; readonly style: Terminal["style"] },
): string {
  const head = [style("bold", title), ...(banner === "" ? [] : [banner]), basis];
  const shown = sections.filter(({ terminal }) => terminal !== "none");
  const [first = "", ...others] = verdict;
  return [
    head.join("\n"),
    ...(verdict.length === 0 ? [] : [[style("bold", first), ...others].join("\n")]),
    ...shown.map((section) => sectionText(section, { language, style })),
  ].join("\n\n");
}

function sectionText(
  { title, notes, grid, chart, terminal }: Section,
  { language, style }: { readonly language: Language; readonly style: Terminal["style"] },
): string {
  return [
    style("bold", title),
    ...notes.filter((note) => note !== ""),
    ...(grid === undefined || terminal === "chart" ? [] : [gridText(grid)]),
    ...(chart === undefined ? [] : [blockChart(chart, language)]),
  ].join("\n");
}

function gridText({ columns, rows, narrow }: Grid): string {
  const chosen = narrow ?? columns.map((_, index) => index);
  const pick = <Each>(cells: readonly Each[]): readonly Each[] =>
    chosen.flatMap((index) => {
      const cell = cells[index];
      return cell === undefined ? [] : [cell];
    });
  return table(
    pick(columns),
    rows.map((row) => pick(row).map(cellText)),
  );
}
