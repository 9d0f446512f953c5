import { missingIn } from "./compiled.ts";
import { type CostLine, pricesOf } from "./cost-line.ts";
import type { Amount, Confidence, CostCategory, FactorView, LineResult, TermView } from "./cost-view.ts";
import { largestDeduction } from "./missing-range.ts";
import { apportion, runningFen, toFen } from "./money.ts";
import type { CostSums } from "./option.ts";
import { likely, type PriceTable } from "./price-table.ts";
import { shares, weakestOf } from "./rests.ts";
import { discount, type Horizon, type Schedule, scheduleOf } from "./schedule.ts";
import { evaluate, type Factor, type Term } from "./term.ts";

/** Lines of an option with all sums. */
export interface Costing extends CostSums {
  readonly lines: readonly LineResult[];
}

export interface CostingRequest {
  readonly prices: PriceTable;
  readonly horizon: Horizon;
  readonly ratePercent: number;
  readonly ratesPercent: readonly number[];
  /** Derivations of the lines' terms are left out where nobody will read them. */
  readonly derivations: boolean;
}

/** One line while its fen are not rounded yet. */
interface Computed {
  readonly line: CostLine;
  readonly unknown: readonly string[];
  /** Of one payment. */
  readonly each: number;
  /** By month 0 to the horizon, whole fen. */
  readonly monthly: readonly number[];
  readonly schedule: Schedule;
  /** Price level at each due. */
  readonly levels: Float64Array;
  readonly growth: number;
}

/**
 * Payments are rounded to fen as they fall due, so that every running sum of a line is within half a fen of the exact
 * one; years, categories and totals are sums of those. Present values are rounded line by line, so that at a rate of zero
 * they are the nominal ones, and apportioned to years.
 */
export function cost(lines: readonly CostLine[], request: CostingRequest): Costing {
  const { prices, horizon, ratePercent, ratesPercent } = request;
  const computed = lines.map((line) => compute(line, prices, horizon));
  const unknown = [...new Set(computed.flatMap((each) => each.unknown))].sort();
  const amount = (fen: number): Amount => ({ fen, unknown });
  const rounded = computed.map((each) => toFen(presentOf(each, ratePercent)));
  const monthly = new Array<number>(horizon.months + 1).fill(0);
  for (const each of computed)
    for (let month = 0; month < monthly.length; month++)
      monthly[month] = (monthly[month] ?? 0) + (each.monthly[month] ?? 0);
  const results = computed.map((each, index) => lineResult(each, { present: rounded[index] ?? 0, request }));
  const present = rounded.reduce((sum, fen) => sum + fen, 0);
  const presentByYear = apportion(presentsByYear(computed, request), present);
  const initial = computed.reduce((sum, each) => sum + (each.monthly[0] ?? 0), 0);
  const annuityFactor = years(horizon).reduce((sum, year) => sum + discount(ratePercent, 12 * (year + 1)), 0);
  const categories = [...new Set(lines.map(({ category }) => category))];
  const sumOf = (category: CostCategory, pick: (result: LineResult) => number): number =>
    results.filter((result) => result.category === category).reduce((sum, result) => sum + pick(result), 0);
  return {
    lines: results,
    initial: amount(initial),
    nominal: amount(monthly.reduce((sum, fen) => sum + fen, 0)),
    present: amount(present),
    presentAt: ratesPercent.map((rate) => ({
      ratePercent: rate,
      fen: computed.reduce((sum, each) => sum + toFen(presentOf(each, rate)), 0),
    })),
    annuity: amount(toFen(present / annuityFactor)),
    byCategory: categories.map((category) => ({
      category,
      nominal: sumOf(category, ({ nominal }) => nominal.fen),
      present: sumOf(category, (result) => result.present.fen),
      byYear: years(horizon).map((year) => sumOf(category, ({ byYear }) => byYear[year] ?? 0)),
    })),
    byYear: years(horizon).map((year) => ({
      year: year + 1,
      nominal: results.reduce((sum, { byYear }) => sum + (byYear[year] ?? 0), 0),
      present: presentByYear[year] ?? 0,
    })),
    monthly,
    rests: restsOn(computed, request),
    unknownShare:
      computed.length === 0 ? 0 : computed.filter((each) => each.unknown.length > 0).length / computed.length,
  };
}

