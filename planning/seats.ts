import type { Province } from "../provinces/province.ts";
import type { Erlangs, Seats, Seconds } from "../provinces/units.ts";
import { type DemandPlan, USUAL } from "./demand.ts";
import { agentsForImpatience, type ImpatientQueue, impatientQueue } from "./erlang-a.ts";
import { extendedErlangB, trunksFor } from "./erlang-b.ts";
import { agentsForLoad, agentsForService } from "./erlang-c.ts";
import type { Ledger } from "./figures.ts";

/** What bounds the seats from below; the largest counts. */
export interface SeatRule {
  readonly name: string;
  readonly formula: string;
  readonly from: readonly string[];
  /** `atLeast` is what the rules before ask for. A phone without a queue is a channel, an agent a seat: a plain number serves both. */
  readonly seats: (erlangs: Erlangs, atLeast: Seats) => number;
}

/** Seats that all of the rules allow. */
export function seatsBy(rules: readonly SeatRule[], erlangs: Erlangs): Seats {
  return rules.reduce((seats, rule) => Math.max(seats, rule.seats(erlangs, seats)), 0);
}

/** Rules of a province: those of its method, or Erlang's for its work mode. */
export function seatRules(
  { province, demand, handlingSeconds }: { province: Province; demand: DemandPlan; handlingSeconds: Seconds },
  ledger: Ledger,
): readonly SeatRule[] {
  const { target, patienceSeconds } = demand;
  const { withinSeconds } = target;
  const maxOccupancy = ledger.choose("agents.maxOccupancy", "", {
    given: province.staffing?.maxOccupancy,
    field: "staffing.maxOccupancy",
    otherwise: USUAL.maxOccupancy,
    because: "busier agents wear out; tenders use 0.60 to 0.85",
  });
  const load: SeatRule = {
    name: "seatsForLoad",
    formula: "erlangs / maxOccupancy, rounded up",
    from: ["agents.maxOccupancy"],
    seats: (erlangs) => agentsForLoad(erlangs, maxOccupancy),
  };
  if (province.staffing?.method === "load-cap") return [load];
  if (province.workMode === "hotline") {
    const blocking = { blocking: target.blockingPercent / 100, recallShare: demand.recallShare };
    return [
      {
        name: "seatsForBlocking",
        formula: "fewest phones by extended Erlang B: a call that finds all of them busy is lost",
        from: ["target.blockingPercent", "demand.recallShare"],
        seats: (erlangs) => trunksFor(erlangs, blocking),
      },
    ];
  }
  const answered = target.answeredPercent / 100;
  const service: SeatRule = {
    name: "seatsForService",
    formula: "fewest agents by Erlang C who answer answeredPercent within withinSeconds",
    from: ["agents.handlingSeconds", "target.answeredPercent", "target.withinSeconds"],
    seats: (traffic) => agentsForService({ traffic, handlingSeconds }, { answered, withinSeconds }),
  };
  const bearable = { withinSeconds, abandonment: target.abandonPercent / 100, answered, formula: target.formula };
  const patience: SeatRule = {
    name: "seatsForPatience",
    formula: "fewest agents by Erlang A, from the rules before on, at whom abandonPercent and answeredPercent hold",
    from: [
      "agents.seatsForService",
      "agents.seatsForLoad",
      "agents.handlingSeconds",
      "demand.patienceSeconds",
      "target.abandonPercent",
      "target.answeredPercent",
    ],
    seats: (traffic, atLeast) => agentsForImpatience({ traffic, handlingSeconds, patienceSeconds }, bearable, atLeast),
  };
  return [service, load, patience];
}

export interface SeatedTraffic {
  readonly province: Province;
  readonly demand: DemandPlan;
  readonly handlingSeconds: Seconds;
  readonly erlangs: Erlangs;
  readonly seats: Seats;
}

/** What callers meet. Phones without a queue turn the blocked away at once: gone in no time, having waited for nothing. */
export function atSeats({ province, demand, handlingSeconds, erlangs, seats }: SeatedTraffic): ImpatientQueue {
  const { patienceSeconds, recallShare, target } = demand;
  if (province.workMode !== "hotline") {
    return impatientQueue(
      { traffic: erlangs, handlingSeconds, patienceSeconds },
      { agents: seats, withinSeconds: target.withinSeconds },
    );
  }
  const phones: number = seats;
  const offered = extendedErlangB({ traffic: erlangs, trunks: phones, recallShare });
  const lost = offered.blocking;
  return {
    waitProbability: 0,
    answeredAtOnce: 1 - lost,
    answeredLater: 0,
    abandonment: lost,
    meanWaitSeconds: 0,
    asaSeconds: 0,
    queueLength: 0,
    occupancy: lost === 1 ? 1 : (offered.traffic * (1 - lost)) / seats,
    answeredInTime: 1 - lost,
    abandonedInTime: lost,
  };
}
