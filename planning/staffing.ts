import type { Province } from "../provinces/province.ts";
import type { Seats } from "../provinces/units.ts";
import type { DemandPlan } from "./demand.ts";
import { serviceLevel } from "./erlang-a.ts";
import { scheduledHeads } from "./erlang-c.ts";
import type { Ledger } from "./figures.ts";
import { atSeats, type SeatRule, seatRules, seatsBy } from "./seats.ts";
import { daysServed, openPart, serviceHours } from "./service-hours.ts";
import { coverShifts, usualShifts } from "./shifts.ts";
import type { AgentTraffic } from "./traffic-plan.ts";

/** A line merged into 12345 is answered there: no seats, no heads. */
export function withoutAgents(ledger: Ledger): AgentTraffic {
  const none = (name: string, unit: string): number =>
    ledger.computed(`agents.${name}`, unit, { value: 0, formula: "merged line: answered by 12345", from: [] });
  return {
    erlangs: none("erlangs", "erlang"),
    seatsNeeded: none("seatsNeeded", "seats"),
    seats: none("seats", "seats"),
    headsNeeded: none("headsNeeded", "heads"),
    heads: none("heads", "heads"),
    serviceLevelPercent: none("serviceLevelPercent", "%"),
    asaSeconds: none("asaSeconds", "s"),
    meanWaitSeconds: none("meanWaitSeconds", "s"),
    abandonPercent: none("abandonPercent", "%"),
    occupancyPercent: none("occupancyPercent", "%"),
    hours: [],
    shifts: [],
  };
}

/**
 * Seats for the busy hour of the peak day, heads for every hour of it. Seats come from the rules below (Erlang C for
 * the service target, so impatience is no excuse); what callers will meet is told by Erlang A with the seats planned.
 */
export function planAgents(province: Province, demand: DemandPlan, ledger: Ledger): AgentTraffic {
  const staffing = province.staffing ?? {};
  const handlingSeconds = ledger.computed("agents.handlingSeconds", "s", {
    value: demand.talkSeconds + demand.wrapUpSeconds,
    formula: "talkSeconds + wrapUpSeconds",
    from: ["demand.talkSeconds", "demand.wrapUpSeconds"],
  });
  const erlangs = ledger.computed("agents.erlangs", "erlang", {
    value: (demand.humanCalls * handlingSeconds) / 3600,
    formula: "humanCalls x handlingSeconds / 3600",
    from: ["demand.humanCalls", "agents.handlingSeconds"],
  });
  const rules = seatRules({ province, demand, handlingSeconds }, ledger);
  let atLeast: Seats = 0;
  for (const rule of rules) {
    const asked = ledger.computed(`agents.${rule.name}`, "seats", {
      value: rule.seats(erlangs, atLeast),
      formula: rule.formula,
      from: ["agents.erlangs", ...rule.from],
    });
    atLeast = Math.max(atLeast, asked);
  }
  const seatsNeeded = ledger.computed("agents.seatsNeeded", "seats", {
    value: atLeast,
    formula: "largest of the seat rules",
    from: rules.map((rule) => `agents.${rule.name}`),
  });
  const seats = ledger.choose("agents.seats", "seats", {
    given: staffing.seats,
    field: "staffing.seats",
    otherwise: seatsNeeded,
    because: "as many as needed",
  });
  const hours = planHours({ province, demand, handlingSeconds, seatsNeeded, rules }, ledger);
  const { shifts, headsNeeded } = planShifts(province, hours, ledger);
  const heads = ledger.choose("agents.heads", "heads", {
    given: staffing.heads,
    field: "staffing.heads",
    otherwise: headsNeeded,
    because: "as many as needed",
  });
  const queue = atSeats({ province, demand, handlingSeconds, erlangs, seats });
  const met = (name: string, unit: string, result: { value: number; what: string }): number =>
    ledger.computed(`agents.${name}`, unit, {
      value: result.value,
      formula:
        province.workMode === "hotline"
          ? `Erlang B of erlangs on seats: ${result.what}`
          : `Erlang A of erlangs on seats: ${result.what}`,
      from: [
        "agents.erlangs",
        "agents.seats",
        "agents.handlingSeconds",
        "demand.patienceSeconds",
        "target.withinSeconds",
      ],
    });
  return {
    erlangs,
    seatsNeeded,
    seats,
    headsNeeded,
    heads,
    serviceLevelPercent: met("serviceLevelPercent", "%", {
      value: 100 * serviceLevel(queue, demand.target.formula),
      what: demand.target.formula,
    }),
    asaSeconds: met("asaSeconds", "s", { value: queue.asaSeconds, what: "mean wait of the answered" }),
    meanWaitSeconds: met("meanWaitSeconds", "s", { value: queue.meanWaitSeconds, what: "mean wait of all callers" }),
    abandonPercent: met("abandonPercent", "%", { value: 100 * queue.abandonment, what: "share that gives up" }),
    occupancyPercent: met("occupancyPercent", "%", { value: 100 * queue.occupancy, what: "share of time on calls" }),
    hours,
    shifts,
  };
}

