import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { erlangB, extendedErlangB, trafficFor, trunksFor } from "../../planning/erlang-b.ts";
import { directErlangB, relativeError } from "./direct-sums.ts";

const traffics = fc.double({ min: 0.001, max: 10_000, noNaN: true });
const targets = fc.double({ min: 0.0001, max: 0.5, noNaN: true });
const shares = fc.double({ min: 0, max: 0.99, noNaN: true });

describe("Erlang B against the definition summed in 60 digits", () => {
  const grid = [0.001, 0.02, 0.5, 1, 3.3, 10, 46.76, 100, 333.3, 1000];
  for (const traffic of grid) {
    it(`agrees to 1e-9 at ${traffic} erlangs`, () => {
      for (const ratio of [0, 0.1, 0.5, 0.9, 1, 1.1, 1.5]) {
        const trunks = Math.ceil(traffic * ratio) + 1;
        expect(relativeError(erlangB(traffic, trunks), directErlangB(traffic, trunks))).toBeLessThan(1e-9);
      }
    });
  }

  it("agrees to 1e-9 at 10,000 erlangs, full, short and ample", () => {
    for (const trunks of [9000, 10_000, 10_200]) {
      expect(relativeError(erlangB(10_000, trunks), directErlangB(10_000, trunks))).toBeLessThan(1e-9);
    }
  });
});

describe("Erlang B against published values", () => {
  const table = [
    [1, 0.001, 0.005, 0.0101, 0.0204, 0.0526],
    [2, 0.0458, 0.1054, 0.1526, 0.2235, 0.3813],
    [5, 0.7621, 1.132, 1.3608, 1.6571, 2.2185],
    [10, 3.092, 3.9607, 4.4612, 5.084, 6.2157],
    [15, 6.0772, 7.3755, 8.108, 9.0096, 10.6327],
    [20, 9.4115, 11.0916, 12.0306, 13.1815, 15.2493],
    [30, 16.6839, 19.0339, 20.3373, 21.9316, 24.8018],
    [60, 40.795, 44.7566, 46.9497, 49.6441, 54.5656],
    [90, 66.4837, 71.7551, 74.6843, 78.3059, 85.0137],
    [100, 75.242, 80.9099, 84.0642, 87.972, 95.2404],
    [240, 202.6238, 212.7911, 218.5602, 225.8739, 240.0899],
  ] as const;
  it.each(table)("offers %i trunks the traffic of the table", (trunks, ...row) => {
    for (const [column, blocking] of [0.001, 0.005, 0.01, 0.02, 0.05].entries()) {
      expect(Math.abs(trafficFor(trunks, { blocking }) - (row[column] ?? 0))).toBeLessThanOrEqual(0.000051);
    }
  });

  it.each([
    [16, 0.01, 8.88],
    [30, 0.01, 20.34],
    [32, 0.01, 22.05],
    [60, 0.01, 46.95],
    [90, 0.01, 74.68],
    [120, 0.01, 102.96],
    [240, 0.01, 218.56],
    [16, 0.001, 6.72],
    [30, 0.001, 16.68],
    [32, 0.001, 18.2],
    [60, 0.001, 40.79],
    [90, 0.001, 66.48],
    [120, 0.001, 92.96],
    [240, 0.001, 202.62],
  ])("offers %i channels at blocking %f about %f erlangs", (trunks, blocking, erlangs) => {
    // The anchor rounds some of its figures down.
    expect(Math.abs(trafficFor(trunks, { blocking }) - erlangs)).toBeLessThan(0.01);
  });

  it("R1: 15 lines at 1% carry 8.108 erlangs", () => {
    expect(trafficFor(15, { blocking: 0.01 })).toBeCloseTo(8.108, 3);
  });

  it("R2: 1200 calls an hour of 100 s need 45 lines at 1%", () => {
    expect(trunksFor(1200 / 36, { blocking: 0.01 })).toBe(45);
    expect(erlangB(1200 / 36, 44)).toBeCloseTo(0.01316, 6);
    expect(erlangB(1200 / 36, 45)).toBeCloseTo(0.009654, 6);
  });

  it("R3: 200 lines at 3% with 70% retrying carry 186.877 erlangs", () => {
    expect(trafficFor(200, { blocking: 0.03, recallShare: 0.7 })).toBeCloseTo(186.877, 3);
  });

  it.each([
    [5, 0.01, 1.4],
    [5, 0.02, 1.7],
    [8, 0.01, 3.1],
    [8, 0.05, 4.5],
    [9, 0.01, 3.8],
    [10, 0.001, 3.1],
    [10, 0.002, 3.4],
  ])("R4: %i lines at blocking %f carry %f erlangs", (trunks, blocking, erlangs) =>
    expect(Number(trafficFor(trunks, { blocking }).toFixed(1))).toBe(erlangs),
  );

  it("gives B(20, 30) and B(2, 3)", () => {
    expect(erlangB(20, 30)).toBeCloseTo(0.008457, 6);
    expect(erlangB(2, 3)).toBeCloseTo(0.210526, 6);
  });

  it("needs 211 channels, 8 E1, for 190 erlangs at 1%", () => {
    expect(trunksFor(190, { blocking: 0.01 })).toBe(211);
  });
});

