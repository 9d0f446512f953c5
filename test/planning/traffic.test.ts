import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Ledger } from "../../planning/figures.ts";
import { planTraffic } from "../../planning/traffic.ts";
import type { ProvinceId } from "../../provinces/reference/divisions.ts";
import { network, sampleProvince, trafficOf } from "./sample-province.ts";

const analog = (lines: number): Record<string, unknown> => ({ type: "analog", lines });
const e1 = (count: number): Record<string, unknown> => ({ type: "digital", signalling: "pri", e1: count });

describe("the sizing table of sixteen provinces", () => {
  // Trunks by Erlang B at 1%, holding 185 s (menu 29 + wait 5% of 120 + talk 150) or 65 s; agents by Erlang C, 90% in 15 s.
  const rows: readonly [ProvinceId, number, number, number, number, number, number, number][] = [
    ["beijing", 1642, 1489.7, 46.76, 60, 2, 33.1, 41],
    ["hebei", 5596, 5076.8, 159.36, 179, 6, 112.82, 124],
    ["neimenggu", 1804, 1636.4, 51.37, 65, 3, 36.36, 44],
    ["jilin", 1806, 1638.1, 51.42, 65, 3, 36.4, 44],
    ["shanghai", 1865, 1692.3, 53.12, 67, 3, 37.61, 45],
    ["zhejiang", 4843, 4393.5, 137.91, 157, 6, 97.63, 109],
    ["fujian", 3116, 2826.6, 88.72, 105, 4, 62.81, 72],
    ["shandong", 7615, 6908.4, 216.85, 239, 8, 153.52, 166],
    ["hubei", 4331, 3929.7, 123.35, 142, 5, 87.33, 98],
    ["guangdong", 9451, 8574.4, 269.14, 292, 10, 190.54, 204],
    ["hainan", 756, 686, 21.53, 32, 2, 15.24, 21],
    ["sichuan", 6276, 5693.6, 178.72, 199, 7, 126.52, 138],
    ["yunnan", 3541, 3212.3, 100.83, 118, 4, 71.38, 81],
    ["shaanxi", 2965, 2689.7, 84.43, 101, 4, 59.77, 69],
    ["qinghai", 444, 403.1, 12.65, 21, 1, 8.96, 14],
    ["xinjiang", 1939, 1759.1, 55.22, 70, 3, 39.09, 47],
  ];
  it.each(rows)("%s", (province, ...row) => {
    const [thousands, busyHourCalls, erlangs, trunks, e1Needed, agentErlangs, agents] = row;
    // The table is of the usual office day; Xinjiang's own is another.
    const hours = { workdays: ["08:30-17:30"] };
    const traffic = trafficOf(
      sampleProvince({ province, hours, demand: { ivrSeconds: 29, recallShare: 0 }, staffing: { maxOccupancy: 1 } }),
    );
    expect(Math.round(traffic.callsPerYear / 1000)).toBe(thousands);
    expect(traffic.busyHourCalls).toBeCloseTo(busyHourCalls, 1);
    expect(Math.abs(traffic.pooled.erlangs - erlangs)).toBeLessThan(0.0051);
    expect(traffic.pooled).toMatchObject({ channelsNeeded: trunks, e1Needed });
    expect(traffic.agents.erlangs).toBeCloseTo(agentErlangs, 2);
    expect(traffic.agents.seatsNeeded).toBe(agents);
  });
});

