import type { Province } from "../provinces/province.ts";
import type { Channels, Seats } from "../provinces/units.ts";
import { planDemand } from "./demand.ts";
import type { Ledger } from "./figures.ts";
import { planQueues } from "./queues.ts";
import { planAgents, withoutAgents } from "./staffing.ts";
import type { AgentTraffic, TrafficPlan } from "./traffic-plan.ts";
import { planTrunks } from "./trunks.ts";

/**
 * Traffic of a checked province: demand, agents, trunks, queues. Every number goes through the ledger.
 * Blocked calls are not taken off the agents' traffic, nor waiting callers off the trunks': each part is sized for
 * what is offered to it, which errs on the safe side by at most the blocking and abandonment targets.
 */
export function planTraffic(province: Province, ledger: Ledger): TrafficPlan {
  const demand = planDemand(province, ledger);
  const agents = province.merge.mode === "merged" ? withoutAgents(ledger) : planAgents(province, demand, ledger);
  // Mean wait is abandonment x patience (Erlang A), so the abandonment target bounds it. The bound, unlike the wait
  // with a whole number of seats, never falls as calls rise: more calls never need fewer trunks.
  const planned = ledger.computed("trunks.targetWaitSeconds", "s", {
    value: province.workMode === "hotline" ? 0 : (demand.target.abandonPercent / 100) * demand.patienceSeconds,
    formula:
      province.workMode === "hotline"
        ? "phones without a queue"
        : "abandonPercent x patienceSeconds: longest mean wait that the target allows",
    from: ["target.abandonPercent", "demand.patienceSeconds"],
  });
  const wait =
    agents.meanWaitSeconds > planned
      ? { seconds: agents.meanWaitSeconds, from: "agents.meanWaitSeconds" }
      : { seconds: planned, from: "trunks.targetWaitSeconds" };
  const { trunkGroups, pooled } = planTrunks({ province, demand, wait }, ledger);
  const channels = ledger.computed("switch.channels", "channels", {
    value: trunkGroups.reduce((sum, group) => sum + group.channelsOrdered, 0),
    formula: "sum of channelsOrdered",
    from: trunkGroups.map((group) => `trunks.${group.areaCode}.channelsOrdered`),
  });
  const queues = planQueues({ province, demand, agents, channels }, ledger);
  return {
    callsPerYear: demand.callsPerYear,
    serviceDays: demand.serviceDays,
    callsPerDay: demand.callsPerDay,
    peakDayCalls: demand.peakDayCalls,
    busyHourCalls: demand.busyHourCalls,
    trunkGroups,
    pooled,
    agents,
    queues,
    channels,
    legs: planLegs({ province, agents, channels }, ledger),
  };
}

/** Legs at once on the department's switch: a call put through to somebody has a second one. */
function planLegs(
  { province, agents, channels }: { province: Province; agents: AgentTraffic; channels: Channels },
  ledger: Ledger,
): Channels {
  const legs = (value: number, rule: { formula: string; from: readonly string[] }): Channels =>
    ledger.computed("switch.legs", "legs", { value, ...rule });
  const { build, merge } = province;
  if (merge.mode === "merged") {
    return legs(2 * channels, { formula: "2 x channels: every call goes on to 12345", from: ["switch.channels"] });
  }
  if (build.mode === "outsourced" && build.leases.equipment) {
    const retained: Seats = ledger.choose("switch.retainedSeats", "seats", {
      given: build.retainedUnit?.seats,
      field: "build.retainedUnit.seats",
      otherwise: 0,
      because: "no retained unit",
    });
    if (build.ingress === "provider-site") {
      return legs(2 * retained, {
        formula: "2 x retained seats: the provider transfers to them",
        from: ["switch.retainedSeats"],
      });
    }
    return legs(2 * channels, {
      formula: "2 x channels: every call goes on to the provider or a retained seat",
      from: ["switch.channels"],
    });
  }
  return legs(channels + Math.min(agents.seats, channels), {
    formula: "channels + seats: each seat has a leg of its own",
    from: ["switch.channels", "agents.seats"],
  });
}
