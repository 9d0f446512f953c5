import type { LoadedProvince } from "../provinces/load.ts";
import { CATALOG, isMoney, PRICE_IDS, type PriceId } from "../provinces/prices/catalog.ts";
import { isStale, type MissingPrice, type Price, type PriceBook } from "../provinces/prices/price.ts";
import type { ProvinceId } from "../provinces/reference/divisions.ts";

/** weak: a mere assumption. good: nothing to say. */
export type PriceState = "missing" | "stale" | "weak" | "quotation" | "good";

export interface CheckedPrice {
  readonly id: PriceId;
  /** undefined: holds in all provinces. */
  readonly province: ProvinceId | undefined;
  readonly states: readonly PriceState[];
  /** Yuan, percent or quantity. */
  readonly value: { readonly low: number; readonly likely: number; readonly high: number } | null;
  readonly confidence: Price["confidence"] | undefined;
  readonly source: string;
  readonly asOf: string;
  readonly place: string;
  /** Multiplied by the region index of the province. */
  readonly regionIndexed: boolean;
}

/** A carrier's tariff in a province file. */
export interface CheckedTariff {
  readonly province: ProvinceId;
  readonly areaCode: string;
  readonly states: readonly PriceState[];
  /** Yuan a month of a trunk unit. */
  readonly rental: number;
  /** Empty where none is given. */
  readonly source: string;
  readonly asOf: string;
  readonly place: string;
}

export interface CheckedPrices {
  readonly book: { readonly name: string; readonly version: string; readonly files: readonly string[] };
  readonly asOf: string;
  readonly counts: Readonly<Record<"missing" | "stale" | "assumed" | "knowledge" | "sourced" | "quotations", number>>;
  /** All of the catalog, then what single provinces have of their own. */
  readonly prices: readonly CheckedPrice[];
  readonly tariffs: readonly CheckedTariff[];
}

/** Every price of the catalog and of single provinces, judged on a day (YYYY-MM-DD). */
export function checkedPrices(
  book: PriceBook,
  today: string,
  provinces: readonly LoadedProvince[] = [],
): CheckedPrices {
  const judge = (id: PriceId, price: Price | MissingPrice | undefined, province?: ProvinceId): CheckedPrice => {
    if (price === undefined || "missing" in price) {
      const place = price === undefined ? "" : `${price.file}:${price.line}`;
      return {
        id,
        province,
        states: ["missing"],
        value: null,
        confidence: undefined,
        source: "",
        asOf: "",
        place,
        regionIndexed: false,
      };
    }
    const scale = isMoney(CATALOG[id].unit) ? 1 / 100 : 1;
    const states: readonly (readonly [boolean, PriceState])[] = [
      [isStale(price, book.staleAfterMonths, today), "stale"],
      [price.confidence === "assumed", "weak"],
      [price.origin === "quotation", "quotation"],
    ];
    const found = states.flatMap(([holds, state]) => (holds ? [state] : []));
    return {
      id,
      province,
      states: found.length === 0 ? ["good"] : found,
      value: { low: price.low * scale, likely: price.likely * scale, high: price.high * scale },
      confidence: price.confidence,
      source: price.source,
      asOf: price.asOf,
      place: `${price.file}:${price.line}`,
      regionIndexed: price.regionIndexed,
    };
  };
  const prices = [
    ...PRICE_IDS.map((id) => judge(id, book.common.get(id))),
    ...[...book.byProvince].flatMap(([province, own]) => [...own].map(([id, price]) => judge(id, price, province))),
  ];
  const count = (test: (price: CheckedPrice) => boolean): number => prices.filter(test).length;
  const { name, version, files } = book;
  return {
    book: { name, version, files },
    asOf: today,
    counts: {
      missing: count(({ states }) => states.includes("missing")),
      stale: count(({ states }) => states.includes("stale")),
      assumed: count(({ confidence }) => confidence === "assumed"),
      knowledge: count(({ confidence }) => confidence === "knowledge"),
      sourced: count(({ confidence }) => confidence === "sourced"),
      quotations: count(({ states }) => states.includes("quotation")),
    },
    prices,
    tariffs: provinces.flatMap((loaded) => tariffsOf(loaded, { months: book.staleAfterMonths, today })),
  };
}

function tariffsOf(
  { province, file, locate }: LoadedProvince,
  { months, today }: { readonly months: number; readonly today: string },
): readonly CheckedTariff[] {
  return province.localNetworks.flatMap(({ areaCode, billing }, index): readonly CheckedTariff[] => {
    if (billing?.tariff === undefined) return [];
    const { rentalFenPerMonth, source = "", asOf = "" } = billing.tariff;
    const states: readonly (readonly [boolean, PriceState])[] = [
      [asOf !== "" && isStale({ asOf }, months, today), "stale"],
      [source === "" || asOf === "", "weak"],
    ];
    const found = states.flatMap(([holds, state]) => (holds ? [state] : []));
    const { line } = locate(["localNetworks", index, "billing", "tariff"]);
    return [
      {
        province: province.province,
        areaCode,
        states: found.length === 0 ? ["good"] : found,
        rental: rentalFenPerMonth / 100,
        source,
        asOf,
        place: `${file}:${line}`,
      },
    ];
  });
}
