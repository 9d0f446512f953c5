import { isLabor, isParameter } from "../../provinces/prices/catalog.ts";
import type { Compiled, Monomial } from "./compiled.ts";
import type { PriceTable } from "./price-table.ts";
import { presentOfOne } from "./schedule.ts";
import type { Factor } from "./term.ts";

/**
 * Draws of prices, the same for every option and province: what differs between two options in a draw is their own
 * doing, not chance. Each price has a stream of its own, so another price in the book moves no draw of the rest.
 */
export class Draws {
  readonly count: number;
  readonly #seed: number;
  readonly #laborCorrelation: number;
  readonly #base: Draws | undefined;
  readonly #nothing: Scaled;
  readonly #own = new Map<string, Float64Array>();
  readonly #uniform = new Map<string, Float64Array>();
  readonly #prices = new Map<string, Float64Array>();
  readonly #rounded = new Map<string, Float64Array>();
  readonly #spare: Float64Array[] = [];
  readonly #growths = new Map<string, Float64Array>();
  readonly #monomials = new Map<string, Float64Array>();

  /**
   * In a share `laborCorrelation` of the draws the prices of labor stand at the same place of their ranges, in the rest
   * each by itself: their rank correlation is that share, and the distribution of each is unchanged. `base` has the same
   * seed and lends the columns that labor does not enter.
   */
  constructor(seed: number, count: number, { laborCorrelation = 0, base }: Correlation = {}) {
    this.#seed = seed;
    this.count = count;
    this.#laborCorrelation = laborCorrelation;
    this.#base = base;
    // As long as the others: reading beyond a typed array's end is slow.
    this.#nothing = { by: 0, column: new Float64Array(count) };
  }

  /**
   * Present values of several options by draw; give the columns back when they are no longer read. Options differ in few
   * of their monomials, so each starts from the one before that is most like it.
   */
  presents(options: readonly Compiled[], prices: PriceTable): readonly Float64Array[] {
    const sums: Float64Array[] = [];
    const known: Difference[] = [];
    for (const { parts } of options) {
      const own: Difference = new Map(parts.map((part) => [part.monomial.key, part]));
      let from: number | undefined;
      let least: readonly Part[] = parts;
      for (const [index, other] of known.entries()) {
        const differing = differences(own, other);
        if (differing.length < least.length) [from, least] = [index, differing];
      }
      const sum = this.#spare.pop() ?? new Float64Array(this.count);
      const start = from === undefined ? undefined : sums[from];
      if (start === undefined) sum.fill(0);
      else sum.set(start);
      this.#add(sum, least, prices);
      sums.push(sum);
      known.push(own);
    }
    return sums;
  }

  /** Four columns at a time: the sum is read and written a quarter as often. */
  #add(sum: Float64Array, parts: readonly Part[], prices: PriceTable): void {
    const scaled = parts.map(({ coefficient, monomial }) => ({
      by: coefficient,
      column: this.#monomial(monomial, prices),
    }));
    for (let part = 0; part < scaled.length; part += 4) {
      const [a = this.#nothing, b = this.#nothing, c = this.#nothing, d = this.#nothing] = scaled.slice(part, part + 4);
      addScaled(sum, [a, b], [c, d]);
    }
  }

