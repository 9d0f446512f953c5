import type { ProvinceId } from "../reference/divisions.ts";
import type { PriceId, PriceUnit } from "./catalog.ts";

/** Where a price stands; 1-based. */
export interface PricePlace {
  readonly file: string;
  readonly line: number;
}

/** Low, likely and high: fen for money, percent for percents, the quantity itself for the rest. */
export interface PriceRange {
  readonly low: number;
  readonly likely: number;
  readonly high: number;
}

export interface Price extends PriceRange, PricePlace {
  readonly id: PriceId;
  /** The catalog's unit; whatever the file said is converted. */
  readonly unit: PriceUnit;
  readonly confidence: "sourced" | "knowledge" | "assumed";
  readonly source: string;
  readonly asOf: string;
  readonly taxBasis: "included" | "excluded";
  readonly regionIndexed: boolean;
  readonly origin: "book" | "override" | "quotation";
}

/** A price that an override withdraws without another in its place. */
export interface MissingPrice extends PricePlace {
  readonly id: PriceId;
  readonly missing: true;
}

/** The book with what a department changed: plain data. */
export interface PriceBook {
  readonly name: string;
  readonly version: string;
  readonly validFrom: string;
  readonly validTo: string;
  readonly staleAfterMonths: number;
  readonly regionIndex: Readonly<Partial<Record<ProvinceId, number>>>;
  /** The book first. */
  readonly files: readonly string[];
  readonly common: ReadonlyMap<PriceId, Price | MissingPrice>;
  readonly byProvince: ReadonlyMap<ProvinceId, ReadonlyMap<PriceId, Price | MissingPrice>>;
}

/** The price that holds in a province: its own, else everybody's. Undefined where there is none or it was withdrawn. */
export function priceIn(book: PriceBook, province: ProvinceId, id: PriceId): Price | undefined {
  const price = book.byProvince.get(province)?.get(id) ?? book.common.get(id);
  return price === undefined || "missing" in price ? undefined : price;
}

/** Whether a price is older than the book allows on a day (both YYYY-MM-DD). */
export function isStale(price: Pick<Price, "asOf">, months: number, today: string): boolean {
  const [year = 0, month = 1] = price.asOf.split("-").map(Number);
  const due = year * 12 + (month - 1) + months;
  const limit = `${Math.floor(due / 12)}-${String((due % 12) + 1).padStart(2, "0")}${price.asOf.slice(7)}`;
  return today > limit;
}
