import type { ServiceTarget } from "../provinces/schema/demand.ts";
import type { Seats, Seconds, Share } from "../provinces/units.ts";
import { nonNegative, positive, properShare, wholeNumber } from "./argument.ts";
import { freeRatio, nextFreeRatio } from "./erlang-b.ts";
import type { Workload } from "./erlang-c.ts";
import { answeredWaits } from "./virtual-wait.ts";

export interface ImpatientWorkload extends Workload {
  /** Mean time after which a waiting caller gives up; exponential. */
  readonly patienceSeconds: Seconds;
}

/** The queue as a whole, before anything is asked about times. */
export interface ImpatientChain {
  /** Probability that a caller finds all agents busy. */
  readonly waitProbability: Share;
  /** Share of callers answered at once. */
  readonly answeredAtOnce: Share;
  /** Share of callers answered after a wait. */
  readonly answeredLater: Share;
  /** Share of callers who give up. */
  readonly abandonment: Share;
  /** Mean wait of all callers, whether answered or not. */
  readonly meanWaitSeconds: Seconds;
  /** Mean number of waiting callers. */
  readonly queueLength: number;
  readonly occupancy: Share;
}

export interface ImpatientQueue extends ImpatientChain {
  /** Mean wait of the answered: average speed of answer. */
  readonly asaSeconds: Seconds;
  /** Of all callers: answered within the given time of being offered. */
  readonly answeredInTime: Share;
  /** Of all callers: gave up within it. */
  readonly abandonedInTime: Share;
}

export type ServiceLevelFormula = NonNullable<ServiceTarget["formula"]>;

/**
 * Erlang A, M/M/N+M (Palm 1946; Garnett, Mandelbaum and Reiman 2002): as Erlang C, but waiting callers give up after
 * an exponential time. Stable at any load. Throws RangeError.
 *
 * With j callers waiting, p(N+j) / p(N+j-1) = lambda / (N mu + j theta); below N the states together weigh J(N) p(N),
 * J from the recurrence of Erlang B. The sums start at the likeliest state and stop where terms vanish, so nothing
 * overflows and every term is positive. Then P(abandon) = theta Lq / lambda and E[wait] = Lq / lambda.
 */
export function impatientQueue(
  work: ImpatientWorkload,
  { agents, withinSeconds }: { readonly agents: Seats; readonly withinSeconds: Seconds },
): ImpatientQueue {
  check(work, agents);
  nonNegative("withinSeconds", withinSeconds);
  const chain = chainOf(work, {
    agents,
    ratio: work.traffic === 0 ? Number.POSITIVE_INFINITY : freeRatio(work.traffic, agents),
  });
  const { answeredAtOnce, answeredLater, waitProbability } = chain;
  if (waitProbability === 0) return { ...chain, asaSeconds: 0, answeredInTime: 1, abandonedInTime: 0 };
  const waits = answeredWaits({ ...ratesOf(work, agents), within: withinSeconds / work.patienceSeconds });
  const answered = answeredAtOnce + answeredLater;
  return {
    ...chain,
    asaSeconds: answered === 0 ? 0 : (answeredLater * waits.mean * work.patienceSeconds) / answered,
    answeredInTime: answeredAtOnce + answeredLater * waits.inTime,
    abandonedInTime: waitProbability * waits.lostInTime,
  };
}

function check({ traffic, handlingSeconds, patienceSeconds }: ImpatientWorkload, agents: Seats): void {
  nonNegative("traffic", traffic);
  positive("handlingSeconds", handlingSeconds);
  positive("patienceSeconds", patienceSeconds);
  wholeNumber("agents", agents);
}

/** Arrivals, and departures to agents from a full house, while the mean patience passes: rates in units of theta. */
function ratesOf(work: ImpatientWorkload, agents: Seats): { readonly arrivals: number; readonly services: number } {
  const patience = work.patienceSeconds / work.handlingSeconds;
  return { arrivals: work.traffic * patience, services: agents * patience };
}

