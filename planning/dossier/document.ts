import type { Diagram } from "./diagram.ts";

/** An official paper before it is set: text, tables and drawings in order, no typography. */
export interface OfficialDocument {
  /** File name without ending, unique in its dossier: `trunk-order-0551`. */
  readonly id: string;
  readonly title: string;
  /** Its number among the annexes of another paper (附件1). */
  readonly annex?: number | undefined;
  /** To whom it is sent (主送机关). */
  readonly addressee?: string | undefined;
  readonly body: readonly Block[];
  readonly attachments: readonly string[];
  /** Who signs and seals; undefined: an annex to another paper. */
  readonly signature?: Signature | undefined;
}

export interface Signature {
  readonly organ: string;
  /** ISO date, or undefined: to be filled in when it is signed. */
  readonly date?: string | undefined;
}

export type Block =
  /** Levels 1 to 3 are numbered 一、 （一） 1. as GB/T 9704 says; the renderer counts. */
  | { readonly kind: "heading"; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: "paragraph"; readonly text: string }
  | {
      readonly kind: "table";
      readonly caption: string;
      readonly header: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Relative widths of the columns; equal if left out. */
      readonly widths?: readonly number[] | undefined;
    }
  | { readonly kind: "figure"; readonly caption: string; readonly diagram: Diagram; readonly alternative: string };

export const heading = (level: 1 | 2 | 3, text: string): Block => ({ kind: "heading", level, text });
export const paragraph = (text: string): Block => ({ kind: "paragraph", text });

const BLANK = /【待填：([^】]+)】/g;

/** Stands in the text for what only people can supply; the completeness check finds it there. */
export function blank(what: string): string {
  return `【待填：${what}】`;
}

/** The blanks of a paper, in order, each once. */
export function blanksOf(document: OfficialDocument): readonly string[] {
  const texts = [
    document.title,
    document.addressee ?? "",
    ...document.body.flatMap(textsOf),
    ...document.attachments,
    document.signature?.organ ?? "",
    document.signature !== undefined && document.signature.date === undefined ? blank("成文日期") : "",
  ];
  return [...new Set(texts.flatMap((text) => [...text.matchAll(BLANK)].map((match) => match[1] ?? "")))];
}

/** An example holds no number and no address: its papers must not be taken for any to be sent. */
export function asExamples(papers: readonly OfficialDocument[]): readonly OfficialDocument[] {
  return papers.map((paper) => ({ ...paper, title: `${paper.title}（示例）` }));
}

/** A text in its parts, blanks apart, so that they can be set off. */
export function partsOf(text: string): readonly { readonly text: string; readonly blank: boolean }[] {
  return text
    .split(/(【待填：[^】]+】)/)
    .filter((part) => part !== "")
    .map((part) => ({ text: part, blank: part.startsWith("【待填：") }));
}

function textsOf(block: Block): readonly string[] {
  switch (block.kind) {
    case "heading":
    case "paragraph":
      return [block.text];
    case "table":
      return [block.caption, ...block.header, ...block.rows.flat()];
    case "figure":
      return [block.caption, ...block.diagram.boxes.flatMap((box) => [box.title, ...box.lines])];
  }
}

/** 一 to 九十九, for headings. */
export function chineseNumber(value: number): string {
  const digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
  const tens = Math.floor(value / 10);
  const ones = digits[value % 10] ?? "";
  if (tens === 0) return ones;
  return `${tens === 1 ? "" : (digits[tens] ?? "")}十${ones}`;
}

/** Headings with their numbers, in order. */
export function numbered(body: readonly Block[]): readonly Block[] {
  const count = [0, 0, 0];
  return body.map((block) => {
    if (block.kind !== "heading") return block;
    const { level } = block;
    count[level - 1] = (count[level - 1] ?? 0) + 1;
    count.fill(0, level);
    const number = count[level - 1] ?? 1;
    const prefix =
      level === 1 ? `${chineseNumber(number)}、` : level === 2 ? `（${chineseNumber(number)}）` : `${number}. `;
    return { ...block, text: `${prefix}${block.text}` };
  });
}

/** `2026年3月5日`, as GB/T 9704 writes a date. */
export function chineseDate(iso: string): string {
  const [year, month, day] = iso.split("-").map(Number);
  return `${year}年${month}月${day}日`;
}
