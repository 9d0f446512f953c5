import { CATALOG, isMoney, isPriceId } from "../../provinces/prices/catalog.ts";
import type { CostLine } from "./cost-line.ts";
import { likely, type PriceTable } from "./price-table.ts";
import { type Horizon, presentOfOne, scheduleOf } from "./schedule.ts";
import { evaluate, type Term } from "./term.ts";

/**
 * A deduction of which only the percent is missing, at the largest that is believable: leaving it out of a lower bound
 * would make the bound too high. Undefined for terms that can be left out.
 */
export function largestDeduction(term: Term, prices: PriceTable): Term | undefined {
  if (term.quantity >= 0) return undefined;
  const missing = term.factors.filter(({ price }) => !prices.has(price));
  if (missing.length === 0 || missing.some(({ kind }) => kind !== "percent")) return undefined;
  const share = missing.reduce((product, { price }) => product * boundsOf(price)[1], 1);
  return {
    ...term,
    quantity: term.quantity * share,
    factors: term.factors.filter(({ price }) => prices.has(price)),
  };
}

/** Present value (fen) that missing prices add to a lower bound, at the ends of what the catalog holds believable. */
export function missingRange(
  lines: readonly CostLine[],
  {
    prices,
    horizon,
    ratePercent,
  }: { readonly prices: PriceTable; readonly horizon: Horizon; readonly ratePercent: number },
): { readonly least: number; readonly most: number } {
  const known = likely(prices);
  let least = 0;
  let most = 0;
  for (const { terms, growth, payment } of lines) {
    const weights = scheduleOf(payment, growth, horizon).weights(ratePercent);
    for (const term of terms) {
      const read = [...term.factors.map(({ price }) => price), ...(growth.price === undefined ? [] : [growth.price])];
      const missing = [...new Set(read.filter((price) => !prices.has(price)))];
      if (missing.length === 0) continue;
      // Every factor moves a product one way only, so its extremes lie at corners.
      const values = corners(missing).map((corner) => {
        const valued = (price: string): number | undefined => corner.get(price) ?? known(price);
        const rise = growth.price === undefined ? 0 : (valued(growth.price) ?? 0);
        return (evaluate(term, valued) ?? 0) * presentOfOne(weights, rise);
      });
      const lowest = largestDeduction(term, prices);
      const counted =
        lowest === undefined || (growth.price !== undefined && !prices.has(growth.price))
          ? 0
          : (evaluate(lowest, known) ?? 0) *
            presentOfOne(weights, growth.price === undefined ? 0 : (known(growth.price) ?? 0));
      least += Math.min(...values) - counted;
      most += Math.max(...values) - counted;
    }
  }
  return { least, most };
}

/** All ways to put each missing price at one end of its bounds. */
function corners(missing: readonly string[]): readonly ReadonlyMap<string, number>[] {
  return missing.reduce<readonly ReadonlyMap<string, number>[]>(
    (all, price) => all.flatMap((corner) => boundsOf(price).map((bound) => new Map(corner).set(price, bound))),
    [new Map<string, number>()],
  );
}

/** As the model computes: fen, a fraction for a percent, the quantity itself. */
function boundsOf(price: string): readonly [number, number] {
  if (!isPriceId(price)) return [0, 0];
  const { bounds, unit } = CATALOG[price];
  const scale = unit === "percent" ? 1 / 100 : isMoney(unit) ? 100 : 1;
  return [bounds[0] * scale, bounds[1] * scale];
}