describe("two centers computed by hand", () => {
  it("office hours, 1000 calls a day", () => {
    const traffic = trafficOf(sampleProvince({ demand: { callsPerDay: 1000 } }));
    // 1000 x 1.5 x 0.15 = 225 calls, 90 for people, 90 x 200 / 3600 = 5 erlangs: C(5,8) -> 86.6%, C(5,9) -> 94.0% in 15 s.
    expect(traffic).toMatchObject({ callsPerYear: 248_000, serviceDays: 248, peakDayCalls: 1500, busyHourCalls: 225 });
    expect(traffic.agents).toMatchObject({ erlangs: 5, seatsNeeded: 9, seats: 9 });
    // (90 x (25 + 6 + 150) + 135 x 65) / 3600 = 6.9625 erlangs: 14 lines at 1% carry 7.352, 13 carry 6.607.
    expect(traffic.trunkGroups[0]?.erlangs).toBeCloseTo(6.9625, 10);
    expect(traffic.trunkGroups[0]).toMatchObject({
      channelsNeeded: 14,
      unitsNeeded: 1,
      unitsOrdered: 10,
      channelsOrdered: 300,
    });
    // One shift of 9 seats on five days: 9 / 0.7 = 12.86.
    expect(traffic.agents.shifts).toEqual([{ name: "白班", start: "08:30", hours: 9, seats: 9 }]);
    expect(traffic.agents.headsNeeded).toBe(13);
    expect(traffic).toMatchObject({ channels: 300, legs: 309 });
    expect(traffic.queues).toEqual([
      // 300 channels less 7 that talk and 4 in the menu or in self-service.
      { name: "general", share: 1, busyHourCalls: 90, erlangs: 5, seats: 9, places: 289, callers: 296 },
    ]);
  });

  it("round the clock, 2000 calls a day", () => {
    const traffic = trafficOf(sampleProvince({ hours: "24x7", demand: { callsPerDay: 2000 } }));
    // 3000 x 0.13 = 390 calls, 156 for people, 8.667 erlangs: 13 seats; seats by hour summed from the definition of C.
    expect(traffic.callsPerYear).toBe(730_000);
    expect(traffic.busyHourCalls).toBeCloseTo(390, 9);
    expect(traffic.agents.seatsNeeded).toBe(13);
    expect(traffic.agents.hours.map((hour) => hour.seats)).toEqual([
      2, 2, 2, 2, 2, 2, 2, 4, 10, 13, 13, 10, 7, 8, 11, 11, 10, 7, 4, 4, 3, 2, 2, 2,
    ]);
    // Least seats by trying all: 24 (8 o'clock 10, peak 13, 17 o'clock 7, night 4); 24 x 7/5 / 0.7 = 48 heads.
    expect(traffic.agents.shifts.map((shift) => shift.seats)).toEqual([10, 4, 4, 3, 3]);
    expect(traffic.agents.headsNeeded).toBe(48);
    expect(traffic.trunkGroups[0]?.erlangs).toBeCloseTo(12.0683333, 6);
    expect(traffic.trunkGroups[0]?.channelsNeeded).toBe(21);
  });
});

