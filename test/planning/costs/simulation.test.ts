import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestMix, type MixChoice } from "../../../planning/costs/national.ts";
import { generator, meanOf, quantiles, triangular } from "../../../planning/costs/simulation.ts";

describe("draws", () => {
  it("of a triangular price have its mean and stay in its range", () => {
    const range = { low: 4000, likely: 5000, high: 8000 };
    const random = generator(1, "wage.agent");
    const values = Float64Array.from({ length: 200_000 }, () => triangular(random(), range));
    // Mean (a + b + c) / 3; its standard error here is 1.9.
    expect(Math.abs(meanOf(values) - 17_000 / 3)).toBeLessThan(8);
    expect(Math.min(...quantiles(values, [0]))).toBeGreaterThanOrEqual(4000);
    expect(quantiles(values, [1])[0]).toBeLessThanOrEqual(8000);
    // Below the mode lies (c - a) / (b - a) = a quarter.
    expect(Math.abs(values.filter((value) => value < 5000).length / values.length - 0.25)).toBeLessThan(0.005);
  });

  it("are the inverse of the distribution", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (u, mode) => {
        const value = triangular(u, { low: 0, likely: mode, high: 1 });
        const below = value <= mode && mode > 0 ? (value * value) / mode : 1 - (1 - value) ** 2 / (1 - mode);
        expect(below).toBeCloseTo(u, 6);
      }),
    );
    expect(triangular(0.7, { low: 3, likely: 3, high: 3 })).toBe(3);
  });

  it("repeat with their seed, and differ by seed and by price", () => {
    const draw = (seed: number, name: string): readonly number[] => {
      const random = generator(seed, name);
      return Array.from({ length: 5 }, () => random());
    };
    expect(draw(1, "a")).toEqual(draw(1, "a"));
    expect(draw(1, "a")).not.toEqual(draw(2, "a"));
    expect(draw(1, "a")).not.toEqual(draw(1, "b"));
    expect(draw(0, "a")).not.toEqual(draw(0, "b"));
  });

  it("are spread evenly and independent of one another", () => {
    const [one, other] = [generator(3, "wage.agent"), generator(3, "wage.it")];
    const cells = new Uint32Array(100);
    for (let draw = 0; draw < 100_000; draw++) {
      const cell = Math.floor(one() * 10) * 10 + Math.floor(other() * 10);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const chi = cells.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    // 99 degrees of freedom: above 160 once in ten thousand.
    expect(chi).toBeLessThan(160);
  });
});

describe("quantiles", () => {
  it("are those of the sorted values", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (list) => {
          const values = Float64Array.from(list);
          const sorted = values.slice().sort();
          const shares = [0, 0.1, 0.5, 0.9, 1];
          const expected = shares.map((share) => sorted[Math.max(0, Math.ceil(share * list.length) - 1)]);
          expect(quantiles(values, shares)).toEqual(expected);
        },
      ),
    );
  });
});

describe("the best mix under a budget", () => {
  const choice = fc.record({
    firstYearFen: fc.integer({ min: 0, max: 5000 }),
    presentFen: fc.integer({ min: 0, max: 100_000 }),
  });
  const groups = fc.array(fc.array(choice, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
  const named = (given: readonly (readonly Omit<MixChoice, "option">[])[]): readonly (readonly MixChoice[])[] =>
    given.map((group, index) => group.map((each, nth) => ({ ...each, option: `${index}.${nth}` })));
  const combinations = (given: readonly (readonly MixChoice[])[]): readonly (readonly MixChoice[])[] =>
    given.reduce<readonly (readonly MixChoice[])[]>(
      (all, group) => all.flatMap((start) => group.map((each) => [...start, each])),
      [[]],
    );
  const total = (mix: readonly MixChoice[], of: "firstYearFen" | "presentFen"): number =>
    mix.reduce((sum, each) => sum + each[of], 0);

  it("is that of trying everything, where a step is a fen", () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 0, max: 9999 }), (given, budget) => {
        const all = named(given);
        const allowed = combinations(all).filter((mix) => total(mix, "firstYearFen") <= budget);
        const mix = bestMix(all, budget);
        if (allowed.length === 0) expect(mix).toBeUndefined();
        else {
          const least = Math.min(...allowed.map((each) => total(each, "presentFen")));
          expect(mix === undefined ? undefined : total(mix, "presentFen")).toBe(least);
          expect(mix === undefined ? 0 : total(mix, "firstYearFen")).toBeLessThanOrEqual(budget);
        }
      }),
    );
  });

  it("never exceeds the budget where steps are coarser, and a larger budget never costs more", () => {
    fc.assert(
      fc.property(groups, fc.integer({ min: 1, max: 40 }), (given, tight) => {
        const all = named(given).map((group) =>
          group.map((each) => ({ ...each, firstYearFen: each.firstYearFen * 10_000 })),
        );
        const budgets = [tight, tight + 1, tight * 2].map((part) => part * 5_000_000);
        const mixes = budgets.map((budget) => bestMix(all, budget));
        for (const [index, mix] of mixes.entries())
          if (mix !== undefined) expect(total(mix, "firstYearFen")).toBeLessThanOrEqual(budgets[index] ?? 0);
      }),
    );
  });
});