describe("Erlang B always", () => {
  it("falls with every trunk and rises with traffic", () => {
    fc.assert(
      fc.property(
        traffics,
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 1.001, max: 3, noNaN: true }),
        (traffic, trunks, more) => {
          const blocking = erlangB(traffic, trunks);
          expect(blocking).toBeGreaterThanOrEqual(0);
          expect(blocking).toBeLessThan(1);
          expect(erlangB(traffic, trunks + 1)).toBeLessThanOrEqual(blocking);
          expect(erlangB(traffic * more, trunks)).toBeGreaterThanOrEqual(blocking);
        },
      ),
    );
  });

  it("is met by the trunks it asks for and not by one fewer, recalls counted", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 2000, noNaN: true }),
        targets,
        shares,
        (traffic, blocking, recallShare) => {
          const trunks = trunksFor(traffic, { blocking, recallShare });
          const fewer = Math.max(0, trunks - 1);
          expect(extendedErlangB({ traffic, trunks, recallShare }).blocking).toBeLessThanOrEqual(blocking * (1 + 1e-9));
          expect(extendedErlangB({ traffic, trunks: fewer, recallShare }).blocking).toBeGreaterThan(
            blocking * (1 - 1e-9),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gets the blocking back from the traffic it allows", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), targets, shares, (trunks, blocking, recallShare) => {
        const traffic = trafficFor(trunks, { blocking, recallShare });
        expect(relativeError(extendedErlangB({ traffic, trunks, recallShare }).blocking, blocking)).toBeLessThan(1e-9);
        expect(relativeError(erlangB(trafficFor(trunks, { blocking }), trunks), blocking)).toBeLessThan(1e-9);
      }),
      { numRuns: 60 },
    );
  });

  it("finds the fixed point of the recalls", () => {
    fc.assert(
      fc.property(traffics, fc.integer({ min: 0, max: 300 }), shares, (traffic, trunks, recallShare) => {
        const end = extendedErlangB({ traffic, trunks, recallShare });
        expect(
          relativeError(end.traffic, traffic + recallShare * end.traffic * erlangB(end.traffic, trunks)),
        ).toBeLessThan(1e-9);
      }),
    );
  });

  it("is plain Erlang B when nobody calls again, and endless when everybody does on full trunks", () => {
    expect(extendedErlangB({ traffic: 20, trunks: 30, recallShare: 0 }).blocking).toBe(erlangB(20, 30));
    expect(extendedErlangB({ traffic: 30, trunks: 30, recallShare: 1 })).toEqual({
      traffic: Number.POSITIVE_INFINITY,
      blocking: 1,
    });
    const patient = extendedErlangB({ traffic: 25, trunks: 30, recallShare: 1 });
    expect(relativeError(patient.traffic * (1 - patient.blocking), 25)).toBeLessThan(1e-9);
  });

  it("is 1 without trunks and 0 without traffic", () => {
    expect(erlangB(3, 0)).toBe(1);
    expect(erlangB(0, 3)).toBe(0);
    expect(trunksFor(0, { blocking: 0.01 })).toBe(0);
    expect(trafficFor(0, { blocking: 0.01 })).toBe(0);
  });

  it("refuses what no traffic is", () => {
    for (const traffic of [Number.NaN, -1, Number.POSITIVE_INFINITY])
      expect(() => erlangB(traffic, 3)).toThrow(RangeError);
    for (const trunks of [Number.NaN, -1, 2.5])
      expect(() => erlangB(3, trunks)).toThrow("trunks must be a whole number");
    for (const blocking of [0, 1, -0.1, Number.NaN])
      expect(() => trunksFor(3, { blocking })).toThrow("blocking must be between 0 and 1");
    expect(() => extendedErlangB({ traffic: 3, trunks: 2, recallShare: 1.2 })).toThrow(
      "recallShare must be from 0 to 1, not 1.2",
    );
  });
});
