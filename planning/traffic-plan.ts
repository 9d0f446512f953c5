import type { Channels, Erlangs, Heads, Percent, Seats, Seconds, Share } from "../provinces/units.ts";

/** The traffic of a province and what it takes to carry it. */
export interface TrafficPlan {
  readonly callsPerYear: number;
  readonly serviceDays: number;
  readonly callsPerDay: number;
  readonly peakDayCalls: number;
  readonly busyHourCalls: number;
  /** One entry for each local network that has a trunk group of its own. */
  readonly trunkGroups: readonly TrunkGroupTraffic[];
  /** The same traffic on one provincial trunk group, shown beside the split. */
  readonly pooled: { readonly erlangs: Erlangs; readonly channelsNeeded: Channels; readonly e1Needed: number };
  readonly agents: AgentTraffic;
  readonly queues: readonly QueueTraffic[];
  /** Calls in progress at once in the busy hour that the switch must carry, trunks full. */
  readonly channels: Channels;
  /**
   * Call legs at once on the department's switch: its channels, and one more for each call put through to a seat, the
   * provider or 12345. With ingress provider-site only the calls handed back to retained seats.
   */
  readonly legs: Channels;
}

export interface TrunkGroupTraffic {
  /** Area code of the network that owns the group; also its name. */
  readonly areaCode: string;
  /** Area codes whose calls it takes, its own first. */
  readonly serves: readonly string[];
  readonly share: Share;
  readonly busyHourCalls: number;
  readonly erlangs: Erlangs;
  readonly unit: "line" | "e1" | "channel";
  /** Calls one unit carries: 1, 30, 1. */
  readonly channelsPerUnit: number;
  readonly unitsOrdered: number;
  readonly channelsOrdered: Channels;
  readonly unitsNeeded: number;
  readonly channelsNeeded: Channels;
  /** With what is ordered, recalls counted (extended Erlang B). */
  readonly blockingPercent: Percent;
}

export interface AgentTraffic {
  /** Offered to people in the busy hour of the peak day. */
  readonly erlangs: Erlangs;
  readonly seatsNeeded: Seats;
  readonly seats: Seats;
  readonly headsNeeded: Heads;
  readonly heads: Heads;
  /** With the planned seats, impatience counted (Erlang A). */
  readonly serviceLevelPercent: Percent;
  /** Mean wait of the answered: average speed of answer. */
  readonly asaSeconds: Seconds;
  /** Mean wait of all callers, those who give up included. */
  readonly meanWaitSeconds: Seconds;
  readonly abandonPercent: Percent;
  readonly occupancyPercent: Percent;
  /** By hour of the peak day: calls that ask for a person, seats that they need. Empty on a merged line. */
  readonly hours: readonly { readonly hour: number; readonly calls: number; readonly seats: Seats }[];
  readonly shifts: readonly {
    readonly name: string;
    readonly start: string;
    readonly hours: number;
    readonly seats: Seats;
  }[];
}

export interface QueueTraffic {
  readonly name: string;
  readonly share: Share;
  readonly busyHourCalls: number;
  readonly erlangs: Erlangs;
  /** Agents of the common pool who take this queue first; they help in the others. */
  readonly seats: Seats;
  /** Callers who may wait at once when all seats are busy. */
  readonly places: number;
  /** Callers who may wait or talk at once; over all queues below the channels by the reserve. */
  readonly callers: number;
}
