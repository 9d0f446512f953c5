import type { CostLine } from "./cost-line.ts";
import { largestDeduction } from "./missing-range.ts";
import type { PriceTable } from "./price-table.ts";
import { type GrowthWeights, type Horizon, presentOfOne, scheduleOf } from "./schedule.ts";
import type { Factor, Term } from "./term.ts";

/**
 * One product of raw prices with its schedule. Region and tax are in the coefficient, so the same monomial serves every
 * province whose book has the same ranges: its column of draws is computed once.
 */
export interface Monomial {
  readonly key: string;
  readonly factors: readonly Factor[];
  /** Quantity under `ceil-by`, which rounding keeps out of the coefficient; undefined without one. */
  readonly ceiled: number | undefined;
  readonly growth: string | undefined;
  readonly weights: GrowthWeights;
  /** Growth with its range, and the weights: what the present value of one payment depends on. */
  readonly timing: string;
}

/** Present value as a sum of coefficient x monomial; a missing price leaves its terms out (deductions at their largest), as `unknown` says. */
export interface Compiled {
  readonly parts: readonly { readonly coefficient: number; readonly monomial: Monomial }[];
  readonly unknown: readonly string[];
}

export interface CompileRequest {
  readonly prices: PriceTable;
  readonly horizon: Horizon;
  readonly ratePercent: number;
}

export function compile(lines: readonly CostLine[], { prices, horizon, ratePercent }: CompileRequest): Compiled {
  const parts = new Map<string, { coefficient: number; monomial: Monomial }>();
  const unknown = new Set<string>();
  for (const line of lines) {
    const weights = scheduleOf(line.payment, line.growth, horizon).weights(ratePercent);
    const timing = timingOf(weights);
    const growth = line.growth.price;
    for (const stated of line.terms) {
      const missing = missingOf(stated, growth, prices);
      for (const id of missing) unknown.add(id);
      const term = missing.length === 0 ? stated : largestDeduction(stated, prices);
      if (term === undefined || missingOf(term, growth, prices).length > 0) continue;
      const ceiled = term.factors.some(({ kind }) => kind === "ceil-by") ? term.quantity : undefined;
      const scale = term.factors.reduce(
        (product, { kind, price }) => product * scaleOf(kind, prices.get(price)?.factor ?? 1),
        1,
      );
      const coefficient = scale * (ceiled === undefined ? term.quantity : 1);
      const ranges = term.factors.map(({ kind, price }) => `${kind} ${prices.get(price)?.key ?? price}`);
      const rise = growth === undefined ? undefined : prices.get(growth);
      const timed = rise === undefined ? timing : `${rise.key}|${timing}`;
      const key = [...ranges.sort(), ceiled ?? "", timed].join("|");
      const part = parts.get(key);
      if (part === undefined)
        parts.set(key, {
          coefficient,
          monomial: { key, factors: term.factors, ceiled, growth, weights, timing: timed },
        });
      else part.coefficient += coefficient;
    }
  }
  return { parts: [...parts.values()], unknown: [...unknown].sort() };
}

const timings = new WeakMap<GrowthWeights, string>();
let timingsTold = 0;

/** A short name for a schedule's weights, which are kept and so the same object for the same schedule. */
function timingOf(weights: GrowthWeights): string {
  const known = timings.get(weights) ?? `schedule ${++timingsTold}`;
  timings.set(weights, known);
  return known;
}

/** Percents and divisors bear neither region nor tax. */
function scaleOf(kind: Factor["kind"], factor: number): number {
  return kind === "price" ? factor : 1;
}

export function missingIn(ids: readonly string[], prices: PriceTable): readonly string[] {
  return ids.filter((id) => !prices.has(id));
}

/** Prices of a term and its growth that are missing; mostly none. */
function missingOf({ factors }: Term, growth: string | undefined, prices: PriceTable): readonly string[] {
  const complete = factors.every(({ price }) => prices.has(price)) && (growth === undefined || prices.has(growth));
  if (complete) return [];
  return missingIn([...factors.map(({ price }) => price), ...(growth === undefined ? [] : [growth])], prices);
}

/** Value of a monomial at raw prices (fen before region and tax, fractions, quantities). */
export function monomialAt({ factors, ceiled, growth, weights }: Monomial, raw: (price: string) => number): number {
  let value = ceiled ?? 1;
  for (const { kind, price } of factors) {
    const at = raw(price);
    switch (kind) {
      case "price":
      case "percent":
        value *= at;
        break;
      case "plus-percent":
        value *= 1 + at;
        break;
      case "by":
        value /= at;
        break;
      case "ceil-by":
        value = Math.ceil(value / at - 1e-9);
        break;
    }
  }
  return value * presentOfOne(weights, growth === undefined ? 0 : raw(growth));
}

/** Fen, not rounded. */
export function presentAt({ parts }: Compiled, raw: (price: string) => number): number {
  return parts.reduce((sum, { coefficient, monomial }) => sum + coefficient * monomialAt(monomial, raw), 0);
}

/** Raw likely prices of a table; what is missing never occurs in a compiled option. */
export function rawLikely(prices: PriceTable): (price: string) => number {
  return (id) => prices.get(id)?.likely ?? 0;
}
