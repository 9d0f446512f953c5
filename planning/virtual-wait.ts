/** All in units of the mean patience: calls and services of a full house in it, and the time asked about. */
export interface WaitQuestion {
  readonly arrivals: number;
  readonly services: number;
  readonly within: number;
}

export interface AnsweredWaits {
  /** Of those answered after a wait: the share answered in time. */
  readonly inTime: number;
  /** Their mean wait. */
  readonly mean: number;
  /** Of those who find all agents busy: the share that gives up in time. */
  readonly lostInTime: number;
}

/**
 * Virtual wait V of M/M/N+M: what a caller who never gives up would wait. With j waiting it is a sum of exponentials
 * with rates N mu + i theta, i = 0..j, whose density is prod(rate) / (j! theta^j) exp(-N mu v) (1 - exp(-theta v))^j.
 * Over the stationary j this adds up to f(v) ~ exp(-N mu v + (lambda/theta)(1 - exp(-theta v))) (Baccelli and Hebuterne
 * 1981; Zeltyn and Mandelbaum 2005). A real caller is answered when patience outlasts V: f(v) exp(-theta v).
 * Both are integrated by Gauss-Legendre on panels short against their curvature; only ratios are returned, so the
 * scale is the integrand's own peak and nothing overflows.
 */
export function answeredWaits({ arrivals, services, within }: WaitQuestion): AnsweredWaits {
  if (services === 0) return { inTime: 0, mean: 0, lostInTime: -Math.expm1(-within) };
  const exponent = (v: number): number => -services * v - arrivals * Math.expm1(-v);
  const peakAt = Math.max(0, Math.log(arrivals / services));
  const peak = exponent(peakAt);
  const inTime = { answered: 0, moment: 0, virtual: 0, lost: 0 };
  const later = { answered: 0, moment: 0, virtual: 0, lost: 0 };
  let from = firstPoint((v) => exponent(v) - peak, peakAt);
  // Past the peak the integrand only falls: 50 powers of e below it nothing is left.
  while (from <= peakAt || exponent(from) - peak > -50) {
    const fading = arrivals * Math.exp(-from);
    const panel = from + 2 / (Math.abs(fading - services) + 1 + Math.sqrt(fading));
    const to = from < within && panel > within ? within : panel;
    const sums = from < within ? inTime : later;
    const half = (to - from) / 2;
    for (const { node, weight } of RULE) {
      const v = from + half * (1 + node);
      const virtual = weight * half * Math.exp(exponent(v) - peak);
      const answered = virtual * Math.exp(-v);
      sums.virtual += virtual;
      sums.answered += answered;
      sums.moment += answered * v;
      sums.lost -= virtual * Math.expm1(-v);
    }
    from = to;
  }
  const answered = inTime.answered + later.answered;
  return {
    inTime: inTime.answered / answered,
    mean: (inTime.moment + later.moment) / answered,
    // Patience ends before V and before the time: within V if V is in time, else within the time.
    lostInTime: (inTime.lost - later.virtual * Math.expm1(-within)) / (inTime.virtual + later.virtual),
  };
}

/** Where the integrand rises out of the numbers too small to write. */
function firstPoint(height: (v: number) => number, peakAt: number): number {
  if (height(0) > -750) return 0;
  let low = 0;
  let high = peakAt;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (height(middle) < -750) low = middle;
    else high = middle;
  }
  return low;
}

const RULE = gaussLegendre(16);

/** Nodes and weights on [-1, 1]: roots of the Legendre polynomial by Newton from Tricomi's guess. */
function gaussLegendre(points: number): readonly { readonly node: number; readonly weight: number }[] {
  return Array.from({ length: points }, (_, index) => {
    let node = Math.cos((Math.PI * (index + 0.75)) / (points + 0.5));
    let slope = 1;
    for (let step = 0; step < 8; step += 1) {
      let [previous, current] = [1, node];
      for (let n = 2; n <= points; n += 1) {
        [previous, current] = [current, ((2 * n - 1) * node * current - (n - 1) * previous) / n];
      }
      slope = (points * (node * current - previous)) / (node * node - 1);
      node -= current / slope;
    }
    return { node, weight: 2 / ((1 - node * node) * slope * slope) };
  });
}
