import { CATALOG, isMoney, PRICE_IDS, type PriceId } from "../../provinces/prices/catalog.ts";
import { isStale, type Price, type PriceBook, priceIn } from "../../provinces/prices/price.ts";
import type { ProvinceId } from "../../provinces/reference/divisions.ts";
import type { PriceStatus } from "./comparison.ts";
import type { TariffPrice } from "./telecom-lines.ts";

/** A price as the model computes with it: fen, a fraction for a percent, the quantity itself. */
export interface ModelPrice {
  readonly id: string;
  readonly low: number;
  readonly likely: number;
  readonly high: number;
  /** Region index x tax: what the department pays is value x factor. */
  readonly factor: number;
  /** Id and range: what its draws depend on. */
  readonly key: string;
  readonly status: PriceStatus;
}

/** Prices of a province by id; what is missing is absent. */
export type PriceTable = ReadonlyMap<string, ModelPrice>;

const keys = new Map<string, string>();

/** The same short name for the same text: thousands of longer keys are made of these. */
function shortKey(text: string): string {
  const known = keys.get(text) ?? `p${keys.size.toString(36)}`;
  keys.set(text, known);
  return known;
}

/** The prices that hold in a province on a day, region index and tax applied. */
export function priceTable(book: PriceBook, province: ProvinceId, today: string): PriceTable {
  const index = book.regionIndex[province] ?? 1;
  const percent = (id: PriceId): number => (priceIn(book, province, id)?.likely ?? 0) / 100;
  const table = new Map<string, ModelPrice>();
  for (const id of PRICE_IDS) {
    const price = priceIn(book, province, id);
    if (price === undefined) continue;
    const scale = price.unit === "percent" ? 1 / 100 : 1;
    const region = price.regionIndexed ? index : 1;
    const tax = taxFactor(price, percent);
    const [low, likely, high] = [price.low * scale, price.likely * scale, price.high * scale];
    table.set(id, {
      id,
      low,
      likely,
      high,
      key: shortKey(`${id} ${low} ${likely} ${high}`),
      factor: region * tax,
      status: statusOf(price, { index: region, taxFactor: tax, stale: isStale(price, book.staleAfterMonths, today) }),
    });
  }
  return table;
}

/** Tax that a department can't deduct stays in the price. */
function taxFactor({ id, taxBasis }: Price, percent: (id: PriceId) => number): number {
  const kind = CATALOG[id].tax;
  if (kind === "none") return 1;
  const rate = percent(`tax.vat.${kind}.pct`);
  const borne = 1 + rate * (1 - percent("tax.recoverable.pct"));
  return taxBasis === "excluded" ? borne : borne / (1 + rate);
}

function statusOf(price: Price, applied: Pick<PriceStatus, "index" | "taxFactor" | "stale">): PriceStatus {
  const { id, unit, confidence, source, asOf, file, line, origin } = price;
  const scale = isMoney(unit) ? 1 / 100 : 1;
  const { zh, en, per } = CATALOG[id];
  const value = { low: price.low * scale, likely: price.likely * scale, high: price.high * scale };
  return { id, zh, en, unit, per, value, ...applied, confidence, source, asOf, file, line, origin };
}

export interface TariffPlace {
  readonly file: string;
  readonly today: string;
  readonly staleAfterMonths: number;
  readonly line: (areaCode: string) => number;
}

/** The table with a carrier's contract prices, which stand in the province file and have no range. */
export function withTariffs(table: PriceTable, tariffs: readonly TariffPrice[], place: TariffPlace): PriceTable {
  if (tariffs.length === 0) return table;
  const extended = new Map(table);
  for (const { id, fen, per, areaCode, source = "", asOf = "" } of tariffs) {
    const yuan = fen / 100;
    extended.set(id, {
      id,
      low: fen,
      likely: fen,
      high: fen,
      key: shortKey(`${id} ${fen}`),
      factor: 1,
      status: {
        id,
        zh: `${areaCode} 合同资费`,
        en: `contract tariff of ${areaCode}`,
        unit: per,
        per: "line",
        value: { low: yuan, likely: yuan, high: yuan },
        index: 1,
        taxFactor: 1,
        // What no document proves is a guess, however exact.
        confidence: source === "" || asOf === "" ? "assumed" : "sourced",
        source,
        asOf,
        file: place.file,
        line: place.line(areaCode),
        origin: "tariff",
        stale: asOf !== "" && isStale({ asOf }, place.staleAfterMonths, place.today),
      },
    });
  }
  return extended;
}

/** Value of a factor at likely prices, region and tax applied. */
export function likely(table: PriceTable): (id: string) => number | undefined {
  return (id) => {
    const price = table.get(id);
    return price === undefined ? undefined : price.likely * price.factor;
  };
}
