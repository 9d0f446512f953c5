import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  ImportedXmlComponent,
  LineRuleType,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from "docx";
import { widthOf } from "../../../planning/dossier/diagram.ts";
import {
  type Block,
  chineseDate,
  numbered,
  type OfficialDocument,
  partsOf,
} from "../../../planning/dossier/document.ts";
import { reproducible } from "./docx-package.ts";
import { drawingRun } from "./drawing.ts";
import { LINE, PAGE, SIZE, TYPEFACE } from "./typography.ts";

/** Name of the property that carries the plan's digest. */
export const DIGEST_PROPERTY = "hotline-plan";

/** Characters of 二号 on a line of 156 mm, with some room. */
const TITLE_CHARACTERS = 19;

type Face = (typeof TYPEFACE)[keyof typeof TYPEFACE];

/** The paper as an Office document in the form of GB/T 9704-2012; the same bytes for the same paper. */
export async function documentDocx(document: OfficialDocument, digest: string): Promise<Uint8Array> {
  let figures = 0;
  const body = numbered(document.body).flatMap((block) => {
    if (block.kind === "figure") figures += 1;
    return setBlock(block, figures);
  });
  const file = new Document({
    title: document.title,
    creator: document.signature?.organ ?? "hotline",
    customProperties: [{ name: DIGEST_PROPERTY, value: digest }],
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { size: SIZE.body, font: font(TYPEFACE.body), language: { value: "en-US", eastAsia: "zh-CN" } },
          paragraph: { spacing: { line: LINE, lineRule: LineRuleType.EXACT } },
        },
        title: { run: { color: "000000" } },
        heading1: { run: { color: "000000" } },
        heading2: { run: { color: "000000" } },
        heading3: { run: { color: "000000" } },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: PAGE.width, height: PAGE.height },
            margin: { top: PAGE.top, bottom: PAGE.bottom, left: PAGE.left, right: PAGE.right, footer: PAGE.footer },
          },
        },
        footers: { default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT) },
        children: [...head(document), ...body, ...tail(document)],
      },
    ],
  });
  return reproducible(await Packer.toBuffer(file));
}

function font(face: Face) {
  return { ascii: "Times New Roman", hAnsi: "Times New Roman", eastAsia: face, cs: "Times New Roman" };
}

/** In a list of numbers Office programs find no place to break a line, and spread or cut it; a mark of no width makes one. */
function breakable(text: string): string {
  return text.replaceAll(/、(?=[0-9A-Za-z])/g, "、\u200B");
}

/** Blanks are underlined and shaded, so that nobody sends a paper with one. */
function runs(text: string, face: Face, size: number): readonly TextRun[] {
  return partsOf(text).map(
    (part) =>
      new TextRun({
        text: breakable(part.text),
        font: font(face),
        size,
        color: "000000",
        ...(part.blank ? { underline: {}, shading: { type: ShadingType.CLEAR, fill: "E0E0E0", color: "auto" } } : {}),
      }),
  );
}

function head(document: OfficialDocument): readonly Paragraph[] {
  const title = new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: 700, lineRule: LineRuleType.EXACT, after: LINE },
    children: titleLines(document.title).flatMap((line, index) => [
      ...(index === 0 ? [] : [new TextRun({ break: 1 })]),
      ...runs(line, TYPEFACE.title, SIZE.title),
    ]),
    heading: "Title",
  });
  const annex =
    document.annex === undefined
      ? []
      : [new Paragraph({ children: [...runs(`附件${document.annex}`, TYPEFACE.heading, SIZE.body)] }), blankLine()];
  if (document.addressee === undefined) return [...annex, title];
  return [...annex, title, new Paragraph({ children: [...runs(`${document.addressee}：`, TYPEFACE.body, SIZE.body)] })];
}

/** Words as a dictionary has them; a closing mark stays with the word before it, an opening one with the next. */
function wordsOf(title: string): readonly string[] {
  const words: string[] = [];
  for (const { segment } of new Intl.Segmenter("zh", { granularity: "word" }).segment(title)) {
    const last = words.at(-1);
    if (last !== undefined && (/^[）》、，。]/.test(segment) || /[（《]$/.test(last)))
      words[words.length - 1] = last + segment;
    else words.push(segment);
  }
  return words;
}

/** A long title is broken between words into lines of about the same length. */
function titleLines(title: string): readonly string[] {
  const words = wordsOf(title);
  const count = Math.ceil(widthOf(title) / TITLE_CHARACTERS);
  const lines: string[] = [];
  let line = "";
  for (const word of words) {
    if (lines.length < count - 1 && widthOf(line + word) > widthOf(title) / count + 0.5) {
      lines.push(line);
      line = "";
    }
    line += word;
  }
  return [...lines, line];
}