describe("office hours of the west", () => {
  it("put the usual nine hours' calls into eight in Xinjiang: its first hour has those of 67.5 usual minutes", () => {
    // From 08:30: 70 per thousand in the first half hour, 37.5 of the next 60 minutes' 150; the second has 56.25 + 105.
    const usual = trafficOf(sampleProvince({ province: "xinjiang", hours: { workdays: ["08:30-17:30"] } }));
    const own = trafficOf(sampleProvince({ province: "xinjiang" }));
    expect(own.callsPerDay).toBe(usual.callsPerDay);
    expect(usual.busyHourCalls).toBeCloseTo(usual.peakDayCalls * 0.15, 9);
    expect(own.busyHourCalls).toBeCloseTo(own.peakDayCalls * 0.16375, 9);
    const calls = own.agents.hours.map(({ calls }) => calls / own.peakDayCalls / 0.4);
    expect(calls[10]).toBeCloseTo(0.16375, 9);
    expect(calls[11]).toBeCloseTo(0.16125, 9);
    expect(calls[14]).toBe(0);
    expect(calls[15]).toBe(0);
    expect(calls.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  it("put them into six and a half in Xizang: its first half hour has those of 41.5 usual minutes, the next hour of 83.1", () => {
    const own = trafficOf(sampleProvince({ province: "xizang" }));
    // 83.077 minutes from 41.538 on: 48.462 of the 150s, 34.615 of the 140s.
    const share = (150 * (90 - 540 / 13) + 140 * (1620 / 13 - 90)) / 60 / 1000;
    expect(share).toBeCloseTo(0.201923, 6);
    expect(own.busyHourCalls).toBeCloseTo(own.peakDayCalls * share, 9);
    expect(own.agents.shifts.map(({ start, hours }) => [start, hours])).toEqual([["09:30", 9]]);
  });
});

describe("work, merge and build modes", () => {
  it("gives a hotline phones by Erlang B: no menu, no queue, no wait", () => {
    const traffic = trafficOf(sampleProvince({ workMode: "hotline", demand: { callsPerDay: 100, recallShare: 0 } }));
    // 100 x 1.5 x 0.15 = 22.5 calls of 200 s are 1.25 erlangs: B(1.25,4) = 2.9%, B(1.25,5) = 0.73%.
    expect(traffic.agents).toMatchObject({ seatsNeeded: 5, asaSeconds: 0, meanWaitSeconds: 0 });
    expect(traffic.agents.abandonPercent).toBeCloseTo(0.7, 1);
    expect(traffic.trunkGroups[0]?.erlangs).toBeCloseTo((22.5 * 150) / 3600, 12);
    expect(traffic.queues).toEqual([]);
  });

  it("gives a merged line trunks twice over, in and on to 12345, and nobody to answer", () => {
    const traffic = trafficOf(
      sampleProvince({ hours: "24x7", merge: { mode: "merged", platform12345: { sipAddress: "unassigned" } } }),
    );
    expect(traffic.agents).toMatchObject({ erlangs: 0, seats: 0, heads: 0, hours: [], shifts: [] });
    expect(traffic.queues).toEqual([]);
    expect(traffic.trunkGroups[0]?.channelsNeeded).toBeGreaterThan(0);
    expect(traffic).toMatchObject({ channels: 300, legs: 600 });
  });

  it("counts the legs of an outsourced line by its ingress, the traffic as ever", () => {
    const leases = { equipment: true, premises: true, people: true, service: true };
    const build = {
      mode: "outsourced",
      leases,
      provider: { name: "unassigned" },
      contract: { months: 12 },
      sla: { answeredPercent: 90, withinSeconds: 15, formula: "answered-in-time-of-offered" },
      pricing: { basis: "seat" },
      retainedUnit: { name: "unassigned", seats: 4 },
    };
    const own = trafficOf(sampleProvince());
    const edge = trafficOf(sampleProvince({ build }));
    const remote = trafficOf(sampleProvince({ build: { ...build, ingress: "provider-site" } }));
    const people = trafficOf(sampleProvince({ build: { ...build, leases: { ...leases, equipment: false } } }));
    expect([edge.legs, remote.legs, people.legs]).toEqual([600, 8, 300 + own.agents.seats]);
    for (const traffic of [edge, remote, people]) expect({ ...traffic, legs: own.legs }).toEqual(own);
  });

  it("sizes by the load cap when the file says so", () => {
    const staffing = { method: "load-cap", maxOccupancy: 0.8 };
    expect(trafficOf(sampleProvince({ demand: { callsPerDay: 1000 }, staffing })).agents.seatsNeeded).toBe(7);
  });
});

describe("local networks", () => {
  const networks = [
    network("0551", e1(2), { demandShare: 0.4 }),
    network("0552", analog(12)),
    { areaCode: "0553", routedTo: "0551" },
    network("0554", { type: "digital", signalling: "sip-ims", channels: 40 }),
  ];

  it("split what the given shares leave, and routed ones join the owner's group", () => {
    const traffic = trafficOf(sampleProvince({ localNetworks: networks, demand: { callsPerDay: 3000 } }));
    expect(
      traffic.trunkGroups.map(({ areaCode, serves, unit, channelsPerUnit }) => ({
        areaCode,
        serves,
        unit,
        channelsPerUnit,
      })),
    ).toEqual([
      { areaCode: "0551", serves: ["0551", "0553"], unit: "e1", channelsPerUnit: 30 },
      { areaCode: "0552", serves: ["0552"], unit: "line", channelsPerUnit: 1 },
      { areaCode: "0554", serves: ["0554"], unit: "channel", channelsPerUnit: 1 },
    ]);
    const shares = traffic.trunkGroups.map((group) => group.share);
    expect(shares.map((share) => share.toFixed(12))).toEqual(["0.600000000000", "0.200000000000", "0.200000000000"]);
    expect(traffic.channels).toBe(112);
    const erlangs = traffic.trunkGroups.reduce((sum, group) => sum + group.erlangs, 0);
    expect(erlangs).toBeCloseTo(traffic.pooled.erlangs, 10);
  });

  it("weigh by the divisions that dial under their code: Guiyang, Zunyi and Anshun share 0851", () => {
    const traffic = trafficOf(
      sampleProvince({ province: "guizhou", localNetworks: [network("0851", e1(4)), network("0854", e1(1))] }),
    );
    expect(traffic.trunkGroups.map((group) => group.share)).toEqual([0.75, 0.25]);
  });

  it("need more channels apart than together", () => {
    const traffic = trafficOf(sampleProvince({ localNetworks: networks, demand: { callsPerDay: 3000 } }));
    const apart = traffic.trunkGroups.reduce((sum, group) => sum + group.channelsNeeded, 0);
    expect(apart).toBeGreaterThan(traffic.pooled.channelsNeeded);
  });
});

describe("the day", () => {
  it("keeps its busy hour at the stated share and the others in proportion", () => {
    const traffic = trafficOf(sampleProvince({ demand: { callsPerDay: 1000, busyHourShare: 0.32 } }));
    expect(traffic.busyHourCalls).toBe(480);
    const calls = traffic.agents.hours.map((hour) => hour.calls);
    expect(calls[9]).toBeCloseTo(480 * 0.4, 9);
    // The other hours had 85% of the day and share 68%.
    expect(calls[10]).toBeCloseTo(1500 * 0.14 * 0.8 * 0.4, 9);
    expect(calls.reduce((sum, count) => sum + count, 0)).toBeCloseTo(600, 9);
  });

  it("doubles the pace of a half open hour and has no seats when closed", () => {
    const profile = Array.from({ length: 24 }, (_, hour) => (hour === 8 ? 5 : hour >= 7 && hour <= 17 ? 10 : 0));
    const { hours } = trafficOf(sampleProvince({ demand: { callsPerDay: 1000, profile } })).agents;
    expect(hours[7]).toMatchObject({ seats: 0 });
    expect(hours[7]?.calls).toBeGreaterThan(0);
    expect(hours[8]?.seats).toBe(hours[9]?.seats);
  });
});

describe("always", () => {
  const center = fc.record({
    workMode: fc.constantFrom("hotline", "call-center", "integrated"),
    hours: fc.constantFrom("office", "24x7"),
    calls: fc.double({ min: 0.5, max: 60_000, noNaN: true }),
    more: fc.double({ min: 1, max: 1.5, noNaN: true }),
    patienceSeconds: fc.integer({ min: 1, max: 600 }),
    answeredPercent: fc.integer({ min: 50, max: 99 }),
    abandonPercent: fc.integer({ min: 1, max: 20 }),
    formula: fc.constantFrom(
      "answered-and-abandoned-in-time",
      "answered-in-time-of-answered",
      "answered-in-time-of-offered",
      "short-abandons-excluded",
    ),
    seats: fc.option(fc.integer({ min: 1, max: 500 }), { nil: undefined }),
  });
  type Center = typeof center extends fc.Arbitrary<infer T> ? T : never;
  const planOf = (choice: Center, callsPerDay: number): ReturnType<typeof trafficOf> =>
    trafficOf(
      sampleProvince({
        workMode: choice.workMode,
        hours: choice.hours,
        localNetworks: [network("0551", e1(5)), network("0552", analog(20)), network("0553", e1(2))],
        demand: { callsPerDay, patienceSeconds: choice.patienceSeconds },
        serviceTarget: {
          answeredPercent: choice.answeredPercent,
          abandonPercent: choice.abandonPercent,
          formula: choice.formula,
        },
        staffing: choice.seats === undefined ? {} : { seats: choice.seats },
      }),
    );

  it("more calls never need fewer trunks, seats or heads", () => {
    fc.assert(
      fc.property(center, (choice) => {
        const few = planOf(choice, choice.calls);
        const many = planOf(choice, choice.calls * choice.more);
        expect(many.agents.seatsNeeded).toBeGreaterThanOrEqual(few.agents.seatsNeeded);
        expect(many.agents.headsNeeded).toBeGreaterThanOrEqual(few.agents.headsNeeded);
        for (const [index, group] of few.trunkGroups.entries()) {
          expect(many.trunkGroups[index]?.unitsNeeded).toBeGreaterThanOrEqual(group.unitsNeeded);
          expect(many.trunkGroups[index]?.channelsNeeded).toBeGreaterThanOrEqual(group.channelsNeeded);
          expect(many.trunkGroups[index]?.blockingPercent).toBeGreaterThanOrEqual(group.blockingPercent);
        }
        expect(many.pooled.channelsNeeded).toBeGreaterThanOrEqual(few.pooled.channelsNeeded);
      }),
      { numRuns: 60 },
    );
  });

  it("the seats needed meet the targets, counted as the department counts", () => {
    fc.assert(
      fc.property(center, (choice) => {
        const { agents } = planOf({ ...choice, seats: undefined }, choice.calls);
        if (choice.workMode === "hotline") {
          expect(agents.abandonPercent).toBeLessThanOrEqual(1 + 1e-9);
          return;
        }
        expect(agents.serviceLevelPercent).toBeGreaterThanOrEqual(choice.answeredPercent - 1e-9);
        expect(agents.abandonPercent).toBeLessThanOrEqual(choice.abandonPercent + 1e-9);
        expect(agents.occupancyPercent).toBeLessThanOrEqual(85 + 1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("queues share out all seats and waiting places", () => {
    const share = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(share, fc.integer({ min: 200, max: 60_000 }), (weights, callsPerDay) => {
        const all = weights.reduce((sum, weight) => sum + weight, 0);
        const queues = weights.map((weight, index) => ({ name: `q${index}`, label: "Q", share: weight / all }));
        const traffic = trafficOf(sampleProvince({ queues, demand: { callsPerDay } }));
        const total = (part: "seats" | "places" | "callers" | "erlangs"): number =>
          traffic.queues.reduce((sum, queue) => sum + queue[part], 0);
        expect(total("seats")).toBe(Math.max(traffic.agents.seats, queues.length));
        const free = Math.max(0, traffic.channels - Math.ceil(traffic.agents.seats * 0.75));
        expect(total("places")).toBeLessThan(Math.max(free, queues.length + 1));
        expect(total("callers")).toBeLessThan(Math.max(traffic.channels, queues.length + 1));
        expect(total("erlangs")).toBeCloseTo(traffic.agents.erlangs, 8);
        for (const queue of traffic.queues) expect(Math.min(queue.seats, queue.places)).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 40 },
    );
  });

  it("every figure says where it comes from, and from figures that exist", () => {
    for (const workMode of ["hotline", "call-center"] as const) {
      const ledger = new Ledger();
      const traffic = planTraffic(
        sampleProvince({ workMode, demand: { callsPerDay: 1000, talkSeconds: 180 } }),
        ledger,
      );
      const figures = ledger.figures();
      for (const [name, { origin }] of Object.entries(figures)) {
        if (origin.kind === "computed")
          for (const source of origin.from) expect(figures, `${name} <- ${source}`).toHaveProperty([source]);
      }
      expect(figures["demand.talkSeconds"]).toEqual({
        value: 180,
        unit: "s",
        origin: { kind: "given", field: "demand.talkSeconds" },
      });
      expect(figures["demand.patienceSeconds"]?.origin).toEqual({
        kind: "default",
        because: "usual patience of callers",
      });
      expect(figures["trunks.0551.unitsOrdered"]?.origin).toEqual({
        kind: "given",
        field: "localNetworks[0].trunk.e1",
      });
      expect(figures["agents.seatsNeeded"]?.value).toBe(traffic.agents.seatsNeeded);
      expect(figures["demand.callsPerYear"]?.origin).toMatchObject({ formula: "callsPerDay x serviceDays" });
    }
  });

  it("the same file gives the same plan", () => {
    expect(JSON.stringify(trafficOf(sampleProvince()))).toBe(JSON.stringify(trafficOf(sampleProvince())));
  });
});
