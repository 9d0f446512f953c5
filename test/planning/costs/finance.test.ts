import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apportion, runningFen, toFen } from "../../../planning/costs/money.ts";
import { findRoot } from "../../../planning/costs/roots.ts";
import { discount, dues, growthWeights, presentOfOne, scheduleOf } from "../../../planning/costs/schedule.ts";

const FLAT = { price: undefined, steps: "yearly" } as const;
const RENEWED = { price: undefined, steps: "at-renewal" } as const;
const FIVE = { months: 60, contractMonths: 12 };

describe("the present value of", () => {
  it("a monthly payment is the closed annuity (1 - v^n) / i", () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 20, noNaN: true }), fc.integer({ min: 1, max: 20 }), (rate, years) => {
        const weights = growthWeights(
          dues({ kind: "monthly" }, FLAT, { months: 12 * years, contractMonths: 12 }),
          rate,
        );
        const monthly = (1 + rate / 100) ** (1 / 12) - 1;
        const closed = (1 - (1 + rate / 100) ** -years) / monthly;
        expect(presentOfOne(weights, 0) / closed).toBeCloseTo(1, 10);
      }),
    );
  });

  it("a yearly payment that grows is the closed growing annuity", () => {
    const weights = growthWeights(dues({ kind: "yearly" }, FLAT, FIVE), 5);
    const [r, g] = [0.05, 0.03];
    expect(presentOfOne(weights, g)).toBeCloseTo((1 - ((1 + g) / (1 + r)) ** 5) / (r - g), 12);
  });

  it("anything at a rate of zero is the sum of its payments", () => {
    expect(presentOfOne(growthWeights(dues({ kind: "monthly" }, FLAT, FIVE), 0), 0)).toBe(60);
    expect(presentOfOne(growthWeights(dues({ kind: "yearly" }, FLAT, FIVE), 0), 0)).toBe(5);
    expect(presentOfOne(growthWeights(dues({ kind: "monthly" }, FLAT, FIVE), 1e-9), 0)).toBeCloseTo(60, 6);
  });

  it("one payment in a year is divided by one and the rate", () => {
    expect(discount(5, 12)).toBeCloseTo(1 / 1.05, 14);
    expect(discount(5, 0)).toBe(1);
  });
});

describe("payments fall due", () => {
  it.each([
    [{ kind: "once", month: 0 } as const, [0]],
    [{ kind: "yearly" } as const, [12, 24, 36, 48, 60]],
    [{ kind: "renewal", everyMonths: 60 } as const, [0]],
    [{ kind: "renewal", everyMonths: 24 } as const, [0, 24, 48]],
    [{ kind: "contract-end" } as const, [12, 24, 36, 48, 60]],
    [{ kind: "exit" } as const, [60]],
  ])("$kind", (payment, months) => {
    expect(dues(payment, FLAT, FIVE).map(({ month }) => month)).toEqual(months);
  });

  it("a provider's price rises when its contract is tendered anew, by the years since the start", () => {
    const levels = dues({ kind: "monthly" }, RENEWED, { months: 60, contractMonths: 24 }).map(({ years }) => years);
    expect([...new Set(levels)]).toEqual([0, 2, 4]);
    expect(levels.filter((years) => years === 4)).toHaveLength(12);
  });

  it("kept schedules give the same as fresh ones", () => {
    const schedule = scheduleOf({ kind: "monthly" }, RENEWED, FIVE);
    expect(scheduleOf({ kind: "monthly" }, RENEWED, FIVE)).toBe(schedule);
    const sum = schedule.dues.reduce(
      (all, _, due) => all + (schedule.levels(0.05)[due] ?? 0) * (schedule.discounts(4)[due] ?? 0),
      0,
    );
    expect(sum).toBeCloseTo(presentOfOne(schedule.weights(4), 0.05), 10);
  });
});

describe("fen", () => {
  const parts = fc.array(fc.double({ min: -1e9, max: 1e9, noNaN: true }), { maxLength: 40 });

  it("of apportioned parts add up to the rounded sum, each less than one fen off", () => {
    fc.assert(
      fc.property(parts, (exact) => {
        const fen = apportion(exact);
        const sum = exact.reduce((all, part) => all + part, 0);
        expect(fen.reduce((all, part) => all + part, 0)).toBe(toFen(sum));
        expect(fen.every(Number.isInteger)).toBe(true);
        for (const [index, part] of exact.entries()) expect(Math.abs((fen[index] ?? 0) - part)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("of a year are the rounded year, whatever its twelfths are", () => {
    expect(runningFen(Array.from({ length: 12 }, () => 615_104.1666666666)).reduce((sum, fen) => sum + fen, 0)).toBe(
      7_381_250,
    );
    fc.assert(
      fc.property(parts, (exact) => {
        let sum = 0;
        let paid = 0;
        for (const [index, fen] of runningFen(exact).entries()) {
          sum += exact[index] ?? 0;
          paid += fen;
          expect(paid).toBe(toFen(sum));
        }
      }),
    );
  });

  it("are rounded half away from zero", () => {
    expect([0.5, -0.5, 1.49, -1.5].map(toFen)).toEqual([1, -1, 1, -2]);
  });
});

describe("a root", () => {
  it("is found and solves the equation", () => {
    fc.assert(
      fc.property(fc.double({ min: -90, max: 90, noNaN: true }), (at) => {
        const found = findRoot((x) => (x - at) * 3, { low: -100, high: 100 }, 0);
        expect(found.kind === "root" && Math.abs(found.at - at)).toBeLessThan(1e-9);
      }),
    );
  });

  it("nearest to today's value is taken, and none in range is said with both ends", () => {
    expect(findRoot((x) => (x - 1) * (x - 8), { low: 0, high: 10 }, 7)).toMatchObject({ kind: "root", at: 8 });
    expect(findRoot((x) => x + 20, { low: -10, high: 10 }, 0)).toEqual({ kind: "none-in-range", ends: [10, 30] });
  });
});
