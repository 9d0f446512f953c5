import type { Comparison } from "../../../planning/costs/comparison.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { escaped, htmlPage } from "../markup.ts";
import { type Cell, cellText, type Grid } from "./cell.ts";
import { reportOf } from "./report-of.ts";
import type { Section } from "./section.ts";
import { svgChart } from "./svg-chart.ts";

const STYLE = `
figure svg { min-width: 0; max-width: 62rem; }
figcaption { color: #333; font-size: .87rem; max-width: 60rem; }
td.n, th.n { text-align: right; white-space: nowrap; }
td.n data { font-variant-numeric: tabular-nums; }
tr.total th, tr.total td { border-top: 2px solid #111; font-weight: 700; }
.verdict { border: 1.5px solid #111; padding: .7rem 1rem; margin: 1rem 0; }
.verdict p:first-child { font-size: 1.1rem; font-weight: 700; }
.sign td { height: 3.4rem; }
.sign { max-width: 48rem; }
section { margin-top: 2rem; }
details summary { cursor: pointer; font-weight: 600; }
@media print { section { break-inside: auto; } h2, section > p { break-after: avoid; } figure { break-inside: avoid; }
  table { font-size: 8.5pt; } th, td { padding: .18rem .35rem; } .sign { break-inside: avoid; }
  td.n, th.n { white-space: normal; } th { word-break: keep-all; overflow-wrap: normal; }
  #prices table { font-size: 7pt; } #prices th { min-width: 3em; } }
`;

/** Nothing may be fetched, whatever the page were made to hold. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * The whole comparison on one page: nothing is fetched, nothing runs; the data themselves are in it, so that
 * `--reproduce` can compute it again. Every figure carries its exact value: fen, or the number shown.
 */
export function comparisonPage(comparison: Comparison, language: Language): string {
  const report = reportOf(comparison, language);
  const { title, banner, basis, verdict, sections } = report;
  const body = [
    `<h1>${escaped(title)}</h1>`,
    ...(banner === "" ? [] : [`<p class="alert">${escaped(banner)}</p>`]),
    `<p class="note">${escaped(basis)}</p>`,
    ...(verdict.length === 0
      ? []
      : [`<div class="verdict">${verdict.map((line) => `<p>${escaped(line)}</p>`).join("\n")}</div>`]),
    ...sections.filter(({ terminal }) => terminal !== "only").map((section) => sectionMarkup(section, language)),
    signOff(language),
    // Inside a script only its end tag and comments could break out.
    `<script type="application/json" id="comparison">${JSON.stringify(comparison).replaceAll("<", "\\u003c")}</script>`,
  ].join("\n");
  return htmlPage({ title, language, body, style: STYLE, policy: POLICY });
}

function sectionMarkup({ id, title, notes, grid, chart }: Section, language: Language): string {
  return [
    `<section id="${id}"><h2>${escaped(title)}</h2>`,
    ...notes.filter((note) => note !== "").map((note) => `<p>${escaped(note)}</p>`),
    ...(chart === undefined
      ? []
      : [`<figure>${svgChart(chart, id, language)}<figcaption>${escaped(chart.alt)}</figcaption></figure>`]),
    ...(grid === undefined ? [] : [gridMarkup(grid)]),
    "</section>",
  ].join("\n");
}

function gridMarkup({ columns, rows, totals = 0 }: Grid): string {
  const numeric = (index: number): string => (columns[index]?.align === "right" ? ' class="n"' : "");
  const head = columns.map(({ title }, index) => `<th scope="col"${numeric(index)}>${escaped(title)}</th>`).join("");
  const body = rows.map((row, index) => {
    const cells = row.map((cell, column) =>
      column === 0
        ? `<th scope="row"${numeric(column)}>${cellMarkup(cell)}</th>`
        : `<td${numeric(column)}>${cellMarkup(cell)}</td>`,
    );
    return `<tr${index >= rows.length - totals ? ' class="total"' : ""}>${cells.join("")}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

function cellMarkup(cell: Cell): string {
  const text = escaped(cellText(cell));
  return typeof cell === "string" ? text : `<data value="${cell.value}">${text}</data>`;
}

/** Names, signatures and dates are left for people. */
function signOff(language: Language): string {
  const roles = (["signPrepared", "signReviewed", "signApproved"] as const).map(
    (role) => `<tr><th scope="row">${say(language, role)}</th><td></td><td></td></tr>`,
  );
  const heads = (["signRole", "signName", "signDate"] as const).map(
    (head) => `<th scope="col">${say(language, head)}</th>`,
  );
  return `<section id="sign"><h2>${say(language, "signSection")}</h2>\n<table class="sign"><thead><tr>${heads.join("")}</tr></thead>\n<tbody>\n${roles.join("\n")}\n</tbody></table></section>`;
}
