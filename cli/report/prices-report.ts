import { CATALOG } from "../../provinces/prices/catalog.ts";
import { DIVISIONS } from "../../provinces/reference/divisions.ts";
import type { Language } from "../language.ts";
import { say } from "../messages.ts";
import type { CheckedPrice, CheckedPrices, CheckedTariff } from "../price-status.ts";
import { table } from "../table.ts";
import { cellText, left, number, right } from "./comparison/cell.ts";
import { dateWords, priceUnit, sourceWords } from "./comparison/words.ts";

const ORDER = ["missing", "stale", "weak", "quotation"] as const;

/** Counts, then what needs somebody: missing first, then stale, then assumed; quotations last. */
export function pricesReport({ book, counts, prices, tariffs }: CheckedPrices, language: Language): string {
  const title = say(language, "pricesCheckTitle", {
    name: book.name,
    version: book.version,
    items: prices.length,
    ...counts,
  });
  const shown = ORDER.flatMap((state) =>
    prices.filter(({ states }) => ORDER.find((each) => states.includes(each)) === state),
  );
  const open = tariffs.filter(({ states }) => !states.includes("good"));
  if (shown.length + open.length === 0) return `${title}\n${say(language, "pricesCheckGood")}`;
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
  return `${title}\n\n${table(columns, [
    ...shown.map((price) => rowOf(price, language)),
    ...open.map((tariff) => tariffRow(tariff, language)),
  ])}`;
}

function stateWords(states: CheckedTariff["states"], language: Language): string {
  const words = states.flatMap((state) => (state === "good" ? [] : [say(language, `state.${state}`)]));
  return words.join(language === "zh" ? "、" : ", ");
}

function tariffRow(tariff: CheckedTariff, language: Language): readonly string[] {
  const { province, areaCode, states, rental, place } = tariff;
  const yuan = cellText(number(rental));
  return [
    stateWords(states, language),
    say(language, "tariffOf", { areaCode }),
    DIVISIONS[province][language],
    yuan,
    yuan,
    yuan,
    priceUnit({ unit: "month", per: "line" }, language),
    dateWords(tariff, language),
    place,
    sourceWords(tariff, language),
  ];
}

function rowOf(
  { id, province, states, value, asOf, place, source, regionIndexed }: CheckedPrice,
  language: Language,
): readonly string[] {
  const of = (each: number | undefined): string => (each === undefined ? "-" : cellText(number(each)));
  const scope = province === undefined ? say(language, "scopeAll") : DIVISIONS[province][language];
  return [
    stateWords(states, language),
    `${id} ${CATALOG[id][language]}`,
    `${scope}${regionIndexed ? say(language, "scopeIndexed") : ""}`,
    of(value?.low),
    of(value?.likely),
    of(value?.high),
    priceUnit(CATALOG[id], language),
    asOf,
    place,
    source,
  ];
}