function compute(line: CostLine, prices: PriceTable, horizon: Horizon): Computed {
  const valued = likely(prices);
  const growthId = line.growth.price;
  const unknown = missingIn(pricesOf([line]), prices).toSorted();
  const each = line.terms.reduce((sum, term) => {
    const lowest = largestDeduction(term, prices);
    return sum + (evaluate(lowest ?? term, valued) ?? 0);
  }, 0);
  const growth = growthId === undefined ? 0 : (valued(growthId) ?? 0);
  const schedule = scheduleOf(line.payment, line.growth, horizon);
  const levels = schedule.levels(growth);
  const exact = new Array<number>(horizon.months + 1).fill(0);
  const { months } = schedule;
  for (let due = 0; due < months.length; due++) {
    const month = months[due] ?? 0;
    exact[month] = (exact[month] ?? 0) + each * (levels[due] ?? 0);
  }
  return { line, unknown, each, schedule, levels, growth, monthly: runningFen(exact) };
}

function presentOf({ each, schedule, growth }: Computed, ratePercent: number): number {
  return each * schedule.presentOfOne(ratePercent, growth);
}

/** Not rounded. */
function presentsByYear(computed: readonly Computed[], { horizon, ratePercent }: CostingRequest): readonly number[] {
  const sums = years(horizon).map(() => 0);
  for (const { each, schedule, levels } of computed) {
    const discounts = schedule.discounts(ratePercent);
    const { months } = schedule;
    for (let due = 0; due < months.length; due++) {
      const year = yearOf(months[due] ?? 0);
      sums[year] = (sums[year] ?? 0) + each * (levels[due] ?? 0) * (discounts[due] ?? 0);
    }
  }
  return sums;
}

/** What is paid at the start belongs to the first year, what is paid after twelve months too. */
export function yearOf(month: number): number {
  return month === 0 ? 0 : Math.floor((month - 1) / 12);
}

function years({ months }: Horizon): readonly number[] {
  return Array.from({ length: Math.ceil(months / 12) }, (_, year) => year);
}

function lineResult(
  { line, unknown, each, monthly }: Computed,
  { present, request }: { readonly present: number; readonly request: CostingRequest },
): LineResult {
  const byYear = new Array<number>(Math.ceil(request.horizon.months / 12)).fill(0);
  for (let month = 0; month < monthly.length; month++) {
    const year = yearOf(month);
    byYear[year] = (byYear[year] ?? 0) + (monthly[month] ?? 0);
  }
  const amount = (fen: number): Amount => ({ fen, unknown });
  return {
    id: line.id,
    category: line.category,
    payment: line.payment,
    growth: line.growth,
    terms: request.derivations ? line.terms.map((term) => termView(term, request.prices)) : [],
    each: amount(toFen(each)),
    nominal: amount(byYear.reduce((sum, fen) => sum + fen, 0)),
    present: amount(present),
    byYear,
  };
}

function termView(term: Term, prices: PriceTable): TermView {
  const fen = evaluate(largestDeduction(term, prices) ?? term, likely(prices));
  const { quantity, unit, figure, what } = term;
  const factors = term.factors.map((factor) => factorView(factor, prices));
  return { quantity, unit, figure, what, factors, yuan: fen === undefined ? null : fen / 100 };
}

function factorView({ kind, price }: Factor, prices: PriceTable): FactorView {
  const found = prices.get(price);
  if (found === undefined) return { kind, price, value: null };
  const money = found.status.unit !== "percent" && found.status.unit !== "quantity";
  const value = found.likely * found.factor;
  return { kind, price, value: money ? value / 100 : value };
}

/** A term rests on the weakest of its prices; amounts to be deducted count by their size. */
function restsOn(
  computed: readonly Computed[],
  { prices, ratePercent }: CostingRequest,
): Readonly<Record<Confidence, number>> {
  const sums: Record<Confidence, number> = { sourced: 0, knowledge: 0, assumed: 0 };
  const valued = likely(prices);
  for (const each of computed) {
    const factor = each.each === 0 ? 0 : presentOf(each, ratePercent) / each.each;
    for (const term of each.line.terms) {
      const value = evaluate(term, valued);
      if (value === undefined) continue;
      sums[weakestOf(term.factors, prices)] += Math.abs(value * factor);
    }
  }
  return shares(sums);
}
