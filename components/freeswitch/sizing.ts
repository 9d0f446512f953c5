import type { Ledger } from "../../planning/figures.ts";
import { channelsBuiltFor, legsBuiltFor, phonesBuiltFor, spareLegs } from "../../planning/media-legs.ts";
import { MOST_LEGS, RTP_PORTS } from "../../planning/media-ports.ts";
import type { Minutes, Seconds } from "../../provinces/units.ts";

/** What the switch must carry. */
export interface SwitchLoad {
  /** Calls at once, trunks full, with where the number comes from. */
  readonly channels: DerivedNumber;
  readonly seats: DerivedNumber;
  /** Telephones that ring together for each call of work mode hotline; 0 elsewhere. */
  readonly phones: number;
  /** Seats that one call rings together: those of the largest queue with strategy ring-all; 0 without one. */
  readonly rungTogether: number;
  readonly busyHourCalls: number;
  readonly maxWaitSeconds: Seconds;
  readonly talkSeconds: Seconds;
  readonly wrapUpSeconds: Seconds;
}

export interface DerivedNumber {
  readonly value: number;
  readonly formula: string;
  readonly from: readonly string[];
}

export interface SwitchSizing {
  readonly maxSessions: number;
  readonly sessionsPerSecond: number;
  readonly rtp: { readonly first: number; readonly last: number };
  readonly cpu: number;
  readonly memory: number;
  /** Part of `memory` that holds queue state, registrations and run files. */
  readonly memoryFilesMiB: number;
  readonly drainSeconds: Seconds;
}

const MEMORY_FILES_MIB = 128;
const SHORTEST_DRAIN: Minutes = 10;
const LONGEST_DRAIN: Minutes = 45;

/** Calls that may start in the same second on a quiet line. */
const CALLS_TOGETHER = 3;
const LEAST_SESSIONS_PER_SECOND = 30;

/**
 * Limits of one media node. FreeSWITCH counts call legs: two for a call with a person, one and all telephones where
 * they ring together. What would roll the node (RTP range, resources, drain) follows from the channels it is built
 * for, in steps, and never from seats: one more agent rolls nothing, one more E1 only at a step.
 */
export function sizeSwitch(load: SwitchLoad, ledger: Ledger): SwitchSizing {
  const figure = (name: string, unit: string, result: { value: number; formula: string; from: readonly string[] }) =>
    ledger.computed(`media.${name}`, unit, result);
  const channels = figure("channels", "channels", load.channels);
  const seats = figure("seats", "seats", load.seats);
  const builtFor = figure("builtFor", "channels", {
    value: channelsBuiltFor(channels),
    formula: "channels, rounded up to 30, 60 or a multiple of 120",
    from: ["media.channels"],
  });
  const rate = figure("callsPerSecond", "1/s", {
    value: load.busyHourCalls / 3600,
    formula: "busyHourCalls / 3600",
    from: ["demand.busyHourCalls"],
  });
  const handle = figure("handleSeconds", "s", {
    value: load.talkSeconds + load.wrapUpSeconds,
    formula: "talkSeconds + wrapUpSeconds",
    from: ["demand.talkSeconds", "demand.wrapUpSeconds"],
  });
  const wait = figure("maxWaitSeconds", "s", {
    value: load.maxWaitSeconds,
    formula: "longest maxWaitSeconds of the queues, 0 without queues",
    from: [],
  });
  const legsPerCall = figure("legsPerCall", "legs", {
    value: 1 + Math.max(1, load.phones, load.rungTogether),
    formula: "the caller, and whoever rings: one person, or all telephones or seats that ring together",
    from: load.phones + load.rungTogether > 0 ? ["media.seats"] : [],
  });

  const rtpLegs = figure("rtpLegs", "legs", rtpLegsOf(load));
  const phones = load.phones > 0;
  const maxSessions = figure("maxSessions", "legs", {
    value: Math.min(rtpLegs, (phones ? channels * (1 + load.phones) : 2 * channels + seats) + spareLegs(channels)),
    formula: phones
      ? "channels x (1 + phones) + max(20, channels / 5), at most rtpLegs"
      : "2 x channels + seats + max(20, channels / 5), at most rtpLegs",
    from: ["media.channels", "media.seats", "media.rtpLegs"],
  });
  const sessionsPerSecond = figure("sessionsPerSecond", "legs/s", {
    value: Math.max(
      LEAST_SESSIONS_PER_SECOND,
      CALLS_TOGETHER * legsPerCall,
      Math.ceil(legsPerCall * (rate + 5 * Math.sqrt(rate))),
    ),
    formula: "max(30, 3 x legsPerCall, legsPerCall x (callsPerSecond + 5 x sqrt(callsPerSecond)))",
    from: ["media.legsPerCall", "media.callsPerSecond"],
  });
  const ports = figure("rtpPorts", "ports", {
    value: 2 * rtpLegs,
    formula: "2 ports x rtpLegs",
    from: ["media.rtpLegs"],
  });
  const cpu = figure("cpu", "mCPU", {
    value: roundUp(500 + 17 * builtFor, 250),
    formula: "500 + 17 x builtFor: a quarter core for 30 channels, measured, times 2",
    from: ["media.builtFor"],
  });
  const memory = figure("memory", "MiB", {
    value: roundUp(256 + MEMORY_FILES_MIB + 0.75 * (phones ? rtpLegs : 2 * builtFor), 128),
    formula: phones
      ? "256 + 128 of memory files + 0.75 x rtpLegs: 0.5 MiB a leg, measured, times 1.5"
      : "256 + 128 of memory files + 0.75 x 2 x builtFor: 0.5 MiB a leg, measured, times 1.5",
    from: [phones ? "media.rtpLegs" : "media.builtFor"],
  });
  const drainSeconds = figure("drainSeconds", "s", {
    value: Math.min(LONGEST_DRAIN * 60, Math.max(SHORTEST_DRAIN * 60, Math.ceil(wait + handle * Math.log(100)))),
    formula: "maxWaitSeconds + ln(100) x handleSeconds (99 % of exponential holding times), 10 to 45 min",
    from: ["media.maxWaitSeconds", "media.handleSeconds"],
  });
  return {
    maxSessions,
    sessionsPerSecond,
    rtp: { first: RTP_PORTS.first, last: RTP_PORTS.first + ports - 1 },
    cpu,
    memory,
    memoryFilesMiB: MEMORY_FILES_MIB,
    drainSeconds,
  };
}

/** Legs that have RTP ports; as many as the session limit allows, or a call within it would be without sound. */
function rtpLegsOf(load: SwitchLoad): DerivedNumber {
  const legs = legsBuiltFor({ ...load, channels: load.channels.value });
  return {
    value: Math.min(MOST_LEGS, legs),
    formula:
      load.phones > 0
        ? `builtFor x (1 + ${phonesBuiltFor(load.phones)} phones) + max(20, builtFor / 5)`
        : "2 x builtFor + builtFor x handleSeconds / talkSeconds + max(20, builtFor / 5)",
    from: ["media.builtFor", ...(load.phones > 0 ? ["media.seats"] : ["media.handleSeconds", "demand.talkSeconds"])],
  };
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
