import stringWidth from "string-width";
import { table } from "../../table.ts";
import type { Terminal } from "../../terminal.ts";
import type { Block, Item, Line, Span, Tone } from "./block.ts";

const COLORS = { blocked: "red", failed: "red", warned: "yellow", clear: "green" } as const satisfies Record<
  Tone,
  string
>;

/** For a terminal or a log: tables where they fit, rows of several lines where they don't. */
export function terminalOf(
  blocks: readonly Block[],
  { style, width }: Pick<Terminal, "style"> & { readonly width: number },
): string {
  return blocks.map((block) => blockText(block, { style, width })).join("\n\n");
}

interface View extends Pick<Terminal, "style"> {
  readonly width: number;
}

function blockText(block: Block, view: View): string {
  switch (block.kind) {
    case "title":
      return view.style("bold", block.text);
    case "lead":
      return `${view.style(COLORS[block.tone], block.verdict)} ${block.rest}`;
    case "heading":
      return view.style("bold", `${block.text}${block.count === undefined ? "" : ` (${block.count})`}`);
    case "paragraph":
      return lineText(block.line);
    case "table":
      return tableText(block, view);
    case "list":
      return block.items.map((item) => itemText(item, "  ")).join("\n");
    case "fold":
      return [view.style("bold", lineText(block.summary)), ...block.blocks.map((inner) => blockText(inner, view))].join(
        "\n\n",
      );
  }
}

/** Too wide: each row its cells below one another, the first ones in one line. */
function tableText(
  { titles, right = [], rows, tones }: Extract<Block, { kind: "table" }>,
  { style, width }: View,
): string {
  const cells = rows.map((row) => row.map(lineText));
  const text = table(
    titles.map((title, index) => (right.includes(index) ? { title, align: "right" as const } : { title })),
    cells,
  );
  if (Math.max(...text.split("\n").map((line) => stringWidth(line))) <= width) return text;
  return cells
    .map((row, index) => {
      const [head, rest] = [row.slice(0, 2), row.slice(2)];
      const tone = tones?.[index];
      const title = head.join("  ");
      return [
        `  ${tone === undefined ? title : style(COLORS[tone], title)}`,
        ...rest.map((cell) => `      ${cell}`),
      ].join("\n");
    })
    .join("\n");
}

function itemText({ line, diff = [], below = [] }: Item, indent: string): string {
  return [
    `${indent}${lineText(line)}`,
    ...diff.map((each) => `${indent}    ${each}`),
    ...below.map((item) => itemText(item, `${indent}  `)),
  ].join("\n");
}

function lineText(line: Line): string {
  return line.map(spanText).join("");
}

function spanText(span: Span): string {
  if (typeof span === "string") return span;
  return span.kind === "break" ? " " : span.text;
}
