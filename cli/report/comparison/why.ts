import type { Comparison, PriceStatus, ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { FactorView, LineResult, TermView } from "../../../planning/costs/cost-view.ts";
import type { AdmissibleOption } from "../../../planning/costs/option.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { cellText, number, yuan } from "./cell.ts";
import { quantityUnit, quantityWords } from "./term-words.ts";
import { admissibleOf, dateWords, growthWords, optionWords, paymentWords, priceUnit, sourceWords } from "./words.ts";

interface View {
  readonly province: ProvinceComparison;
  readonly comparison: Comparison;
  readonly language: Language;
}

/** Totals that are sums over lines, or follow from one by a formula. */
const TOTALS = ["initial", "nominal", "present", "annuity", "per-call", "per-seat-month"] as const;
type Total = (typeof TOTALS)[number];

/** Everything `--why` can be asked for: lines, classes, totals, prices. */
export function whyNames(province: ProvinceComparison): readonly string[] {
  const lines = shownOptions(province).flatMap((option) => option.lines ?? []);
  return [
    ...new Set([
      ...lines.map(({ id }) => id),
      ...lines.map(({ category }) => category),
      ...TOTALS,
      ...province.prices.map(({ id }) => id),
    ]),
  ].sort();
}

/** What the file states, and the pair that the verdict is about. */
function shownOptions(province: ProvinceComparison): readonly AdmissibleOption[] {
  const ids = new Set([province.pair?.selfBuilt, province.pair?.outsourced]);
  return admissibleOf(province).filter((option) => option.stated || ids.has(option.id));
}

/** Formula, inputs and sources of a figure, for every option that is shown in full; undefined for an unknown name. */
export function whyText(asked: string, view: View): string | undefined {
  const { province, language } = view;
  const options = shownOptions(province);
  const total = TOTALS.find((each) => each === asked);
  const blocks = options.flatMap((option): readonly string[] => {
    const head = optionWords(option, language);
    if (total !== undefined) return [`${head}\n${indented(totalText(option, total, view))}`];
    const lines = (option.lines ?? []).filter(({ id, category }) => id === asked || category === asked);
    return lines.length === 0 ? [] : [`${head}\n${indented(lines.map((line) => lineText(line, view)).join("\n\n"))}`];
  });
  if (blocks.length > 0) return blocks.join("\n\n");
  const price = province.prices.find(({ id }) => id === asked);
  return price === undefined ? undefined : priceText(price, language);
}

function lineText(line: LineResult, { province, comparison, language }: View): string {
  const { id, category, payment, growth, terms, each, nominal, present, byYear } = line;
  const words = growthWords(growth, province.prices, language);
  const used = new Set([...terms.flatMap(({ factors }) => factors.map(({ price }) => price)), growth.price]);
  return [
    say(language, "whyLine", { id, category: say(language, `category.${category}`) }),
    ...terms.map((term, index) => `  ${index === 0 ? " " : "+"} ${termText(term, language)}`),
    `  ${say(language, "whySum", { sum: cellText(yuan(each)) })}`,
    `  ${say(language, "whyEach", { each: cellText(yuan(each)), paid: paymentWords(payment, language), growth: words })}`,
    `  ${say(language, "whyTotals", {
      years: comparison.finance.horizonYears,
      nominal: cellText(yuan(nominal)),
      byYear: byYear.map((fen) => cellText(yuan(fen))).join(" + "),
      present: cellText(yuan(present)),
    })}`,
    ...figuresOf(terms).map((figure) => `  ${say(language, "whyFigure", { province: province.province, figure })}`),
    ...province.prices.filter((price) => used.has(price.id)).map((price) => `  ${priceText(price, language)}`),
    ...each.unknown.map((price) => `  ${price}${language === "zh" ? "：" : ": "}${say(language, "whyMissing")}`),
  ].join("\n");
}

/** `156 head (agents on the payroll) x wage.agent 5,000 x (1 + welfare.pct 0.36) = 1,060,800.00`. */
function termText({ quantity, unit, what, factors, yuan: value }: TermView, language: Language): string {
  const [open, close] = language === "zh" ? ["（", "）"] : [" (", ")"];
  const amount = `${cellText(number(quantity))} ${quantityUnit(unit, language)}${open}${quantityWords(what, language)}${close}`;
  const product = factors.reduce((text, factor) => factorText(text, factor, language), amount);
  return `${product} = ${value === null ? say(language, "missingPrice") : value.toFixed(2)}`;
}

function factorText(text: string, { kind, price, value }: FactorView, language: Language): string {
  const shown = `${price} ${value === null ? say(language, "missingPrice") : cellText(number(value))}`;
  switch (kind) {
    case "price":
    case "percent":
      return `${text} × ${shown}`;
    case "plus-percent":
      return `${text} × (1 + ${shown})`;
    case "by":
      return `${text} ÷ ${shown}`;
    case "ceil-by":
      return language === "zh" ? `进位(${text} ÷ ${shown})` : `ceil(${text} ÷ ${shown})`;
  }
}

function figuresOf(terms: readonly TermView[]): readonly string[] {
  return [...new Set(terms.flatMap(({ figure }) => (figure === undefined ? [] : [figure])))];
}

export function priceText(price: PriceStatus, language: Language): string {
  const { id, value, index, taxFactor, confidence, stale, file, line } = price;
  const of = (each: number): string => cellText(number(each));
  const unit = priceUnit(price, language);
  return say(language, "whyPrice", {
    name: `${id} ${price[language]}`,
    value: value === null ? say(language, "missingPrice") : `${of(value.likely)}${unit === "" ? "" : ` ${unit}`}`,
    low: value === null ? "-" : of(value.low),
    likely: value === null ? "-" : of(value.likely),
    high: value === null ? "-" : of(value.high),
    factors: `${index === 1 ? "" : say(language, "whyIndex", { index: of(index) })}${taxFactor === 1 ? "" : say(language, "whyTax", { tax: of(taxFactor) })}`,
    confidence: `${say(language, `confidence.${confidence}`)}${stale ? say(language, "staleMark") : ""}`,
    asOf: dateWords(price, language),
    source: sourceWords(price, language),
    place: `${file}:${line}`,
  });
}

function totalText(option: AdmissibleOption, total: Total, view: View): string {
  const { province, comparison, language } = view;
  const years = comparison.finance.horizonYears;
  const rate = comparison.finance.discountPercent;
  const money = (fen: number): string => cellText(yuan(fen));
  const title = (figure: string, value: string): string =>
    say(language, "whyTotal", { option: optionWords(option, language), figure, value });
  const sumOf = (figure: string, value: string, of: (line: LineResult) => number): string =>
    [
      title(figure, value),
      ...(option.lines ?? []).filter((line) => of(line) !== 0).map((line) => `  ${line.id}  ${money(of(line))}`),
    ].join("\n");
  switch (total) {
    case "initial":
      return sumOf(say(language, "initial"), cellText(yuan(option.initial)), ({ payment, each }) =>
        payment.kind === "renewal" || (payment.kind === "once" && payment.month === 0) ? each.fen : 0,
      );
    case "nominal":
      return sumOf(
        say(language, "nominalTotal", { years }),
        cellText(yuan(option.nominal)),
        ({ nominal }) => nominal.fen,
      );
    case "present":
      return sumOf(say(language, "presentValue"), cellText(yuan(option.present)), ({ present }) => present.fen);
    case "annuity":
      return `${say(language, "annuity")} = ${money(option.present.fen)} × r ÷ (1 - (1 + r)^-${years}), r = ${rate}% = ${cellText(yuan(option.annuity))}`;
    case "per-call":
      return option.fenPerAnsweredCall === null
        ? `${say(language, "perCall")} -`
        : `${say(language, "perCall")} = ${cellText(yuan(option.nominal))} ÷ (${province.demand.answeredCallsPerYear.toFixed(1)} × ${years}) = ${money(option.fenPerAnsweredCall)}`;
    case "per-seat-month":
      return option.fenPerSeatMonth === null
        ? `${say(language, "perSeatMonth")} -`
        : `${say(language, "perSeatMonth")} = ${cellText(yuan(option.nominal))} ÷ (${cellText(number(province.demand.oneShiftSeats ?? 0))} × 12 × ${years}) = ${money(option.fenPerSeatMonth)}`;
  }
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, "  ");
}
