import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type SwitchLoad, sizeSwitch } from "../../../components/freeswitch/sizing.ts";
import { Ledger } from "../../../planning/figures.ts";

const number = (value: number) => ({ value, formula: "given", from: [] });
const load = (more: Partial<SwitchLoad> = {}): SwitchLoad => ({
  channels: number(120),
  seats: number(40),
  phones: 0,
  rungTogether: 0,
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
      // 2 x 120 legs, 160 seats that 120 talking channels keep busy, 24 to spare: 424 pairs.
      rtp: { first: 16_384, last: 17_231 },
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

  it("allows two legs for the calls of a second and five deviations", () => {
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

  it("has RTP ports for every session that it allows, whatever channels, seats and phones", () => {
    const loads = fc.record({
      channels: fc.integer({ min: 1, max: 12_000 }).map(number),
      seats: fc.integer({ min: 0, max: 3000 }).map(number),
      phones: fc.constantFrom(0, 0, 1, 6, 20, 45),
      talkSeconds: fc.integer({ min: 10, max: 600 }),
      wrapUpSeconds: fc.integer({ min: 0, max: 600 }),
    });
    fc.assert(
      fc.property(loads, (found) => {
        const { maxSessions, rtp } = size(found);
        expect((rtp.last - rtp.first + 1) / 2).toBeGreaterThanOrEqual(maxSessions);
      }),
    );
  });

  it("rolls for one more E1 only where that leads into the next step", () => {
    const rolled = (channels: number) => {
      // The session limit is applied to a running switch.
      return JSON.stringify({ ...size({ channels: number(channels) }), maxSessions: 0 });
    };
    expect(new Set([90, 120].map(rolled)).size).toBe(1);
    expect(new Set([150, 180, 210, 240].map(rolled)).size).toBe(1);
    expect(new Set([30, 60, 90, 150, 270].map(rolled)).size).toBe(5);
  });

  it("counts a leg for each telephone that rings: twelve lines, six phones", () => {
    const { maxSessions, sessionsPerSecond, rtp } = size({ channels: number(12), seats: number(6), phones: 6 });
    expect(maxSessions).toBe(12 * 7 + 20);
    expect(sessionsPerSecond).toBe(30);
    // Built for 30 channels and ten phones.
    expect((rtp.last - rtp.first + 1) / 2).toBe(30 * 11 + 20);
    expect(size({ channels: number(12), seats: number(20), phones: 20 }).sessionsPerSecond).toBe(3 * 21);
  });

  it("lets a queue that rings all seats start that many legs at once", () => {
    expect(size({ rungTogether: 40 }).sessionsPerSecond).toBe(3 * 41);
  });

  it("lets seats change the session limit and nothing else", () => {
    const { maxSessions, ...rest } = size();
    const { maxSessions: more, ...same } = size({ seats: number(41) });
    expect(more).toBe(maxSessions + 1);
    expect(same).toEqual(rest);
  });
});