function chainOf(
  work: ImpatientWorkload,
  { agents, ratio }: { readonly agents: Seats; readonly ratio: number },
): ImpatientChain {
  const { traffic, patienceSeconds } = work;
  const nobodyWaits = {
    waitProbability: 0,
    answeredAtOnce: 1,
    answeredLater: 0,
    abandonment: 0,
    meanWaitSeconds: 0,
    queueLength: 0,
    occupancy: agents === 0 ? 0 : traffic / agents,
  };
  if (ratio === Number.POSITIVE_INFINITY) return nobodyWaits;
  const { arrivals, services } = ratesOf(work, agents);
  const likeliest = Math.max(0, Math.floor(arrivals - services));
  let queued = 0;
  let waiting = 0;
  let answered = 0;
  const add = (weight: number, ahead: number): void => {
    queued += weight;
    waiting += weight * ahead;
    // All ahead of the caller and one service must finish first: answered with N mu / (N mu + (j+1) theta).
    answered += (weight * services) / (services + ahead + 1);
  };
  add(1, likeliest);
  for (let weight = 1, ahead = likeliest + 1; ; ahead += 1) {
    const fall = arrivals / (services + ahead);
    weight *= fall;
    add(weight, ahead);
    // The rest is below weight / (1 - fall), times what a longer queue counts for.
    if (weight * (ahead + 1) <= 1e-18 * (1 - fall) * (1 - fall) * waiting) break;
  }
  let weight = 1;
  for (let ahead = likeliest; ahead > 0 && weight > 0; ahead -= 1) {
    weight *= (services + ahead) / arrivals;
    add(weight, ahead - 1);
  }
  const all = weight * ratio + queued;
  if (all === Number.POSITIVE_INFINITY) return nobodyWaits;
  const answeredAtOnce = (weight * ratio) / all;
  const answeredLater = answered / all;
  const abandonment = waiting / all / arrivals;
  return {
    waitProbability: queued / all,
    answeredAtOnce,
    answeredLater,
    abandonment,
    meanWaitSeconds: abandonment * patienceSeconds,
    queueLength: waiting / all,
    occupancy: agents === 0 ? 0 : ((answeredAtOnce + answeredLater) * traffic) / agents,
  };
}

/** Service level by one of the four formulas in use; they differ in what becomes of those who gave up. */
export function serviceLevel(queue: ImpatientQueue, formula: ServiceLevelFormula): Share {
  const answered = 1 - queue.abandonment;
  switch (formula) {
    case "answered-and-abandoned-in-time":
      return queue.answeredInTime + queue.abandonedInTime;
    case "answered-in-time-of-answered":
      return answered === 0 ? 0 : queue.answeredInTime / answered;
    case "answered-in-time-of-offered":
      return queue.answeredInTime;
    case "short-abandons-excluded":
      return queue.abandonedInTime === 1 ? 0 : queue.answeredInTime / (1 - queue.abandonedInTime);
  }
}

export interface ImpatientTarget {
  readonly withinSeconds: Seconds;
  /** Share of callers who may give up. */
  readonly abandonment: Share;
  /** Service level to reach, and the formula that measures it. */
  readonly answered: Share;
  readonly formula: ServiceLevelFormula;
}

/**
 * Fewest agents, from `atLeast` on, at whom abandonment and service level hold: doubling, then halving, over one table
 * of the recurrence. Throws RangeError.
 */
export function agentsForImpatience(work: ImpatientWorkload, target: ImpatientTarget, atLeast: Seats = 0): Seats {
  check(work, atLeast);
  nonNegative("withinSeconds", target.withinSeconds);
  properShare("abandonment", target.abandonment);
  properShare("answered", target.answered);
  if (work.traffic === 0) return atLeast;
  const ratios = [freeRatio(work.traffic, atLeast)];
  const good = (agents: Seats): boolean => {
    for (let servers = atLeast + ratios.length; servers <= agents; servers += 1) {
      ratios.push(nextFreeRatio(ratios.at(-1) ?? 0, { traffic: work.traffic, servers }));
    }
    const { abandonment, answeredAtOnce } = chainOf(work, { agents, ratio: ratios[agents - atLeast] ?? 0 });
    if (abandonment > target.abandonment) return false;
    // Every formula counts those answered at once: often they alone are enough, and no integral is needed.
    if (answeredAtOnce >= target.answered) return true;
    return (
      serviceLevel(impatientQueue(work, { agents, withinSeconds: target.withinSeconds }), target.formula) >=
      target.answered
    );
  };
  if (good(atLeast)) return atLeast;
  let short = atLeast;
  let enough = Math.max(1, 2 * atLeast);
  while (!good(enough)) {
    short = enough;
    enough *= 2;
  }
  while (enough - short > 1) {
    const middle = Math.floor((short + enough) / 2);
    if (good(middle)) enough = middle;
    else short = middle;
  }
  return enough;
}
