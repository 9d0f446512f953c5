import { isParameter } from "../../provinces/prices/catalog.ts";
import type { Compiled, Monomial } from "./compiled.ts";
import type { PriceTable } from "./price-table.ts";
import { presentOfOne } from "./schedule.ts";

/**
 * Draws of prices, the same for every option and province: what differs between two options in a draw is their own
 * doing, not chance. Each price has a stream of its own, so another price in the book moves no draw of the rest.
 */
export class Draws {
  readonly count: number;
  readonly #seed: number;
  readonly #uniform = new Map<string, Float64Array>();
  readonly #prices = new Map<string, Float64Array>();
  readonly #growths = new Map<string, Float64Array>();
  readonly #monomials = new Map<string, Float64Array>();

  constructor(seed: number, count: number) {
    this.#seed = seed;
    this.count = count;
  }

  /** Present values of an option by draw. */
  presents({ parts }: Compiled, prices: PriceTable): Float64Array {
    const sum = new Float64Array(this.count);
    for (const { coefficient, monomial } of parts) {
      const column = this.#monomial(monomial, prices);
      for (let draw = 0; draw < sum.length; draw++) sum[draw] = (sum[draw] ?? 0) + coefficient * (column[draw] ?? 0);
    }
    return sum;
  }

  #monomial(monomial: Monomial, prices: PriceTable): Float64Array {
    const known = this.#monomials.get(monomial.key);
    if (known !== undefined) return known;
    const { factors, ceiled, growth, weights } = monomial;
    const column = new Float64Array(this.count).fill(ceiled ?? 1);
    for (const { kind, price } of factors) {
      const drawn = this.#price(price, prices);
      for (let draw = 0; draw < column.length; draw++) {
        const at = drawn[draw] ?? 0;
        const so = column[draw] ?? 0;
        column[draw] =
          kind === "ceil-by"
            ? Math.ceil(so / at - 1e-9)
            : kind === "by"
              ? so / at
              : so * (kind === "plus-percent" ? 1 + at : at);
      }
    }
    if (growth === undefined) {
      const present = presentOfOne(weights, 0);
      for (let draw = 0; draw < column.length; draw++) column[draw] = (column[draw] ?? 0) * present;
    } else {
      const present = this.#growing(monomial, this.#price(growth, prices));
      for (let draw = 0; draw < column.length; draw++) column[draw] = (column[draw] ?? 0) * (present[draw] ?? 0);
    }
    // Rounded-up quantities are a province's own: keeping them would only fill memory.
    if (ceiled === undefined) this.#monomials.set(monomial.key, column);
    return column;
  }

  /** Present value of one growing payment, by draw of its growth. */
  #growing({ timing, weights }: Monomial, rises: Float64Array): Float64Array {
    const known = this.#growths.get(timing);
    if (known !== undefined) return known;
    const column = new Float64Array(this.count);
    for (const [years, weight] of weights)
      for (let draw = 0; draw < column.length; draw++)
        column[draw] = (column[draw] ?? 0) + weight * (1 + (rises[draw] ?? 0)) ** years;
    this.#growths.set(timing, column);
    return column;
  }

  #price(id: string, prices: PriceTable): Float64Array {
    const { low, likely, high } = prices.get(id) ?? { low: 0, likely: 0, high: 0 };
    const key = `${id} ${low} ${likely} ${high}`;
    const known = this.#prices.get(key);
    if (known !== undefined) return known;
    const column = new Float64Array(this.count);
    if (low === high || isParameter(id)) column.fill(likely);
    else {
      const uniform = this.#stream(id);
      for (let draw = 0; draw < column.length; draw++)
        column[draw] = triangular(uniform[draw] ?? 0, { low, likely, high });
    }
    this.#prices.set(key, column);
    return column;
  }

  #stream(id: string): Float64Array {
    const known = this.#uniform.get(id);
    if (known !== undefined) return known;
    const random = generator(this.#seed, id);
    const column = new Float64Array(this.count);
    for (let draw = 0; draw < column.length; draw++) column[draw] = random();
    this.#uniform.set(id, column);
    return column;
  }
}

/** Inverse of the triangular distribution: the value below which a share `u` of all draws lies. */
export function triangular(u: number, { low, likely, high }: { low: number; likely: number; high: number }): number {
  const width = high - low;
  if (width === 0) return likely;
  return u * width < likely - low
    ? low + Math.sqrt(u * width * (likely - low))
    : high - Math.sqrt((1 - u) * width * (high - likely));
}

/** sfc32 (Chris Doty-Humphrey's Small Fast Counting generator, public domain), seeded by number and name (FNV-1a). */
export function generator(seed: number, name: string): () => number {
  let hash = 0x811c9dc5;
  for (const character of name) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  let a = seed | 0;
  let b = hash | 0;
  let c = Math.imul(seed, 0x9e3779b9) | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first outputs still show the seed.
  for (let warm = 0; warm < 15; warm++) next();
  return next;
}

export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index] ?? 0;
  return values.length === 0 ? 0 : sum / values.length;
}

/** The values at ascending ranks, by partial sorting (Hoare's selection); `values` is reordered. */
export function quantiles(values: Float64Array, shares: readonly number[]): readonly number[] {
  let from = 0;
  return shares.map((share) => {
    const rank = Math.min(values.length - 1, Math.max(0, Math.ceil(share * values.length) - 1));
    select(values, { from, rank });
    from = rank;
    return values[rank] ?? 0;
  });
}

function select(values: Float64Array, { from, rank }: { from: number; rank: number }): void {
  let left = from;
  let right = values.length - 1;
  while (left < right) {
    const pivot = values[(left + right) >> 1] ?? 0;
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] ?? 0) < pivot) i++;
      while ((values[j] ?? 0) > pivot) j--;
      if (i <= j) {
        const swap = values[i] ?? 0;
        values[i++] = values[j] ?? 0;
        values[j--] = swap;
      }
    }
    if (rank <= j) right = j;
    else if (rank >= i) left = i;
    else return;
  }
}