/**
 * Calls and seats by hour. A half open hour has its calls in half the time. The busy hour of 60 minutes bounds them
 * all: seats beyond it would not exist.
 */
function planHours(
  day: {
    province: Province;
    demand: DemandPlan;
    handlingSeconds: number;
    seatsNeeded: Seats;
    rules: readonly SeatRule[];
  },
  ledger: Ledger,
): AgentTraffic["hours"] {
  const { province, demand, handlingSeconds, seatsNeeded, rules } = day;
  const openHours = serviceHours(province);
  return demand.hours.map((share, hour) => {
    const open = openPart(openHours, hour);
    if (open === 0 && share === 0) return { hour, calls: 0, seats: 0 };
    const name = `agents.hours.${String(hour).padStart(2, "0")}`;
    const calls = ledger.computed(`${name}.calls`, "calls", {
      value: demand.peakDayCalls * share * demand.humanShare,
      formula: "peakDayCalls x share of the hour x humanShare",
      from: ["demand.peakDayCalls", "demand.humanShare"],
    });
    const needed = open === 0 ? 0 : Math.min(seatsNeeded, seatsBy(rules, (calls * handlingSeconds) / (3600 * open)));
    const seats = ledger.computed(`${name}.seats`, "seats", {
      value: needed,
      formula: open === 0 ? "closed" : "seat rules for the calls of the hour, at most seatsNeeded",
      from: [`${name}.calls`, "agents.handlingSeconds", "agents.seatsNeeded"],
    });
    return { hour, calls, seats };
  });
}

function planShifts(
  province: Province,
  hours: AgentTraffic["hours"],
  ledger: Ledger,
): Pick<AgentTraffic, "shifts" | "headsNeeded"> {
  const staffing = province.staffing ?? {};
  const open = serviceHours(province);
  const plan = staffing.shifts ?? usualShifts(open);
  const cover = coverShifts(plan, { hours: open, seatsByHour: hours.map(({ seats }) => seats) });
  const shifts = plan.map((shift, index) => {
    const seats = ledger.computed(`agents.shifts.${index + 1}.seats`, "seats", {
      value: cover[index] ?? 0,
      formula: `${shift.name} ${shift.start} ${shift.hours} h: fewest seats so that all shifts together cover the seats of every hour`,
      from: hours.flatMap(({ hour, seats: needed }) =>
        needed === 0 ? [] : [`agents.hours.${String(hour).padStart(2, "0")}.seats`],
      ),
    });
    return { ...shift, seats };
  });
  const shrinkage = ledger.choose("agents.shrinkage", "", {
    given: staffing.shrinkage,
    field: "staffing.shrinkage",
    otherwise: 0.3,
    because: "leave, training, meetings and breaks",
  });
  const daysPerHeadWeek = ledger.choose("agents.daysPerHeadWeek", "d", {
    given: staffing.daysPerHeadWeek,
    field: "staffing.daysPerHeadWeek",
    otherwise: 5,
    because: "five-day week",
  });
  const daysServedWeek = ledger.computed("agents.daysServedWeek", "d", {
    value: daysServed(open).week,
    formula: { office: "Monday to Friday", "24x7": "every day", schedule: "days of the week with an opening" }[
      open.kind
    ],
    from: [],
  });
  const seats = shifts.reduce((sum, shift) => sum + shift.seats, 0);
  const headsNeeded = ledger.computed("agents.headsNeeded", "heads", {
    value: scheduledHeads((seats * daysServedWeek) / daysPerHeadWeek, shrinkage),
    formula: "seats of all shifts x daysServedWeek / daysPerHeadWeek / (1 - shrinkage), rounded up",
    from: [
      ...shifts.map((_, index) => `agents.shifts.${index + 1}.seats`),
      "agents.daysServedWeek",
      "agents.daysPerHeadWeek",
      "agents.shrinkage",
    ],
  });
  return { shifts, headsNeeded };
}
