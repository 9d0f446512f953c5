import type { Erlangs, Heads, Seats, Seconds, Share } from "../provinces/units.ts";
import { nonNegative, positive, properShare, share, wholeNumber } from "./argument.ts";
import { freeRatio, nextFreeRatio } from "./erlang-b.ts";

/** Calls that come to people: offered traffic and the mean time one takes, wrap-up included. */
export interface Workload {
  readonly traffic: Erlangs;
  readonly handlingSeconds: Seconds;
}

export interface PatientQueue {
  /** Probability that a caller must wait. */
  readonly waitProbability: Share;
  /** Share answered within the given time. */
  readonly serviceLevel: Share;
  /** Mean wait of all callers; infinite where the queue grows without end. */
  readonly asaSeconds: Seconds;
  /** Mean wait of those who wait. */
  readonly waitOfWaitingSeconds: Seconds;
  /** Mean number of waiting callers. */
  readonly queueLength: number;
  readonly occupancy: Share;
}

/**
 * Erlang C (Erlang 1917): who finds all agents busy waits as long as it takes. C = N B / (N - A + A B), written here
 * with J = 1/B - 1 as 1 / (1 + J (1 - A/N)). Returns the probability of waiting, 1 when A >= N. Throws RangeError.
 */
export function erlangC(traffic: Erlangs, agents: Seats): Share {
  nonNegative("traffic", traffic);
  wholeNumber("agents", agents);
  if (traffic >= agents) return 1;
  return traffic === 0 ? 0 : waitProbability({ ratio: freeRatio(traffic, agents), traffic, agents });
}

/**
 * The queue of `agents`: SL = 1 - C exp(-(N-A) T/h), ASA = C h/(N-A), queue = C A/(N-A). At A >= N the steady state
 * does not exist and its limit is returned: everybody waits for ever. Throws RangeError.
 */
export function patientQueue(
  work: Workload,
  point: { readonly agents: Seats; readonly withinSeconds: Seconds },
): PatientQueue {
  const { traffic, handlingSeconds } = work;
  const { agents, withinSeconds } = point;
  positive("handlingSeconds", handlingSeconds);
  nonNegative("withinSeconds", withinSeconds);
  const waitProbability = erlangC(traffic, agents);
  if (traffic >= agents) {
    const never = Number.POSITIVE_INFINITY;
    return {
      waitProbability,
      serviceLevel: 0,
      asaSeconds: never,
      waitOfWaitingSeconds: never,
      queueLength: never,
      occupancy: 1,
    };
  }
  const waitOfWaitingSeconds = handlingSeconds / (agents - traffic);
  const answeredAtOnce = traffic === 0 ? 1 : 1 / (1 + 1 / (freeRatio(traffic, agents) * (1 - traffic / agents)));
  return {
    waitProbability,
    // (1 - C) + C (1 - exp(-x)): exact even where nearly everybody waits.
    serviceLevel: answeredAtOnce - waitProbability * Math.expm1((0 - withinSeconds) / waitOfWaitingSeconds),
    asaSeconds: waitProbability * waitOfWaitingSeconds,
    waitOfWaitingSeconds,
    queueLength: (waitProbability * traffic) / (agents - traffic),
    occupancy: traffic / agents,
  };
}

/** Fewest agents that answer `answered` of the calls in time (Erlang C): one pass of the recurrence. Throws RangeError. */
export function agentsForService(
  work: Workload,
  target: { readonly answered: Share; readonly withinSeconds: Seconds },
): Seats {
  const { traffic, handlingSeconds } = work;
  nonNegative("traffic", traffic);
  positive("handlingSeconds", handlingSeconds);
  nonNegative("withinSeconds", target.withinSeconds);
  properShare("answered", target.answered);
  if (traffic === 0) return 0;
  let ratio = 0;
  for (let agents = 1; ; agents += 1) {
    ratio = nextFreeRatio(ratio, { traffic, servers: agents });
    if (agents <= traffic) continue;
    const late =
      waitProbability({ ratio, traffic, agents }) *
      Math.exp((-(agents - traffic) * target.withinSeconds) / handlingSeconds);
    if (late <= 1 - target.answered) return agents;
  }
}

/** Fewest agents of whom none is busier than `maxOccupancy`: the load-cap method of Chinese tenders. Throws RangeError. */
export function agentsForLoad(traffic: Erlangs, maxOccupancy: Share): Seats {
  nonNegative("traffic", traffic);
  share("maxOccupancy", maxOccupancy);
  positive("maxOccupancy", maxOccupancy);
  return ceilingOf(traffic, maxOccupancy);
}

/** 8.5 / 0.85 is 10, not 11: a quotient that rounding lifted over a whole number is that number. */
function ceilingOf(dividend: number, divisor: number): number {
  const whole = Math.ceil(dividend / divisor);
  return whole > 0 && dividend <= (whole - 1) * divisor * (1 + 1e-12) ? whole - 1 : whole;
}

/** People to schedule so that `present` are at work: `shrinkage` is the share of paid time away from calls. Throws RangeError. */
export function scheduledHeads(present: number, shrinkage: Share): Heads {
  nonNegative("present", present);
  share("shrinkage", shrinkage);
  if (shrinkage === 1) throw new RangeError("shrinkage must be below 1: nobody would be at work");
  return ceilingOf(present, 1 - shrinkage);
}

function waitProbability(state: { readonly ratio: number; readonly traffic: Erlangs; readonly agents: Seats }): Share {
  return 1 / (1 + state.ratio * ((state.agents - state.traffic) / state.agents));
}
