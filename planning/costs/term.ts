/** How a price enters a term. Percents are fractions here, so 36 means 0.36. */
export interface Factor {
  readonly kind: "price" | "percent" | "plus-percent" | "by" | "ceil-by";
  readonly price: string;
}

/**
 * A quantity times prices. A sum of terms is a polynomial in prices: totals, derivations, sensitivity and simulation
 * all evaluate the same terms. `ceil-by` divides the quantity by a price and rounds up (supervisors of heads); a term
 * has one at most.
 */
export interface Term {
  readonly quantity: number;
  readonly unit: string;
  /** Name, or beginning of the names, of the ledger's figures it comes from. */
  readonly figure: string | undefined;
  /** The quantity as a formula in words of the plan. */
  readonly what: string;
  readonly factors: readonly Factor[];
}

/** Value of a price: fen with region and tax for money, the quantity itself else; percents as fractions. */
export type PriceValue = (price: string) => number | undefined;

/** Fen, not rounded; undefined where a price is missing. */
export function evaluate(term: Term, priced: PriceValue): number | undefined {
  let result = term.quantity;
  for (const factor of term.factors) {
    const value = priced(factor.price);
    if (value === undefined) return undefined;
    result = applied(factor, value, result);
  }
  return result;
}

function applied({ kind }: Factor, value: number, result: number): number {
  switch (kind) {
    case "price":
    case "percent":
      return result * value;
    case "plus-percent":
      return result * (1 + value);
    case "by":
      return result / value;
    case "ceil-by":
      return Math.ceil(result / value - 1e-9);
  }
}

/** `ceil-by` first: it divides the bare quantity. */
export function term(
  quantity: Omit<Term, "factors">,
  ...factors: readonly (readonly [Factor["kind"], string])[]
): Term {
  const all = factors.map(([kind, price]) => ({ kind, price }));
  const ceiled = all.filter(({ kind }) => kind === "ceil-by");
  return { ...quantity, factors: [...ceiled, ...all.filter(({ kind }) => kind !== "ceil-by")] };
}

/** The terms with further factors: 25% of all hardware, twelve months of a fee. */
export function scaled(terms: readonly Term[], ...factors: readonly (readonly [Factor["kind"], string])[]): Term[] {
  return terms.map((each) => ({
    ...each,
    factors: [...each.factors, ...factors.map(([kind, price]) => ({ kind, price }))],
  }));
}
