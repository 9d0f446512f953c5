import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  agentsForImpatience,
  impatientQueue,
  type ServiceLevelFormula,
  serviceLevel,
} from "../../planning/erlang-a.ts";
import { patientQueue } from "../../planning/erlang-c.ts";
import { directErlangA, relativeError } from "./direct-sums.ts";

const FORMULAS: readonly ServiceLevelFormula[] = [
  "answered-and-abandoned-in-time",
  "answered-in-time-of-answered",
  "answered-in-time-of-offered",
  "short-abandons-excluded",
];

describe("Erlang A against the chain summed state by state in 60 digits", () => {
  function compare(traffic: number, agents: number, [patience, within]: readonly [number, number]): void {
    const queue = impatientQueue(
      { traffic, handlingSeconds: 200, patienceSeconds: patience },
      { agents, withinSeconds: within },
    );
    const direct = directErlangA({ traffic, agents, handling: 200, patience, within });
    for (const name of [
      "waitProbability",
      "abandonment",
      "queueLength",
      "answeredInTime",
      "abandonedInTime",
      "asaSeconds",
    ] as const) {
      expect(
        relativeError(queue[name], direct[name]),
        `${name} at ${traffic}/${agents}/${patience}/${within}`,
      ).toBeLessThan(1e-9);
    }
  }

  for (const traffic of [0.001, 0.3, 2, 12.5, 60, 250]) {
    it(`agrees to 1e-9 at ${traffic} erlangs: short, full and ample, hurried and patient`, () => {
      for (const agents of [Math.ceil(traffic * 0.6), Math.ceil(traffic), Math.ceil(traffic * 1.15) + 1]) {
        for (const times of [
          [5, 15],
          [120, 15],
          [1800, 60],
        ] as const)
          compare(traffic, agents, times);
      }
    });
  }

  it("agrees to 1e-9 at 10,000 erlangs", () => {
    compare(10_000, 9700, [120, 15]);
    compare(10_000, 10_050, [120, 15]);
  });
});

