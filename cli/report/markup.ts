/** Text as it stands in XML and HTML, attributes included. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** One cell of a Markdown table. */
export function markdownCell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

export function markdownTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(" | ")} |`;
  return [line(titles), `| ${titles.map(() => "---").join(" | ")} |`, ...rows.map(line)].join("\n");
}

export function htmlTable(titles: readonly string[], rows: readonly (readonly string[])[], caption = ""): string {
  const head = titles.map((title) => `<th scope="col">${escaped(title)}</th>`).join("");
  const body = rows.map(rowMarkup);
  const title = caption === "" ? "" : `<caption>${escaped(caption)}</caption>`;
  return `<div class="scroll"><table>${title}<thead><tr>${head}</tr></thead>\n<tbody>\n${body.join("\n")}\n</tbody></table></div>`;
}

/** Groups of rows below one head, so that the columns stand below one another. The first column is a fifth. */
export function htmlGroupedTable(
  titles: readonly string[],
  groups: readonly { readonly title: string; readonly rows: readonly (readonly string[])[] }[],
): string {
  const head = titles.map((title) => (title === "" ? "<td></td>" : `<th scope="col">${escaped(title)}</th>`)).join("");
  const bodies = groups.map(
    ({ title, rows }) =>
      `<tbody>\n<tr class="group"><th colspan="${titles.length}" scope="rowgroup">${escaped(title)}</th></tr>\n${rows.map(rowMarkup).join("\n")}\n</tbody>`,
  );
  return `<div class="scroll"><table class="even"><thead><tr>${head}</tr></thead>\n${bodies.join("\n")}</table></div>`;
}

/** A day keeps to one line. */
const DAY = /^\d{4}-\d\d-\d\d/;

function rowMarkup(row: readonly string[]): string {
  const [first = "", ...rest] = row.map(escaped);
  return `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td${DAY.test(cell) ? ' class="day"' : ""}>${cell}</td>`).join("")}</tr>`;
}

const STYLE = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 2rem auto; max-width: 74rem; padding: 0 1.25rem; background: #fff; color: #111;
  font: 15px/1.55 "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", system-ui, sans-serif; }
h1 { font-size: 1.55rem; line-height: 1.25; margin: 0 0 .4rem; text-wrap: balance; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .3rem 0; max-width: 60rem; text-wrap: pretty; }
ul { margin: .3rem 0; padding-left: 1.3rem; }
figure { margin: 1.25rem 0; overflow-x: auto; }
figure svg { display: block; width: 100%; min-width: 60rem; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .87rem; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .32rem .6rem; border-bottom: 1px solid #ccc; }
thead th, thead td { border-bottom: 2px solid #111; }
thead th { white-space: nowrap; }
tbody th { font-weight: 600; }
table.even { table-layout: fixed; min-width: 44rem; }
table.even thead :first-child { width: 22%; }
tr.group th { padding-top: 1.3rem; font-size: 1rem; border-bottom: 1px solid #111; }
table.even tr:not(.group) th[scope="row"] { font-weight: 400; color: #333; }
.day { white-space: nowrap; }
.note { color: #444; font-size: .85rem; }
.alert { border-left: 4px solid #111; padding-left: .7rem; font-weight: 600; }
@page { size: A4 landscape; margin: 12mm; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 10.5pt; } figure svg { min-width: 0; }
  tr, figure { break-inside: avoid; } thead { display: table-header-group; } .scroll, figure { overflow: visible; } }
`;

/** A page by itself: nothing is fetched, prints on A4. `body` is markup, `style` adds to the common one. */
export function htmlPage(page: {
  readonly title: string;
  readonly language: "zh" | "en";
  readonly body: string;
  readonly style?: string;
  /** Content-Security-Policy. */
  readonly policy?: string;
}): string {
  const language = page.language === "zh" ? "zh-CN" : "en";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${page.policy === undefined ? "" : `<meta http-equiv="Content-Security-Policy" content="${escaped(page.policy)}">\n`}<title>${escaped(page.title)}</title>
<style>${STYLE}${page.style ?? ""}</style>
</head>
<body>
${page.body}
</body>
</html>`;
}
