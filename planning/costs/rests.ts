import { type Compiled, monomialAt, rawLikely } from "./compiled.ts";
import type { Confidence } from "./cost-view.ts";
import type { PriceTable } from "./price-table.ts";

export type Rests = Readonly<Record<Confidence, number>>;

const WEAKEST: readonly Confidence[] = ["assumed", "knowledge", "sourced"];

/** A product of prices rests on the weakest of them; one without prices on nothing better than an assumption. */
export function weakestOf(factors: readonly { readonly price: string }[], prices: PriceTable): Confidence {
  return (
    WEAKEST.find((confidence) => factors.some(({ price }) => prices.get(price)?.status.confidence === confidence)) ??
    "assumed"
  );
}

/** Sums by confidence as shares of their total; 0 each where there is nothing. */
export function shares(sums: Rests): Rests {
  const all = sums.sourced + sums.knowledge + sums.assumed;
  if (all === 0) return sums;
  return { sourced: sums.sourced / all, knowledge: sums.knowledge / all, assumed: sums.assumed / all };
}

/** What two options do not have in common, by the size of each part, and what its prices rest on. */
export function restsOfDifference(one: Compiled, other: Compiled, prices: PriceTable): Rests {
  const parts = new Map(one.parts.map(({ coefficient, monomial }) => [monomial.key, { coefficient, monomial }]));
  for (const { coefficient, monomial } of other.parts)
    parts.set(monomial.key, { coefficient: (parts.get(monomial.key)?.coefficient ?? 0) - coefficient, monomial });
  const sums: Record<Confidence, number> = { sourced: 0, knowledge: 0, assumed: 0 };
  const raw = rawLikely(prices);
  for (const { coefficient, monomial } of parts.values())
    sums[weakestOf(monomial.factors, prices)] += Math.abs(coefficient * monomialAt(monomial, raw));
  return shares(sums);
}
