import { markdownCell } from "../markup.ts";
import { cellText, type Grid } from "./cell.ts";
import type { Report } from "./section.ts";

/** The whole report with tables; charts stand as their text alternatives. */
export function markdownReport({ title, banner, basis, verdict, sections }: Report): string {
  const blocks = [
    `# ${title}`,
    ...(banner === "" ? [] : [`> ${banner}`]),
    basis,
    ...verdict.map((line, index) => (index === 0 ? `**${line}**` : line)),
    ...sections
      .filter(({ terminal }) => terminal !== "only")
      .flatMap((section) => [
        `## ${section.title}`,
        ...section.notes.filter((note) => note !== ""),
        ...(section.chart === undefined ? [] : [section.chart.alt]),
        ...(section.grid === undefined ? [] : [gridMarkdown(section.grid)]),
      ]),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function gridMarkdown({ columns, rows, totals = 0 }: Grid): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(" | ")} |`;
  const marks = columns.map(({ align }) => (align === "right" ? "---:" : "---"));
  const from = rows.length - totals;
  const body = rows.map((row, index) =>
    line(row.map(cellText).map((text) => (index >= from && text !== "" ? `**${text}**` : text))),
  );
  return [line(columns.map(({ title }) => title)), `| ${marks.join(" | ")} |`, ...body].join("\n");
}
