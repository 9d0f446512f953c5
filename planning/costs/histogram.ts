import type { Histogram } from "./sensitivity-view.ts";

const MOST_BARS = 30;

/** Counts of draws by their difference (other minus one), in bars of 1, 2 or 5 x 10^n fen, so that 0 is an edge of one. */
export function differenceHistogram(one: Float64Array, other: Float64Array): Histogram | undefined {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let draw = 0; draw < one.length; draw++) {
    const difference = (other[draw] ?? 0) - (one[draw] ?? 0);
    least = Math.min(least, difference);
    most = Math.max(most, difference);
  }
  if (!(most > least)) return undefined;
  const stepFen = roundStep((most - least) / MOST_BARS);
  const fromFen = Math.floor(least / stepFen) * stepFen;
  const counts = new Array<number>(Math.floor((most - fromFen) / stepFen) + 1).fill(0);
  for (let draw = 0; draw < one.length; draw++) {
    const bar = Math.floor(((other[draw] ?? 0) - (one[draw] ?? 0) - fromFen) / stepFen);
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  return { fromFen, stepFen, counts };
}

function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].find((times) => times * power >= least) ?? 10;
  return Math.max(1, step * power);
}
