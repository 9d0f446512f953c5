import type { Channels, Erlangs, Share } from "../provinces/units.ts";
import { nonNegative, positive, properShare, share, wholeNumber } from "./argument.ts";

/**
 * Erlang B: Poisson arrivals, N trunks, a call that finds all of them busy is lost (A. K. Erlang, 1917; ITU-T E.501).
 * All of it comes from one recurrence over J(N) = 1/B(N) - 1, the time with a trunk free over the time with none:
 * J(0) = 0, J(k) = (1 + J(k-1)) k / A. Every step is a sum and product of positive numbers, so nothing cancels.
 */
export function nextFreeRatio(ratio: number, step: { readonly traffic: Erlangs; readonly servers: number }): number {
  return ((1 + ratio) * step.servers) / step.traffic;
}

/** J(N) of the recurrence above; infinite where B is below the smallest number. Throws RangeError. */
export function freeRatio(traffic: Erlangs, servers: number): number {
  positive("traffic", traffic);
  wholeNumber("servers", servers);
  let ratio = 0;
  for (let k = 1; k <= servers; k += 1) ratio = nextFreeRatio(ratio, { traffic, servers: k });
  return ratio;
}

/** Probability that a call is lost: `traffic` in erlangs offered to `trunks`. Throws RangeError. */
export function erlangB(traffic: Erlangs, trunks: Channels): Share {
  nonNegative("traffic", traffic);
  wholeNumber("trunks", trunks);
  if (traffic === 0) return trunks === 0 ? 1 : 0;
  return 1 / (1 + freeRatio(traffic, trunks));
}

export interface Recalls {
  readonly traffic: Erlangs;
  readonly trunks: Channels;
  /** Share of blocked callers who dial again at once. */
  readonly recallShare: Share;
}

/**
 * Extended Erlang B (Jagerman 1974; Westbay manual): blocked callers come back, so the trunks are offered A with
 * A = A0 + r A B(A, N). Returns that A and its blocking. With r = 1 and A0 >= N nobody ever gives up and the
 * traffic has no end: infinite, blocking 1. Throws RangeError.
 */
export function extendedErlangB({ traffic, trunks, recallShare }: Recalls): { traffic: Erlangs; blocking: Share } {
  nonNegative("traffic", traffic);
  wholeNumber("trunks", trunks);
  share("recallShare", recallShare);
  if (recallShare === 1 && traffic >= trunks && traffic > 0) return { traffic: Number.POSITIVE_INFINITY, blocking: 1 };
  // A (1 - r B(A)) rises and is concave in A, for carried traffic is: Newton from A0 climbs to the root and never passes it.
  let offered = traffic;
  let blocking = erlangB(offered, trunks);
  for (let step = 0; step < 200 && offered > 0; step += 1) {
    const missing = traffic - offered * (1 - recallShare * blocking);
    const slopeOfLost = blocking * (1 + trunks - offered * (1 - blocking));
    const next = offered + missing / (1 - recallShare * slopeOfLost);
    if (!(next > offered * (1 + 1e-15))) break;
    offered = next;
    blocking = erlangB(offered, trunks);
  }
  return { traffic: offered, blocking };
}

export interface BlockingTarget {
  /** Share of calls that may be lost. */
  readonly blocking: Share;
  /** Share of blocked callers who dial again at once; 0 when left out: plain Erlang B. */
  readonly recallShare?: Share | undefined;
}

/**
 * Fewest trunks that lose at most the target: one pass of the recurrence. At blocking b the recalls make
 * A = A0 / (1 - r b), so the extended formula meets b exactly where Erlang B of that A does. Throws RangeError.
 */
export function trunksFor(traffic: Erlangs, target: BlockingTarget): Channels {
  nonNegative("traffic", traffic);
  properShare("blocking", target.blocking);
  share("recallShare", target.recallShare ?? 0);
  if (traffic === 0) return 0;
  const offered = traffic / (1 - (target.recallShare ?? 0) * target.blocking);
  const enough = 1 / target.blocking - 1;
  let trunks = 0;
  for (let ratio = 0; ratio < enough; trunks += 1)
    ratio = nextFreeRatio(ratio, { traffic: offered, servers: trunks + 1 });
  return trunks;
}

/** Most traffic that `trunks` carry at the target, to 1e-12 relative, by bisection. Throws RangeError. */
export function trafficFor(trunks: Channels, target: BlockingTarget): Erlangs {
  wholeNumber("trunks", trunks);
  properShare("blocking", target.blocking);
  share("recallShare", target.recallShare ?? 0);
  if (trunks === 0) return 0;
  const enough = 1 / target.blocking - 1;
  // The trunks can't carry more than one erlang each: A (1 - b) <= N.
  let above = trunks / (1 - target.blocking);
  let below = 0;
  while (above - below > 1e-13 * above) {
    const middle = (below + above) / 2;
    if (middle === below || middle === above) break;
    if (freeRatio(middle, trunks) >= enough) below = middle;
    else above = middle;
  }
  return ((below + above) / 2) * (1 - (target.recallShare ?? 0) * target.blocking);
}