describe("Erlang A always", () => {
  const work = fc.record({
    traffic: fc.double({ min: 0.001, max: 300, noNaN: true }),
    handlingSeconds: fc.integer({ min: 10, max: 3600 }),
    patienceSeconds: fc.integer({ min: 1, max: 3600 }),
  });
  const agentCount = fc.integer({ min: 1, max: 400 });
  const seconds = fc.integer({ min: 0, max: 600 });

  it("has Poisson calls in the system when patience is as long as the call", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 100, noNaN: true }),
        fc.integer({ min: 0, max: 130 }),
        (traffic, agents) => {
          const queue = impatientQueue(
            { traffic, handlingSeconds: 200, patienceSeconds: 200 },
            { agents, withinSeconds: 15 },
          );
          let below = 0;
          let term = Math.exp(-traffic);
          for (let k = 0; k < agents; k += 1) {
            below += term;
            term *= traffic / (k + 1);
          }
          expect(Math.abs(queue.waitProbability - (1 - below))).toBeLessThan(1e-11);
        },
      ),
    );
  });

  it("becomes Erlang C as patience grows", () => {
    const load = { traffic: 33.1, handlingSeconds: 200 };
    const patient = patientQueue(load, { agents: 38, withinSeconds: 15 });
    const queue = impatientQueue({ ...load, patienceSeconds: 1e11 }, { agents: 38, withinSeconds: 15 });
    expect(relativeError(queue.waitProbability, patient.waitProbability)).toBeLessThan(1e-7);
    expect(relativeError(queue.asaSeconds, patient.asaSeconds)).toBeLessThan(1e-7);
    for (const formula of FORMULAS)
      expect(relativeError(serviceLevel(queue, formula), patient.serviceLevel)).toBeLessThan(1e-7);
  });

  it("conserves calls: what is answered keeps the agents busy, who waits shows in the queue", () => {
    fc.assert(
      fc.property(work, agentCount, seconds, (load, agents, withinSeconds) => {
        const queue = impatientQueue(load, { agents, withinSeconds });
        expect(relativeError(queue.occupancy * agents, load.traffic * (1 - queue.abandonment))).toBeLessThan(1e-9);
        expect(
          Math.abs(queue.queueLength - (load.traffic / load.handlingSeconds) * queue.meanWaitSeconds),
        ).toBeLessThan(1e-9 * (1 + queue.queueLength));
        expect(queue.occupancy).toBeLessThanOrEqual(1 + 1e-12);
        expect(queue.answeredInTime + queue.abandonment).toBeLessThanOrEqual(1 + 1e-12);
        expect(queue.abandonedInTime).toBeLessThanOrEqual(queue.abandonment * (1 + 1e-9) + 1e-15);
      }),
    );
  });

  it("answers everybody in the end: in time for ever is answered or abandoned", () => {
    fc.assert(
      fc.property(work, agentCount, (load, agents) => {
        const queue = impatientQueue(load, { agents, withinSeconds: 1e9 });
        expect(Math.abs(queue.answeredInTime - (1 - queue.abandonment))).toBeLessThan(1e-9);
        expect(Math.abs(queue.abandonedInTime - queue.abandonment)).toBeLessThan(1e-9);
      }),
    );
  });

  it("gets better with every agent, by each formula", () => {
    fc.assert(
      fc.property(work, agentCount, fc.integer({ min: 1, max: 120 }), (load, agents, withinSeconds) => {
        const queue = impatientQueue(load, { agents, withinSeconds });
        const more = impatientQueue(load, { agents: agents + 1, withinSeconds });
        expect(more.abandonment).toBeLessThanOrEqual(queue.abandonment + 1e-13);
        for (const formula of FORMULAS) {
          expect(serviceLevel(more, formula)).toBeGreaterThanOrEqual(serviceLevel(queue, formula) - 1e-10);
        }
      }),
    );
  });

  it("asks for the fewest agents at whom abandonment and service level hold, and never fewer for more traffic", () => {
    const target = fc.record({
      abandonment: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
      answered: fc.double({ min: 0.3, max: 0.999, noNaN: true }),
      formula: fc.constantFrom(...FORMULAS),
      withinSeconds: fc.integer({ min: 1, max: 120 }),
    });
    fc.assert(
      fc.property(work, target, fc.double({ min: 1, max: 2, noNaN: true }), (load, goal, more) => {
        const good = (agents: number): boolean => {
          const queue = impatientQueue(load, { agents, withinSeconds: goal.withinSeconds });
          return queue.abandonment <= goal.abandonment && serviceLevel(queue, goal.formula) >= goal.answered;
        };
        const agents = agentsForImpatience(load, goal);
        expect(good(agents)).toBe(true);
        expect(good(Math.max(0, agents - 1))).toBe(false);
        expect(agentsForImpatience(load, goal, agents + 3)).toBe(agents + 3);
        expect(agentsForImpatience({ ...load, traffic: load.traffic * more }, goal)).toBeGreaterThanOrEqual(agents);
      }),
    );
  });

  it("tells the four formulas apart by the callers who gave up", () => {
    const queue = impatientQueue(
      { traffic: 20, handlingSeconds: 200, patienceSeconds: 60 },
      { agents: 18, withinSeconds: 15 },
    );
    const { answeredInTime: inTime, abandonedInTime: goneInTime, abandonment } = queue;
    expect(FORMULAS.map((formula) => serviceLevel(queue, formula))).toEqual([
      inTime + goneInTime,
      inTime / (1 - abandonment),
      inTime,
      inTime / (1 - goneInTime),
    ]);
  });

  it("loses everybody without agents, and nobody without calls", () => {
    const nobody = impatientQueue(
      { traffic: 3, handlingSeconds: 200, patienceSeconds: 100 },
      { agents: 0, withinSeconds: 50 },
    );
    expect(nobody).toMatchObject({ waitProbability: 1, answeredInTime: 0, occupancy: 0, asaSeconds: 0 });
    expect(nobody.abandonment).toBeCloseTo(1, 12);
    expect(nobody.abandonedInTime).toBeCloseTo(1 - Math.exp(-0.5), 12);
    const idle = impatientQueue(
      { traffic: 0, handlingSeconds: 200, patienceSeconds: 100 },
      { agents: 2, withinSeconds: 15 },
    );
    expect(idle).toMatchObject({ answeredInTime: 1, abandonment: 0 });
  });

  it("refuses what no queue is", () => {
    const load = { traffic: 3, handlingSeconds: 200, patienceSeconds: 100 };
    expect(() => impatientQueue({ ...load, patienceSeconds: 0 }, { agents: 3, withinSeconds: 15 })).toThrow(
      "patienceSeconds must be above 0 and finite, not 0",
    );
    expect(() => impatientQueue({ ...load, traffic: -1 }, { agents: 3, withinSeconds: 15 })).toThrow(RangeError);
    expect(() => impatientQueue(load, { agents: 3.5, withinSeconds: 15 })).toThrow(RangeError);
    expect(() =>
      agentsForImpatience(load, {
        withinSeconds: 15,
        abandonment: 0.05,
        answered: 1,
        formula: "answered-in-time-of-offered",
      }),
    ).toThrow("answered must be between 0 and 1");
  });
});
