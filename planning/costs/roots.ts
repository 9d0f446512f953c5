export interface Interval {
  readonly low: number;
  readonly high: number;
}

export type RootSearch =
  | { readonly kind: "root"; readonly at: number; readonly value: number }
  | { readonly kind: "none-in-range"; readonly ends: readonly [number, number] };

/** Pieces in which a change of sign is looked for, so that two roots that hide each other at the ends are found. */
const PIECES = 32;

/**
 * The root nearest to `near` of a function of one variable, by bisection of the piece in which its sign changes, until
 * the piece can't be halved. A function that jumps over zero gives the point at which it jumps; `value` tells.
 */
export function findRoot(of: (x: number) => number, { low, high }: Interval, near: number): RootSearch {
  const points = Array.from({ length: PIECES + 1 }, (_, index) => low + ((high - low) * index) / PIECES);
  const values = points.map(of);
  const found: { at: number; value: number }[] = [];
  for (const [index, at] of points.entries()) {
    const value = values[index] ?? Number.NaN;
    if (value === 0) found.push({ at, value });
    const next = points[index + 1];
    const after = values[index + 1];
    if (next === undefined || after === undefined || value === 0 || after === 0) continue;
    if (Math.sign(value) !== Math.sign(after)) found.push(bisect(of, { low: at, high: next }, value));
  }
  const [nearest] = found.sort((a, b) => Math.abs(a.at - near) - Math.abs(b.at - near));
  if (nearest !== undefined) return { kind: "root", ...nearest };
  return { kind: "none-in-range", ends: [values[0] ?? Number.NaN, values.at(-1) ?? Number.NaN] };
}

function bisect(of: (x: number) => number, interval: Interval, atLow: number): { at: number; value: number } {
  let { low, high } = interval;
  for (;;) {
    const middle = (low + high) / 2;
    const value = of(middle);
    if (value === 0 || middle <= low || middle >= high) return { at: middle, value };
    if (Math.sign(value) === Math.sign(atLow)) low = middle;
    else high = middle;
  }
}
