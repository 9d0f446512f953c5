import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { agentsForLoad, agentsForService, erlangC, patientQueue, scheduledHeads } from "../../planning/erlang-c.ts";
import { directErlangC, directServiceLevel, relativeError } from "./direct-sums.ts";

describe("Erlang C against the definition summed in 60 digits", () => {
  for (const traffic of [0.001, 0.1, 1, 9.5, 33.1, 190.54, 999.5]) {
    it(`agrees to 1e-9 at ${traffic} erlangs`, () => {
      for (const spare of [1, 2, 8, 40]) {
        const agents = Math.floor(traffic) + spare;
        expect(relativeError(erlangC(traffic, agents), directErlangC(traffic, agents).toNumber())).toBeLessThan(1e-9);
        for (const within of [0, 0.01, 15, 300]) {
          const queue = patientQueue({ traffic, handlingSeconds: 200 }, { agents, withinSeconds: within });
          const expected = directServiceLevel({ traffic, agents, handling: 200, within });
          expect(relativeError(queue.serviceLevel, expected)).toBeLessThan(1e-9);
        }
      }
    });
  }

  it("agrees to 1e-9 at 9,999.5 erlangs", () => {
    for (const agents of [10_000, 10_150]) {
      expect(relativeError(erlangC(9999.5, agents), directErlangC(9999.5, agents).toNumber())).toBeLessThan(1e-9);
    }
  });
});

describe("Erlang C against published values", () => {
  it("R5: 100 calls in half an hour of 180 s, 14 agents, 20 s", () => {
    const queue = patientQueue({ traffic: 10, handlingSeconds: 180 }, { agents: 14, withinSeconds: 20 });
    expect(queue.waitProbability).toBeCloseTo(0.174131934, 9);
    expect(queue.serviceLevel).toBeCloseTo(0.888350019, 9);
    expect(queue.asaSeconds).toBeCloseTo(7.83593701, 8);
    expect(queue.occupancy).toBeCloseTo(0.7142857, 7);
    const agents = agentsForService({ traffic: 10, handlingSeconds: 180 }, { answered: 0.8, withinSeconds: 20 });
    expect(Math.max(agents, agentsForLoad(10, 0.85))).toBe(14);
    expect(scheduledHeads(agents, 0.3)).toBe(20);
  });

  it("R6: 48 erlangs of 240 s, 55 agents, 15 s", () => {
    const queue = patientQueue(
      { traffic: (360 * 240) / 1800, handlingSeconds: 240 },
      { agents: 55, withinSeconds: 15 },
    );
    expect(queue.waitProbability).toBeCloseTo(0.238700936, 9);
    expect(queue.serviceLevel).toBeCloseTo(0.845883092, 9);
    expect(queue.asaSeconds).toBeCloseTo(8.184032, 6);
    expect(queue.occupancy).toBeCloseTo(0.873, 3);
  });

  it("R11: 200 calls of 3 minutes in half an hour are 20 erlangs, which 24 agents serve 80/20", () => {
    const traffic = (200 * 180) / 1800;
    expect(traffic).toBe(20);
    expect(agentsForService({ traffic, handlingSeconds: 180 }, { answered: 0.8, withinSeconds: 20 })).toBe(24);
  });

  it.each([
    [10, 14],
    [20, 24],
    [25, 30],
    [30, 35],
  ])("serves %i erlangs of 180 s 80/20 with %i agents", (traffic, agents) => {
    expect(agentsForService({ traffic, handlingSeconds: 180 }, { answered: 0.8, withinSeconds: 20 })).toBe(agents);
  });

  it("gives C(20, 30) and C(2, 3)", () => {
    expect(erlangC(20, 30)).toBeCloseTo(0.02495, 6);
    expect(erlangC(2, 3)).toBeCloseTo(0.444444, 6);
  });
});

describe("Erlang C always", () => {
  const load = fc.record({
    traffic: fc.double({ min: 0.001, max: 1000, noNaN: true }),
    handlingSeconds: fc.integer({ min: 10, max: 3600 }),
  });

  it("gets better with every agent and obeys Little's law", () => {
    fc.assert(
      fc.property(
        load,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 600 }),
        (work, spare, withinSeconds) => {
          const agents = Math.floor(work.traffic) + spare;
          const queue = patientQueue(work, { agents, withinSeconds });
          const more = patientQueue(work, { agents: agents + 1, withinSeconds });
          // Both are 1 less a tail; where that is all but nothing, their last digits are rounding.
          expect(more.serviceLevel).toBeGreaterThanOrEqual(queue.serviceLevel - 1e-12);
          expect(more.asaSeconds).toBeLessThanOrEqual(queue.asaSeconds);
          expect(queue.waitProbability).toBeLessThanOrEqual(1);
          const length = (work.traffic / work.handlingSeconds) * queue.asaSeconds;
          expect(Math.abs(queue.queueLength - length)).toBeLessThanOrEqual(1e-9 * length);
        },
      ),
    );
  });

  it("asks for the fewest agents, and never fewer for more traffic", () => {
    const target = fc.record({
      answered: fc.double({ min: 0.3, max: 0.999, noNaN: true }),
      withinSeconds: fc.integer({ min: 0, max: 120 }),
    });
    fc.assert(
      fc.property(load, target, fc.double({ min: 1, max: 1.5, noNaN: true }), (work, goal, more) => {
        const agents = agentsForService(work, goal);
        const { withinSeconds } = goal;
        expect(patientQueue(work, { agents, withinSeconds }).serviceLevel).toBeGreaterThanOrEqual(
          goal.answered - 1e-12,
        );
        expect(patientQueue(work, { agents: agents - 1, withinSeconds }).serviceLevel).toBeLessThan(
          goal.answered + 1e-12,
        );
        expect(agentsForService({ ...work, traffic: work.traffic * more }, goal)).toBeGreaterThanOrEqual(agents);
      }),
    );
  });

  it("has no end to the wait where calls come faster than they are served", () => {
    const queue = patientQueue({ traffic: 5, handlingSeconds: 200 }, { agents: 5, withinSeconds: 15 });
    expect(queue).toMatchObject({
      waitProbability: 1,
      serviceLevel: 0,
      asaSeconds: Number.POSITIVE_INFINITY,
      occupancy: 1,
    });
  });

  it("refuses what no workload is", () => {
    expect(() => erlangC(Number.NaN, 3)).toThrow(RangeError);
    expect(() => patientQueue({ traffic: 1, handlingSeconds: 0 }, { agents: 2, withinSeconds: 15 })).toThrow(
      "handlingSeconds must be above 0",
    );
    expect(() => agentsForService({ traffic: 1, handlingSeconds: 60 }, { answered: 1, withinSeconds: 15 })).toThrow(
      RangeError,
    );
  });
});

describe("load cap and shrinkage", () => {
  it("lifts no whole quotient by rounding", () => {
    for (let agents = 1; agents <= 2000; agents += 1) expect(agentsForLoad(agents * 0.85, 0.85)).toBe(agents);
    expect(agentsForLoad(8.51, 0.85)).toBe(11);
    expect(scheduledHeads(7, 0.3)).toBe(10);
  });

  it("refuses a shrinkage that leaves nobody", () => {
    expect(() => scheduledHeads(7, 1)).toThrow("nobody would be at work");
    expect(() => agentsForLoad(7, 0)).toThrow(RangeError);
  });
});