function tail({ attachments, signature }: OfficialDocument): readonly Paragraph[] {
  const indented = (text: string, left = 640): Paragraph =>
    new Paragraph({ indent: { left }, children: [...runs(text, TYPEFACE.body, SIZE.body)] });
  const list = attachments.map((name, index) =>
    index === 0
      ? indented(attachments.length === 1 ? `附件：${name}` : `附件：1. ${name}`)
      : indented(`${index + 1}. ${name}`, 640 + 3 * 320),
  );
  const signed = (text: string, right: number): Paragraph =>
    new Paragraph({
      alignment: AlignmentType.RIGHT,
      indent: { right },
      keepLines: true,
      children: [...runs(text, TYPEFACE.body, SIZE.body)],
    });
  return [
    ...(list.length === 0 ? [] : [blankLine(), ...list]),
    ...(signature === undefined
      ? []
      : [
          blankLine(),
          blankLine(),
          signed(signature.organ, 640),
          signed(signature.date === undefined ? "【待填：成文日期】" : chineseDate(signature.date), 1280),
        ]),
  ];
}

function blankLine(): Paragraph {
  return new Paragraph({ children: [] });
}

function setBlock(block: Block, figure: number): readonly (Paragraph | Table)[] {
  switch (block.kind) {
    case "heading": {
      const face = ([TYPEFACE.heading, TYPEFACE.subheading, TYPEFACE.body] as const)[block.level - 1] ?? TYPEFACE.body;
      return [
        new Paragraph({
          heading: (["Heading1", "Heading2", "Heading3"] as const)[block.level - 1] ?? "Heading3",
          indent: { firstLine: 640 },
          keepNext: true,
          spacing: { before: 0, after: 0, line: LINE, lineRule: LineRuleType.EXACT },
          children: [...runs(block.text, face, SIZE.body)],
        }),
      ];
    }
    case "paragraph":
      return [
        new Paragraph({
          alignment: AlignmentType.BOTH,
          indent: { firstLine: 640 },
          children: [...runs(block.text, TYPEFACE.body, SIZE.body)],
        }),
      ];
    case "table":
      return [caption(block.caption), setTable(block), spacer()];
    case "figure":
      return [
        new Paragraph({
          alignment: AlignmentType.CENTER,
          keepNext: true,
          spacing: { before: 120, line: 240, lineRule: LineRuleType.AUTO },
          children: [drawing(block, figure)],
        }),
        caption(`图${figure}　${block.caption}`, false),
      ];
  }
}

/** Shapes have no place in the library's own model; they are taken in as XML. */
function drawing(block: Extract<Block, { kind: "figure" }>, figure: number): ParagraphChild {
  const xml = ImportedXmlComponent.fromXmlString(
    drawingRun(block.diagram, { id: figure, alternative: block.alternative }),
  );
  return xml as unknown as ParagraphChild;
}

function caption(text: string, keepNext = true): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    keepNext,
    spacing: { before: 120, after: 60, line: 400, lineRule: LineRuleType.EXACT },
    children: [...runs(text, TYPEFACE.heading, SIZE.table)],
  });
}

function spacer(): Paragraph {
  return new Paragraph({ spacing: { line: 240, lineRule: LineRuleType.EXACT }, children: [] });
}

function setTable(block: Extract<Block, { kind: "table" }>): Table {
  const weights = block.widths ?? block.header.map(() => 1);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const widths = weights.map((weight) => Math.floor((PAGE.text * weight) / sum));
  const centered = widths.map((_, index) => block.rows.every((texts) => /^[\d,.%/－]*$/.test(texts[index] ?? "")));
  const cell = (text: string, index: number, header: boolean): TableCell =>
    new TableCell({
      width: { size: widths[index] ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlignTable.CENTER,
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: [
        new Paragraph({
          alignment: header || centered[index] === true ? AlignmentType.CENTER : AlignmentType.LEFT,
          spacing: { line: 340, lineRule: LineRuleType.EXACT },
          children: [...runs(text, header ? TYPEFACE.heading : TYPEFACE.body, SIZE.table)],
        }),
      ],
    });
  const row = (texts: readonly string[], header: boolean): TableRow =>
    new TableRow({
      tableHeader: header,
      cantSplit: true,
      children: texts.map((text, index) => cell(text, index, header)),
    });
  const line = { style: BorderStyle.SINGLE, size: 6, color: "000000" };
  return new Table({
    width: { size: PAGE.text, type: WidthType.DXA },
    columnWidths: widths,
    borders: { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line },
    rows: [row(block.header, true), ...block.rows.map((texts) => row(texts, false))],
  });
}

/** — 1 —, outside: right on odd pages, left on even ones. */
function pageNumber(alignment: (typeof AlignmentType)["LEFT" | "RIGHT"]): Footer {
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: { left: 320, right: 320 },
        children: [
          new TextRun({
            children: ["— ", PageNumber.CURRENT, " —"],
            font: { ascii: "SimSun", hAnsi: "SimSun", eastAsia: TYPEFACE.pageNumber },
            size: SIZE.pageNumber,
          }),
        ],
      }),
    ],
  });
}