  /** The same draws with all prices of labor moving together. */
  together(): Draws {
    return new Draws(this.#seed, this.count, { laborCorrelation: 1, base: this });
  }

  giveBack(column: Float64Array): void {
    this.#spare.push(column);
  }

  #monomial(monomial: Monomial, prices: PriceTable): Float64Array {
    const known = this.#monomials.get(monomial.key) ?? this.#rounded.get(monomial.key);
    if (known !== undefined) return known;
    if (this.#base !== undefined && !monomial.factors.some(({ price }) => isLabor(price)))
      return this.#base.#monomial(monomial, prices);
    const { factors, ceiled, growth, weights } = monomial;
    const column = new Float64Array(this.count).fill(ceiled ?? 1);
    for (const { kind, price } of factors) applyFactor(column, kind, this.#price(price, prices));
    if (growth === undefined) scaleBy(column, presentOfOne(weights, 0));
    else applyFactor(column, "price", this.#growing(monomial, this.#price(growth, prices)));
    if (ceiled === undefined) this.#monomials.set(monomial.key, column);
    else {
      // Rounded-up quantities are a province's own: keeping them all would only fill memory.
      if (this.#rounded.size >= MOST_ROUNDED) this.#rounded.clear();
      this.#rounded.set(monomial.key, column);
    }
    return column;
  }

  /** Present value of one growing payment, by draw of its growth. */
  #growing({ timing, weights }: Monomial, rises: Float64Array): Float64Array {
    const known = this.#growths.get(timing);
    if (known !== undefined) return known;
    const column = new Float64Array(this.count);
    const levels = [...weights].sort(([a], [b]) => a - b);
    // Whole years are multiplied up: a power costs ten times as much. Contracts of part years have others.
    if (levels.every(([years]) => Number.isInteger(years))) addWholeYears(column, rises, levels);
    else
      for (const [years, weight] of levels)
        for (let draw = 0; draw < column.length; draw++)
          column[draw] = (column[draw] ?? 0) + weight * (1 + (rises[draw] ?? 0)) ** years;
    this.#growths.set(timing, column);
    return column;
  }

  #price(id: string, prices: PriceTable): Float64Array {
    const { low, likely, high } = prices.get(id) ?? { low: 0, likely: 0, high: 0 };
    const key = prices.get(id)?.key ?? id;
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
    const column = this.#base === undefined ? this.#independent(id) : this.#base.#independent(id);
    const drawn = this.#laborCorrelation > 0 && isLabor(id) ? this.#joined(column) : column;
    this.#uniform.set(id, drawn);
    return drawn;
  }

  #independent(id: string): Float64Array {
    const known = this.#own.get(id);
    if (known !== undefined) return known;
    const random = generator(this.#seed, id);
    const column = new Float64Array(this.count);
    for (let draw = 0; draw < column.length; draw++) column[draw] = random();
    this.#own.set(id, column);
    return column;
  }

  #joined(own: Float64Array): Float64Array {
    const [common, which] = [this.#independent("labor"), this.#independent("labor moves together")];
    return own.map((value, draw) => ((which[draw] ?? 1) < this.#laborCorrelation ? (common[draw] ?? 0) : value));
  }
}

interface Correlation {
  /** 0 to 1. */
  readonly laborCorrelation?: number;
  readonly base?: Draws;
}

const MOST_ROUNDED = 16;

type Part = Compiled["parts"][number];
type Difference = ReadonlyMap<string, Part>;

/** What is to be added to one sum to make the other. */
function differences(own: Difference, other: Difference): readonly Part[] {
  const parts: Part[] = [];
  for (const [key, part] of own) {
    const coefficient = part.coefficient - (other.get(key)?.coefficient ?? 0);
    if (coefficient !== 0) parts.push({ ...part, coefficient });
  }
  for (const [key, part] of other) if (!own.has(key)) parts.push({ ...part, coefficient: -part.coefficient });
  return parts;
}

function applyFactor(column: Float64Array, kind: Factor["kind"], drawn: Float64Array): void {
  switch (kind) {
    case "price":
    case "percent":
      for (let draw = 0; draw < column.length; draw++) column[draw] = (column[draw] ?? 0) * (drawn[draw] ?? 0);
      break;
    case "plus-percent":
      for (let draw = 0; draw < column.length; draw++) column[draw] = (column[draw] ?? 0) * (1 + (drawn[draw] ?? 0));
      break;
    case "by":
      for (let draw = 0; draw < column.length; draw++) column[draw] = (column[draw] ?? 0) / (drawn[draw] ?? 0);
      break;
    case "ceil-by":
      for (let draw = 0; draw < column.length; draw++)
        column[draw] = Math.ceil((column[draw] ?? 0) / (drawn[draw] ?? 0) - 1e-9);
      break;
  }
}

function addWholeYears(
  column: Float64Array,
  rises: Float64Array,
  levels: readonly (readonly [years: number, weight: number])[],
): void {
  const power = new Float64Array(column.length).fill(1);
  let risen = 0;
  for (const [years, weight] of levels) {
    for (; risen < years; risen++)
      for (let draw = 0; draw < power.length; draw++) power[draw] = (power[draw] ?? 0) * (1 + (rises[draw] ?? 0));
    for (let draw = 0; draw < column.length; draw++) column[draw] = (column[draw] ?? 0) + weight * (power[draw] ?? 0);
  }
}

function scaleBy(column: Float64Array, factor: number): void {
  for (let draw = 0; draw < column.length; draw++) column[draw] = (column[draw] ?? 0) * factor;
}

interface Scaled {
  readonly by: number;
  readonly column: Float64Array;
}

function addScaled(sum: Float64Array, [a, b]: readonly [Scaled, Scaled], [c, d]: readonly [Scaled, Scaled]): void {
  const [p, q, r, s] = [a.column, b.column, c.column, d.column];
  const [i, j, k, l] = [a.by, b.by, c.by, d.by];
  for (let draw = 0; draw < sum.length; draw++)
    sum[draw] = (sum[draw] ?? 0) + i * (p[draw] ?? 0) + j * (q[draw] ?? 0) + k * (r[draw] ?? 0) + l * (s[draw] ?? 0);
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

/** Bin of each value, for as long as one call lasts. */
let scratch = new Uint16Array(0);

/** Bins of the histogram by which a rank is found. */
const BINS = 1024;

/**
 * Exact values at some shares of the sorted order (0.1: the least value that a tenth does not exceed), without sorting
 * it all: a histogram tells the bin of each rank, and only that bin is sorted.
 */
export function quantiles(values: Float64Array, shares: readonly number[]): readonly number[] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most > least)) return shares.map(() => (values.length === 0 ? Number.NaN : least));
  const scale = (BINS - 1) / (most - least);
  const counts = new Uint32Array(BINS);
  if (scratch.length < values.length) scratch = new Uint16Array(values.length);
  const bins = scratch;
  for (let index = 0; index < values.length; index++) {
    const bin = Math.floor(((values[index] ?? 0) - least) * scale);
    bins[index] = bin;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const wanted = shares.map((share) => {
    let rank = Math.min(values.length - 1, Math.max(0, Math.ceil(share * values.length) - 1));
    let bin = 0;
    while (rank >= (counts[bin] ?? 0)) rank -= counts[bin++] ?? 0;
    return { rank, bin };
  });
  // One pass fills all bins that are wanted.
  const place = new Int8Array(BINS).fill(-1);
  const inside = [...new Set(wanted.map(({ bin }) => bin))].map((bin, index) => {
    place[bin] = index;
    return { bin, values: new Float64Array(counts[bin] ?? 0), filled: 0 };
  });
  for (let index = 0; index < values.length; index++) {
    const one = place[bins[index] ?? 0] ?? -1;
    if (one < 0) continue;
    const into = inside[one];
    if (into !== undefined) into.values[into.filled++] = values[index] ?? 0;
  }
  for (const each of inside) each.values.sort();
  return wanted.map(({ rank, bin }) => inside.find((each) => each.bin === bin)?.values[rank] ?? Number.NaN);
}
