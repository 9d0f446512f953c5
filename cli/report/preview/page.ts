import type { Language } from "../../language.ts";
import { escaped, htmlPage } from "../markup.ts";
import type { Block, Item, Line, Span } from "./block.ts";
import { documentOf } from "./document.ts";
import type { PreviewReport } from "./report.ts";

/** Nothing may be fetched, whatever the page were made to hold. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

const STYLE = `
.lead { border-left: 6px solid #111; padding: .6rem 1rem; margin: 1rem 0 1.5rem; font-size: 1.05rem; max-width: none; }
.lead strong { display: block; font-size: 1.2rem; }
.blocked { border-color: #b3261e; } .failed { border-color: #b3261e; } .warned { border-color: #9a6700; } .clear { border-color: #1a7f37; }
.lead.blocked strong, .lead.failed strong, tr.blocked td:first-child { color: #b3261e; }
.lead.warned strong, tr.warned td:first-child { color: #8a5a00; }
tr.blocked td:first-child, tr.warned td:first-child, tr.clear td:first-child { border-left: 4px solid; padding-left: .5rem; white-space: nowrap; }
tr.clear td { color: #555; }
td.n, th.n { text-align: right; white-space: nowrap; }
.word { white-space: nowrap; }
ul { padding-left: 1.2rem; } li { margin: .25rem 0; } li > ul { margin: .1rem 0 .6rem; list-style: none; padding-left: .4rem; }
code { font: .86em/1.4 ui-monospace, "Noto Sans Mono", Consolas, monospace; background: #f1f1ef; padding: .08em .3em; border-radius: 3px; overflow-wrap: anywhere; }
pre { font: .8rem/1.45 ui-monospace, "Noto Sans Mono", Consolas, monospace; background: #f6f6f4; border: 1px solid #ddd; padding: .5rem .7rem; margin: .3rem 0 .6rem; overflow-x: auto; }
pre del { color: #9b1c14; text-decoration: none; } pre ins { color: #17652c; text-decoration: none; }
details { margin: 1.5rem 0; } summary { cursor: pointer; font-weight: 600; }
h2 .count { color: #555; font-weight: 400; }
@media print { details::details-content { content-visibility: visible; } pre { white-space: pre-wrap; } }
`;

/** The report in full on one page: nothing is fetched, nothing runs. */
export function previewPage(
  report: PreviewReport,
  { language, sourceUrl }: { readonly language: Language; readonly sourceUrl?: string | undefined },
): string {
  const blocks = documentOf(report, { language, sourceUrl });
  const title = blocks.find((block) => block.kind === "title")?.text ?? "";
  return `${htmlPage({ title, language, body: blocks.map(blockMarkup).join("\n"), style: STYLE, policy: POLICY })}\n`;
}

function blockMarkup(block: Block): string {
  switch (block.kind) {
    case "title":
      return `<h1>${escaped(block.text)}</h1>`;
    case "lead":
      return `<p class="lead ${block.tone}"><strong>${escaped(block.verdict)}</strong> ${escaped(block.rest)}</p>`;
    case "heading":
      return `<h2>${escaped(block.text)}${block.count === undefined ? "" : ` <span class="count">${block.count}</span>`}</h2>`;
    case "paragraph":
      return `<p>${lineMarkup(block.line)}</p>`;
    case "table":
      return tableMarkup(block);
    case "list":
      return `<ul>\n${block.items.map(itemMarkup).join("\n")}\n</ul>`;
    case "fold":
      return `<details><summary>${lineMarkup(block.summary)}</summary>\n${block.blocks.map(blockMarkup).join("\n")}\n</details>`;
  }
}

function tableMarkup({ titles, right = [], rows, tones = [] }: Extract<Block, { kind: "table" }>): string {
  const number = (index: number): string => (right.includes(index) ? ' class="n"' : "");
  const head = titles.map((title, index) => `<th scope="col"${number(index)}>${escaped(title)}</th>`).join("");
  const body = rows.map((row, at) => {
    const tone = tones[at];
    const cells = row.map((cell, index) => `<td${number(index)}>${lineMarkup(cell)}</td>`).join("");
    return `<tr${tone === undefined ? "" : ` class="${tone}"`}>${cells}</tr>`;
  });
  return `<div class="scroll"><table><thead><tr>${head}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

function itemMarkup({ line, diff = [], below = [] }: Item): string {
  const text = diff.length === 0 ? "" : `<pre>${diff.map(diffMarkup).join("\n")}</pre>`;
  const inner = below.length === 0 ? "" : `\n<ul>\n${below.map(itemMarkup).join("\n")}\n</ul>`;
  return `<li>${lineMarkup(line)}${text}${inner}</li>`;
}

function diffMarkup(line: string): string {
  if (line.startsWith("- ")) return `<del>${escaped(line)}</del>`;
  return line.startsWith("+ ") ? `<ins>${escaped(line)}</ins>` : escaped(line);
}

function lineMarkup(line: Line): string {
  return line.map(spanMarkup).join("");
}

function spanMarkup(span: Span): string {
  if (typeof span === "string") return escaped(span);
  switch (span.kind) {
    case "code":
      return `<code>${escaped(span.text)}</code>`;
    case "strong":
      return `<strong>${escaped(span.text)}</strong>`;
    case "word":
      return `<span class="word">${span.strong === true ? `<strong>${escaped(span.text)}</strong>` : escaped(span.text)}</span>`;
    case "break":
      return "<br>";
    case "link":
      return /^https?:/.test(span.url)
        ? `<a href="${escaped(span.url)}">${escaped(span.text)}</a>`
        : escaped(span.text);
  }
}
