import type { Ledger } from "../../planning/figures.ts";
import type { Minutes, Seconds } from "../../provinces/units.ts";

/** What the switch must carry. */
export interface SwitchLoad {
  /** Calls at once, trunks full, with where the number comes from. */
  readonly channels: DerivedNumber;
  readonly seats: DerivedNumber;
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

const FIRST_RTP_PORT = 16_384;
const LAST_RTP_PORT = 65_533;
const MEMORY_FILES_MIB = 128;
const SHORTEST_DRAIN: Minutes = 10;
const LONGEST_DRAIN: Minutes = 45;

/**
 * Limits of one media node. FreeSWITCH counts call legs, two for a call with a person. Everything that would
 * roll the node (RTP range, resources, drain) depends on trunks and not on seats: one more agent rolls nothing.
 */
export function sizeSwitch(load: SwitchLoad, ledger: Ledger): SwitchSizing {
  const figure = (name: string, unit: string, result: { value: number; formula: string; from: readonly string[] }) =>
    ledger.computed(`media.${name}`, unit, result);
  const channels = figure("channels", "channels", load.channels);
  const seats = figure("seats", "seats", load.seats);
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

  const margin = Math.max(20, Math.ceil(channels / 5));
  const maxSessions = figure("maxSessions", "legs", {
    value: 2 * channels + seats + margin,
    formula: "2 x channels + seats + max(20, channels / 5)",
    from: ["media.channels", "media.seats"],
  });
  const sessionsPerSecond = figure("sessionsPerSecond", "legs/s", {
    value: Math.max(30, Math.ceil(2 * (rate + 5 * Math.sqrt(rate)))),
    formula: "max(30, 2 x (callsPerSecond + 5 x sqrt(callsPerSecond)))",
    from: ["media.callsPerSecond"],
  });
  const pairs = figure("rtpPorts", "ports", {
    value: Math.min(2 * (Math.ceil(2.4 * channels) + 40), LAST_RTP_PORT - FIRST_RTP_PORT + 1),
    formula: "2 ports x (2 legs x channels x 1.2 + 40)",
    from: ["media.channels"],
  });
  const cpu = figure("cpu", "mCPU", {
    value: roundUp(500 + 17 * channels, 250),
    formula: "500 + 17 x channels: a quarter core for 30 channels, measured, times 2",
    from: ["media.channels"],
  });
  const memory = figure("memory", "MiB", {
    value: roundUp(256 + MEMORY_FILES_MIB + 1.5 * channels, 128),
    formula: "256 + 128 of memory files + 1.5 x channels: 0.5 MiB a leg, measured, times 1.5",
    from: ["media.channels"],
  });
  const drainSeconds = figure("drainSeconds", "s", {
    value: Math.min(LONGEST_DRAIN * 60, Math.max(SHORTEST_DRAIN * 60, Math.ceil(wait + handle * Math.log(100)))),
    formula: "maxWaitSeconds + ln(100) x handleSeconds (99 % of exponential holding times), 10 to 45 min",
    from: ["media.maxWaitSeconds", "media.handleSeconds"],
  });
  return {
    maxSessions,
    sessionsPerSecond,
    rtp: { first: FIRST_RTP_PORT, last: FIRST_RTP_PORT + pairs - 1 },
    cpu,
    memory,
    memoryFilesMiB: MEMORY_FILES_MIB,
    drainSeconds,
  };
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}
