import { describe, expect, it } from "vitest";
import { type SwitchLoad, sizeSwitch } from "../../../components/freeswitch/sizing.ts";
import { Ledger } from "../../../planning/figures.ts";

const number = (value: number) => ({ value, formula: "given", from: [] });
const load = (more: Partial<SwitchLoad> = {}): SwitchLoad => ({
  channels: number(120),
  seats: number(40),
  busyHourCalls: 900,
  maxWaitSeconds: 180,
  talkSeconds: 150,
  wrapUpSeconds: 50,
  ...more,
});
const size = (more: Partial<SwitchLoad> = {}) => sizeSwitch(load(more), new Ledger());

describe("the size of a switch", () => {
  it("is this for four E1s and forty seats", () => {
    expect(size()).toEqual({
      maxSessions: 304,
      sessionsPerSecond: 30,
      rtp: { first: 16_384, last: 17_039 },
      cpu: 2750,
      memory: 640,
      memoryFilesMiB: 128,
      drainSeconds: 1102,
    });
  });

  it("drains for the longest wait and 99 % of calls, ten minutes at least and 45 at most", () => {
    expect(size({ maxWaitSeconds: 0, talkSeconds: 60, wrapUpSeconds: 0 }).drainSeconds).toBe(600);
    expect(size({ maxWaitSeconds: 600, talkSeconds: 300 }).drainSeconds).toBe(Math.ceil(600 + 350 * Math.log(100)));
    expect(size({ maxWaitSeconds: 3600 }).drainSeconds).toBe(2700);
  });

  it("allows twice the calls a second, and five deviations", () => {
    expect(size({ busyHourCalls: 36_000 }).sessionsPerSecond).toBe(Math.ceil(2 * (10 + 5 * Math.sqrt(10))));
  });

  it("keeps the RTP range even and inside the port numbers, however many channels", () => {
    for (const channels of [1, 7, 120, 3000, 100_000]) {
      const { first, last } = size({ channels: number(channels) }).rtp;
      expect(first % 2).toBe(0);
      expect(last % 2).toBe(1);
      expect(last).toBeLessThanOrEqual(65_535);
    }
  });

  it("lets seats change the session limit and nothing else", () => {
    const { maxSessions, ...rest } = size();
    const { maxSessions: more, ...same } = size({ seats: number(41) });
    expect(more).toBe(maxSessions + 1);
    expect(same).toEqual(rest);
  });
});
