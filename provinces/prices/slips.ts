import type { Finding } from "../finding.ts";
import type { ProvinceId } from "../reference/divisions.ts";
import { CATALOG, isMoney } from "./catalog.ts";
import type { Price, PriceRange } from "./price.ts";

/** Slips in the order in which they are common, as what the price must be divided by. */
const SLIPS = [
  [12, "PRICE_SLIP_YEARLY"],
  [1 / 12, "PRICE_SLIP_MONTHLY"],
  [100, "PRICE_SLIP_FEN"],
  [1 / 100, "PRICE_SLIP_YUAN"],
] as const;

/**
 * A price of one's own that is believable by itself, but outside the book's range by just the factor of a year to a month
 * or of yuan to fen. `index` is the province's, by which the book's range may be raised.
 */
export function slipOf(price: Price, book: PriceRange, index: number): Finding | undefined {
  const { unit } = CATALOG[price.id];
  if (!isMoney(unit)) return undefined;
  const [low, high] = [book.low * Math.min(1, index), book.high * Math.max(1, index)];
  const inside = (value: number): boolean => value >= low && value <= high;
  if (inside(price.likely)) return undefined;
  const slip = SLIPS.find(
    ([factor]) => inside(price.likely / factor) && factor >= 1 === price.likely > high && timed(factor, unit),
  );
  if (slip === undefined) return undefined;
  const [factor, code] = slip;
  const yuan = (fen: number): number => Math.round(fen) / 100;
  return {
    code,
    where: { file: price.file, line: price.line, column: 1 },
    facts: {
      price: price.id,
      found: yuan(price.likely),
      low: yuan(low),
      high: yuan(high),
      converted: yuan(price.likely / factor),
    },
  };
}

/** Months and years are only mixed up in prices that recur. */
function timed(factor: number, unit: (typeof CATALOG)[keyof typeof CATALOG]["unit"]): boolean {
  return factor === 100 || factor === 1 / 100 || unit === "month" || unit === "year";
}

/** A quotation for everybody that the book multiplies by region: said, since it was hardly given for the dearest one. */
export function indexedQuotation(
  price: Price,
  regionIndex: Readonly<Partial<Record<ProvinceId, number>>>,
): Finding | undefined {
  if (price.origin !== "quotation" || !price.regionIndexed) return undefined;
  const [dearest] = Object.entries(regionIndex).sort(([, a], [, b]) => b - a);
  if (dearest === undefined || dearest[1] === 1) return undefined;
  const [province, index] = dearest;
  const raised = Math.round(price.likely * index) / 100;
  const facts = { price: price.id, found: price.likely / 100, province, index, raised };
  return { code: "QUOTATION_INDEXED", where: { file: price.file, line: price.line, column: 1 }, facts };
}
