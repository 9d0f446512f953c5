import { CATALOG } from "../../provinces/prices/catalog.ts";
import { DIVISIONS } from "../../provinces/reference/divisions.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import type { CheckedPrice, CheckedPrices } from "../price-status.ts";
import { table } from "../table.ts";
import { cellText, left, number, right } from "./comparison/cell.ts";
import { priceUnit } from "./comparison/words.ts";

const ORDER = ["missing", "stale", "weak", "quotation"] as const;

/** Counts, then what needs somebody: missing first, then stale, then assumed; quotations last. */
export function pricesReport({ book, counts, prices }: CheckedPrices, language: Language): string {
  const title = say(language, "pricesCheckTitle", {
    name: book.name,
    version: book.version,
    items: prices.length,
    ...counts,
  });
  const shown = ORDER.flatMap((state) =>
    prices.filter(({ states }) => ORDER.find((each) => states.includes(each)) === state),
  );
  if (shown.length === 0) return `${title}\n${say(language, "pricesCheckGood")}`;
  const columns = [
    left(say(language, "priceState")),
    left(say(language, "price")),
    left(say(language, "scope")),
    right(say(language, "low")),
    right(say(language, "likely")),
    right(say(language, "high")),
    left(say(language, "unit")),
    left(say(language, "date")),
    left(say(language, "place")),
    left(say(language, "source")),
  ];
  return `${title}\n\n${table(
    columns,
    shown.map((price) => rowOf(price, language)),
  )}`;
}

function rowOf(
  { id, province, states, value, asOf, place, source }: CheckedPrice,
  language: Language,
): readonly string[] {
  const of = (each: number | undefined): string => (each === undefined ? "-" : cellText(number(each)));
  const words = states.flatMap((state) => (state === "good" ? [] : [say(language, `state.${state}`)]));
  return [
    words.join(language === "zh" ? "、" : ", "),
    `${id} ${CATALOG[id][language]}`,
    province === undefined ? say(language, "scopeAll") : DIVISIONS[province][language],
    of(value?.low),
    of(value?.likely),
    of(value?.high),
    priceUnit(CATALOG[id], language),
    asOf,
    place,
    source,
  ];
}
