import type { Province } from "../provinces/province.ts";
import type { Channels, Share } from "../provinces/units.ts";
import type { DemandPlan } from "./demand.ts";
import type { Ledger } from "./figures.ts";
import type { AgentTraffic, QueueTraffic } from "./traffic-plan.ts";

/**
 * Queues share one pool of agents: an agent takes the own queue first and helps the others, so seats are those of the
 * pooled traffic, handed out by share. Sizing each queue alone would count the reserve once for every queue.
 * When callers wait all seats are busy, and of those the ones that talk hold a channel. Callers may wait on the channels
 * left, less a reserve for those who are in the menu or need nobody: waiting must never take the last channels, or
 * self-service and the announcement that tells callers what to do would be blocked too.
 * Work mode hotline rings phones and a merged line rings 12345: neither has queues.
 */
export function planQueues(
  {
    province,
    demand,
    agents,
    channels,
  }: { province: Province; demand: DemandPlan; agents: AgentTraffic; channels: Channels },
  ledger: Ledger,
): readonly QueueTraffic[] {
  if (province.workMode === "hotline" || province.merge.mode === "merged") return [];
  const queues = province.queues ?? [{ name: "general", share: 1 }];
  const shares = queues.map((queue) => queue.share);
  const seats = apportion(agents.seats, shares);
  const talking = ledger.computed("queues.talking", "callers", {
    value: Math.min(
      channels,
      Math.ceil((agents.seats * demand.talkSeconds) / (demand.talkSeconds + demand.wrapUpSeconds)),
    ),
    formula: "seats x talkSeconds / handlingSeconds, rounded up, at most channels",
    from: ["agents.seats", "demand.talkSeconds", "agents.handlingSeconds", "switch.channels"],
  });
  const inMenu = (demand.humanCalls * demand.ivrSeconds + demand.selfServiceCalls * demand.selfServiceSeconds) / 3600;
  const reserve = ledger.computed("queues.reservedChannels", "channels", {
    value: Math.min(Math.max(1, Math.ceil(inMenu)), Math.floor((channels - talking) / 2)),
    formula:
      "(humanCalls x ivrSeconds + selfServiceCalls x selfServiceSeconds) / 3600, at least 1, at most half of what talking leaves",
    from: [
      "demand.humanCalls",
      "demand.ivrSeconds",
      "demand.selfServiceCalls",
      "demand.selfServiceSeconds",
      "switch.channels",
      "queues.talking",
    ],
  });
  const inQueues = apportion(Math.max(0, channels - reserve), shares);
  const places = apportion(Math.max(0, channels - talking - reserve), shares);
  return queues.map(({ name, share: stated }, index) => {
    const figure = (part: string): string => `queues.${name}.${part}`;
    const share =
      province.queues === undefined
        ? ledger.choose(figure("share"), "", {
            given: undefined,
            field: "queues.share",
            otherwise: 1,
            because: "one queue for all",
          })
        : ledger.given(figure("share"), "", { value: stated, field: `queues.${name}.share` });
    return {
      name,
      share,
      busyHourCalls: ledger.computed(figure("busyHourCalls"), "calls/h", {
        value: demand.humanCalls * share,
        formula: "humanCalls x share",
        from: ["demand.humanCalls", figure("share")],
      }),
      erlangs: ledger.computed(figure("erlangs"), "erlang", {
        value: agents.erlangs * share,
        formula: "erlangs of the agents x share",
        from: ["agents.erlangs", figure("share")],
      }),
      seats: ledger.computed(figure("seats"), "seats", {
        value: seats[index] ?? 1,
        formula: "seats of the pool by share, at least 1",
        from: ["agents.seats", figure("share")],
      }),
      places: ledger.computed(figure("places"), "callers", {
        value: places[index] ?? 1,
        formula: "(channels - talking - reservedChannels) by share, at least 1",
        from: ["switch.channels", "queues.talking", "queues.reservedChannels", figure("share")],
      }),
      callers: ledger.computed(figure("callers"), "callers", {
        value: inQueues[index] ?? 1,
        formula: "(channels - reservedChannels) by share, at least 1",
        from: ["switch.channels", "queues.reservedChannels", figure("share")],
      }),
    };
  });
}

/**
 * Whole numbers in proportion (largest remainder), at least 1 each; they add up to `total` unless that is smaller than
 * their number.
 */
export function apportion(total: number, shares: readonly Share[]): readonly number[] {
  const spare = Math.max(0, total - shares.length);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  // One each first, then the rest towards the exact proportion.
  const wanted = shares.map((share) => Math.max(0, (total * share) / whole - 1));
  const all = wanted.reduce((sum, want) => sum + want, 0);
  const exact = wanted.map((want) => (all === 0 ? spare / shares.length : (spare * want) / all));
  const floors = exact.map(Math.floor);
  const left = spare - floors.reduce((sum, count) => sum + count, 0);
  const largestRest = exact
    .map((value, index) => ({ index, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
    .slice(0, left);
  const extra = new Set(largestRest.map(({ index }) => index));
  return floors.map((count, index) => 1 + count + (extra.has(index) ? 1 : 0));
}
