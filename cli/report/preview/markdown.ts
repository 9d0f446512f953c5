import type { Block, Item, Line, Span } from "./block.ts";

/** GitHub's flavor; GitLab, Gitea and Gitee read it too. */
export function markdownOf(blocks: readonly Block[]): string {
  return `${blocks.map(blockText).join("\n\n")}\n`;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "title":
      return `## ${plain(block.text)}`;
    case "lead":
      return `**${plain(block.verdict)}** ${plain(block.rest)}`;
    case "heading":
      return `### ${plain(block.text)}${block.count === undefined ? "" : ` (${block.count})`}`;
    case "paragraph":
      return lineText(block.line);
    case "table":
      return tableText(block);
    case "list":
      return block.items.map((item) => itemText(item, "")).join("\n");
    case "fold":
      return [
        `<details><summary>${lineText(block.summary)}</summary>`,
        ...block.blocks.map(blockText),
        "</details>",
      ].join("\n\n");
  }
}

function tableText({ titles, right = [], rows }: Extract<Block, { kind: "table" }>): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const marks = titles.map((_, index) => (right.includes(index) ? "---:" : "---"));
  return [row(titles.map(plain)), row(marks), ...rows.map((cells) => row(cells.map(lineText)))].join("\n");
}

function itemText({ line, diff, below = [] }: Item, indent: string): string {
  const inner = `${indent}  `;
  const lines = [`${indent}- ${lineText(line)}`];
  if (diff !== undefined && diff.length > 0) lines.push("", ...fenced(diff).map((each) => `${inner}${each}`), "");
  lines.push(...below.map((item) => itemText(item, inner)));
  return lines.join("\n");
}

/** A fence longer than any run of backticks inside, so that no text ends it. */
function fenced(lines: readonly string[]): readonly string[] {
  const longest = Math.max(
    2,
    ...lines.map((line) => Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))),
  );
  const fence = "`".repeat(longest + 1);
  return [`${fence}diff`, ...lines.map((line) => line.replaceAll(/[\r\n]/g, " ")), fence];
}

/** Invisible; a narrow column of a table would show one Chinese character a line. */
const WORD_JOINER = "\u2060";

function lineText(line: Line): string {
  return line.map(spanText).join("");
}

function spanText(span: Span): string {
  if (typeof span === "string") return plain(span);
  switch (span.kind) {
    case "code":
      return codeText(span.text);
    case "strong":
      return `**${plain(span.text)}**`;
    case "word": {
      const kept = Array.from(plain(span.text)).join(/[^ -~]/.test(span.text) ? WORD_JOINER : "");
      return span.strong === true ? `**${kept}**` : kept;
    }
    case "break":
      return "<br>";
    case "link":
      return `[${plain(span.text)}](${span.url.replaceAll(/[()\s<>]/g, encodeURIComponent)})`;
  }
}

/** A pipe would end the cell even inside code; backticks are told by longer ones. */
function codeText(text: string): string {
  const line = text.replaceAll(/[\r\n]+/g, " ");
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  const space = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${ticks}${space}${line.replaceAll("|", "\\|")}${space}${ticks}`;
}

/** Foreign words stay words: no markup, no mention of a user, no end of a cell. */
function plain(text: string): string {
  return (
    text
      .replaceAll(/[\r\n]+/g, " ")
      .replaceAll("&", "&amp;")
      .replaceAll("<", "&lt;")
      .replaceAll(">", "&gt;")
      .replaceAll("@", "&#64;")
      .replaceAll(/[\\`*[\]|~]/g, "\\$&")
      // Between letters an underscore is one.
      .replaceAll(/(?<![\w])_|_(?![\w])/g, "\\_")
      .replaceAll(/^(\s*)([#+-])(?=\s)/g, "$1\\$2")
  );
}
