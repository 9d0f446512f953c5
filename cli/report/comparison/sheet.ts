import type { CellStyle, Cell as SheetCell, WriteSheet } from "hucre/xlsx";

/** A value as it stands, or a formula with the value it has now, so that the file opens with figures everywhere. */
export type Value =
  | string
  | number
  | null
  | { readonly formula: string; readonly value: number; readonly style?: Style };
export type Style = keyof typeof STYLES;

export const FONT = { name: "Noto Sans CJK SC", size: 10 } as const;

/** The mark is part of the format, so that the cell stays a number and formulas go on. */
const FLOOR = '"≥ "#,##0.00;"≥ "-#,##0.00';

/** Money is in yuan, two decimals; what a finance office may change is set off by a fill that also prints. */
export const STYLES = {
  title: { font: { ...FONT, bold: true, size: 15 } },
  head: {
    font: { ...FONT, bold: true },
    border: { bottom: { style: "medium" } },
    alignment: { wrapText: true, vertical: "center", horizontal: "center" },
  },
  text: { font: FONT },
  money: { font: FONT, numFmt: "#,##0.00" },
  total: { font: { ...FONT, bold: true }, numFmt: "#,##0.00", border: { top: { style: "thin" } } },
  floor: { font: FONT, numFmt: FLOOR },
  totalFloor: { font: { ...FONT, bold: true }, numFmt: FLOOR, border: { top: { style: "thin" } } },
  totalCeiling: {
    font: { ...FONT, bold: true },
    numFmt: '"≤ "#,##0.00;"≤ "-#,##0.00',
    border: { top: { style: "thin" } },
  },
  number: { font: FONT, numFmt: "#,##0.####" },
  factor: { font: FONT, numFmt: "0.0000000000" },
  percent: { font: FONT, numFmt: "0.0%" },
  input: {
    font: FONT,
    numFmt: "#,##0.####",
    fill: { type: "pattern", pattern: "solid", fgColor: { rgb: "FFEDEDED" } },
  },
  sign: {
    font: FONT,
    border: {
      bottom: { style: "thin" },
      top: { style: "thin" },
      left: { style: "thin" },
      right: { style: "thin" },
    },
  },
} as const satisfies Readonly<Record<string, CellStyle>>;

/** Builds a sheet row by row; addresses are 1-based as in formulas. */
export class Sheet {
  readonly name: string;
  readonly #rows: (string | number | null)[][] = [];
  readonly #cells = new Map<string, Partial<SheetCell>>();

  constructor(title: string) {
    this.name = sheetName(title);
  }

  /** Number of the next row. */
  get next(): number {
    return this.#rows.length + 1;
  }

  /** Adds a row and returns its number; `styles` by column, the last one for the rest. */
  add(values: readonly Value[], styles: readonly Style[] = ["text"]): number {
    const row = this.#rows.length;
    this.#rows.push(values.map((value) => (typeof value === "object" && value !== null ? value.value : value)));
    for (const [column, value] of values.entries()) {
      const formula = typeof value === "object" && value !== null ? value : undefined;
      const style = formula?.style ?? styles[column] ?? styles.at(-1) ?? "text";
      if (value === null && style !== "sign") continue;
      this.#cells.set(`${row},${column}`, {
        style: STYLES[style],
        ...(formula === undefined
          ? {}
          : { value: formula.value, formula: formula.formula, formulaResult: formula.value }),
      });
    }
    return row + 1;
  }

  /** Address of this sheet's cell in a formula of another one. */
  at(column: string, row: number): string {
    return `'${this.name}'!$${column}$${row}`;
  }

  finish({
    widths,
    frozen = 0,
    landscape = true,
    printedColumns,
  }: {
    widths: readonly number[];
    frozen?: number;
    landscape?: boolean;
    /** The rest is for formulas and too wide for paper. */
    printedColumns?: number;
  }): WriteSheet {
    return {
      name: this.name,
      columns: widths.map((width) => ({ width })),
      rows: this.#rows,
      cells: this.#cells,
      ...(frozen === 0 ? {} : { freezePane: { rows: frozen } }),
      pageSetup: {
        paperSize: "a4",
        orientation: landscape ? "landscape" : "portrait",
        fitToPage: true,
        fitToWidth: 1,
        fitToHeight: 0,
        ...(printedColumns === undefined
          ? {}
          : { printArea: `$A$1:$${column(printedColumns - 1)}$${this.#rows.length}` }),
        ...(frozen === 0 ? {} : { printTitlesRow: `$1:$${frozen}` }),
      },
      headerFooter: { oddFooter: "&L&A&R&P / &N" },
    };
  }
}

/** At most 31 characters, and only such as need no quotes: the library writes print areas and titles without. */
function sheetName(title: string): string {
  const plain = title
    .replaceAll(/[^\p{L}\p{N}]+/gu, "_")
    .replace(/^(?=\p{N})/u, "_")
    .slice(0, 31);
  return plain.replace(/_$/, "");
}

/** Column letters from 0: A, B ... AA. */
export function column(index: number): string {
  const first = Math.floor(index / 26);
  return `${first === 0 ? "" : String.fromCharCode(64 + first)}${String.fromCharCode(65 + (index % 26))}`;
}

/** As ROUND(x, 2) of spreadsheets does, half away from zero; the trailing digits guard against binary halves. */
export function roundYuan(value: number): number {
  return (Math.sign(value) * Math.round(Number((Math.abs(value) * 100).toPrecision(15)))) / 100;
}
