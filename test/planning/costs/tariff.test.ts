import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { callCharge, meanCallCharge, monthlyCharge } from "../../../planning/costs/tariff.ts";

/** First three minutes 0.20 yuan, then 0.10 a minute. */
const LOCAL = [
  { upToSeconds: 180, unitSeconds: 180, fenPerUnit: 20 },
  { unitSeconds: 60, fenPerUnit: 10 },
];
const LONG_DISTANCE = [{ unitSeconds: 6, fenPerUnit: 7 }];

describe("the charge of a call", () => {
  it.each([
    [LOCAL, 185, 30],
    [LOCAL, 180, 20],
    [LOCAL, 1, 20],
    [LOCAL, 240, 30],
    [LOCAL, 241, 40],
    [LONG_DISTANCE, 185, 217],
    [LONG_DISTANCE, 6, 7],
    [LONG_DISTANCE, 7, 14],
    [LONG_DISTANCE, 0, 0],
  ])("by started units: case %#", (steps, seconds, fen) => {
    expect(callCharge(steps, seconds)).toBe(fen);
  });

  it("never falls as the call grows longer", () => {
    fc.assert(
      fc.property(fc.nat(7200), fc.nat(600), (seconds, more) => {
        expect(callCharge(LOCAL, seconds + more)).toBeGreaterThanOrEqual(callCharge(LOCAL, seconds));
      }),
    );
  });
});

describe("the mean charge of exponential calls", () => {
  it.each([LOCAL, LONG_DISTANCE])("is the integral of the charges over the density: steps %#", (...steps) => {
    const mean = 150;
    // Charges are constant within a second, so the sum over whole seconds is exact up to the tail.
    let sum = 0;
    for (let second = 0; second < 40 * mean; second++)
      sum += callCharge(steps, second + 1) * (Math.exp(-second / mean) - Math.exp(-(second + 1) / mean));
    expect(meanCallCharge(steps, mean)).toBeCloseTo(sum, 6);
  });

  it("is above the charge of the mean call without rounding up, and nothing for no calls", () => {
    expect(meanCallCharge(LONG_DISTANCE, 150)).toBeGreaterThan((150 / 6) * 7);
    expect(meanCallCharge(LONG_DISTANCE, 0)).toBe(0);
  });
});

describe("a month's charge", () => {
  it("is the rental of all units", () => {
    expect(monthlyCharge({ rentalFenPerMonth: 300_000 }, { units: 3, minutes: 9999 })).toBe(900_000);
    expect(monthlyCharge({ rentalFenPerMonth: 10_000 }, { units: 8, minutes: 0 })).toBe(80_000);
  });

  it("adds minutes over the allowance at the first step's price", () => {
    const tariff = { rentalFenPerMonth: 100_000, allowanceMinutes: 1000, steps: [{ unitSeconds: 60, fenPerUnit: 10 }] };
    expect(monthlyCharge(tariff, { units: 1, minutes: 1000 })).toBe(100_000);
    expect(monthlyCharge(tariff, { units: 1, minutes: 1500 })).toBe(105_000);
  });
});
