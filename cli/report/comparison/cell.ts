import type { Amount } from "../../../planning/costs/cost-view.ts";

/** What stands in a cell: a text, or a number that every form writes from the same value. */
export type Cell = string | Figure;

export interface Figure {
  /** wan and yuan hold fen; percent 0 to 100. */
  readonly kind: "wan" | "yuan" | "percent" | "number";
  readonly value: number;
  /** Digits after the point. */
  readonly digits: number;
  /** Where prices are missing a sum is a floor, and what it is taken from a ceiling. */
  readonly bound: "exact" | "floor" | "ceiling";
}

const FEN_PER = { wan: 1_000_000, yuan: 100, percent: 1, number: 1 } as const;

/** Ten thousands of yuan, the unit of Chinese budgets. */
export function wan(amount: Amount | number): Figure {
  return money("wan", amount);
}

export function yuan(amount: Amount | number): Figure {
  return money("yuan", amount);
}

function money(kind: "wan" | "yuan", amount: Amount | number): Figure {
  return typeof amount === "number"
    ? { kind, value: amount, digits: 2, bound: "exact" }
    : { kind, value: amount.fen, digits: 2, bound: amount.unknown.length > 0 ? "floor" : "exact" };
}

/** Of two amounts that may be floors: exact, a bound, or a question mark where both lack prices. */
export function wanDifference(other: Amount, one: Amount): Cell {
  const [otherOpen, oneOpen] = [other.unknown.length > 0, one.unknown.length > 0];
  if (otherOpen && oneOpen) return "?";
  const bound = otherOpen ? "floor" : oneOpen ? "ceiling" : "exact";
  return { kind: "wan", value: other.fen - one.fen, digits: 2, bound };
}

export function percent(value: number, digits = 1): Figure {
  return { kind: "percent", value, digits, bound: "exact" };
}

/** Without digits: as many as the number needs, four at most. */
export function number(value: number, digits?: number): Figure {
  return { kind: "number", value, digits: digits ?? digitsOf(value), bound: "exact" };
}

function digitsOf(value: number): number {
  return [0, 1, 2, 3].find((digits) => Math.abs(value - Number(value.toFixed(digits))) < 1e-9) ?? 4;
}

const FORMATS = [0, 1, 2, 3, 4].map(
  (digits) => new Intl.NumberFormat("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);

/** In the unit shown: 80830712 fen are 80.83 wan. */
export function shownValue({ kind, value }: Figure): number {
  return value / FEN_PER[kind];
}

export const BOUND_MARK = { exact: "", floor: "≥ ", ceiling: "≤ " } as const;

/** `8,083.07`, `≥ 8,083.07`, `12.5`; a minus is a real minus only on paper, here it is ASCII so that it can be copied. */
export function cellText(cell: Cell): string {
  if (typeof cell === "string") return cell;
  const text = FORMATS[cell.digits]?.format(shownValue(cell)) ?? String(shownValue(cell));
  return `${BOUND_MARK[cell.bound]}${/^-0(\.0+)?$/.test(text) ? text.slice(1) : text}`;
}

export interface GridColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

export interface Grid {
  readonly columns: readonly GridColumn[];
  readonly rows: readonly (readonly Cell[])[];
  /** Columns by importance, all of them: a terminal shows as many as it has room for. Without: all. */
  readonly importance?: readonly number[];
  /** Rows at the end that are totals. */
  readonly totals?: number;
}

export function left(title: string): GridColumn {
  return { title, align: "left" };
}

export function right(title: string): GridColumn {
  return { title, align: "right" };
}
