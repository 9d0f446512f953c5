import { describe, expect, it } from "vitest";
import type { Province } from "../../../provinces/province.ts";
import { sampleProvince } from "../sample-province.ts";
import { bookWith, compareOne, EVERYTHING, optionOf, outsourcedAt, TODAY } from "./sample-prices.ts";

const byCall: Province = sampleProvince({ demand: { callsPerDay: 3000 }, build: outsourcedAt({ basis: "call" }) });

describe("what a verdict rests on", () => {
  const comparison = compareOne(byCall);
  const { verdict } = comparison;
  if (verdict.kind !== "cheaper") throw new Error("undecided");

  it("is told of each side and of what differs, each adding up to one", () => {
    expect(verdict.rests.winner).toEqual(optionOf(comparison, verdict.winner).rests);
    expect(verdict.rests.over).toEqual(optionOf(comparison, verdict.over).rests);
    const { winner, over, difference } = verdict.rests;
    for (const rests of [winner, over, difference])
      expect(rests.sourced + rests.knowledge + rests.assumed).toBeCloseTo(1, 12);
  });

  it("is unfit where the cheaper side is guessed, however well the dearer one is sourced", () => {
    const [winner, over] = [optionOf(comparison, verdict.winner), optionOf(comparison, verdict.over)];
    const all = winner.present.fen + over.present.fen;
    const mixed = (winner.rests.sourced * winner.present.fen + over.rests.sourced * over.present.fen) / all;
    // Both together would have passed.
    expect(mixed).toBeGreaterThan(0.5);
    expect(winner.rests.sourced).toBeLessThan(0.2);
    expect(verdict.unfitBecause).toContain("sourced-share-low");
    expect(verdict.fit).toBe(false);
  });

  it("leaves out of the difference what both pay alike", () => {
    // Trunk rental is the same for both: its source must not count for the difference.
    const book = bookWith();
    const common = new Map(book.common);
    for (const [id, price] of common)
      if (!("missing" in price))
        common.set(id, { ...price, confidence: /^trunk\.(?:e1|analog)/.test(id) ? "sourced" : "assumed" });
    const { verdict: guessed } = compareOne(byCall, { book: { ...book, common } });
    if (guessed.kind !== "cheaper") throw new Error("undecided");
    expect(guessed.rests.winner.sourced).toBeGreaterThan(0.02);
    expect(guessed.rests.difference.sourced).toBe(0);
  });
});

describe("how sure a verdict is", () => {
  const province = sampleProvince({ demand: { callsPerDay: 3000 } });

  it("is told for prices of labor that move alone, and together", () => {
    const { verdict } = compareOne(province, { draws: 5000 });
    if (verdict.kind !== "cheaper") throw new Error("undecided");
    expect(verdict.sureness).toBeGreaterThan(0.5);
    // A dear wage makes both sides dear: what is left differs less by chance.
    expect(verdict.surenessTogether).toBeGreaterThan(verdict.sureness + 0.02);
  });

  it("moves from one to the other with the correlation, and nothing but the draws moves", () => {
    const at = (laborCorrelationPercent: number) => compareOne(province, { draws: 5000, laborCorrelationPercent });
    const [none, half, full] = [at(0), at(50), at(100)].map(({ verdict }) =>
      verdict.kind === "cheaper" ? verdict : undefined,
    );
    expect(full?.sureness).toBe(none?.surenessTogether);
    expect(half?.sureness).toBeGreaterThan(none?.sureness ?? 1);
    expect(half?.sureness).toBeLessThan(full?.sureness ?? 0);
    expect(half?.byFen).toBe(none?.byFen);
  });
});

describe("an expired price book", () => {
  it("makes a verdict unfit for a decision", () => {
    const { verdict } = compareOne(byCall, { book: { ...bookWith(), validTo: "2026-06-30" } });
    expect(verdict.kind === "cheaper" && verdict.unfitBecause).toContain("book-expired");
    expect(compareOne(byCall, { book: { ...bookWith(), validTo: TODAY } }).verdict).not.toMatchObject({
      unfitBecause: expect.arrayContaining(["book-expired"]) as readonly string[],
    });
  });
});

describe("a fee that can't pay for the heads", () => {
  const unlike = (comparison: ReturnType<typeof compareOne>) =>
    comparison.mismatches.filter(({ code }) => code === "UNLIKE_LABOR");

  it("is named by price basis with what it pays a head, and makes the verdict unfit", () => {
    const comparison = compareOne(byCall);
    const option = optionOf(comparison, EVERYTHING);
    const { heads, answeredCallsPerYear } = comparison.demand;
    // 1.70 yuan a call against 5,000 yuan and 36 %.
    const paid = (answeredCallsPerYear / 12) * 1.7;
    const used = option.byBasis.find((each) => each.used);
    expect(used?.laborShare).toBeCloseTo(paid / (heads * 5000 * 1.36), 9);
    expect(unlike(comparison).map(({ facts }) => facts)).toEqual([
      expect.objectContaining({
        basis: "call",
        heads,
        neededPerHead: 6800,
        paidPerHead: Math.round(paid / heads),
        least: 80,
      }),
    ]);
    expect(comparison.verdict.kind === "cheaper" && comparison.verdict.unfitBecause).toContain("unlike");
  });

  it("is none by seat or head at the book's prices, nor where nobody is leased", () => {
    for (const basis of ["seat", "head"]) {
      const build = outsourcedAt({ basis });
      expect(unlike(compareOne(sampleProvince({ demand: { callsPerDay: 3000 }, build })))).toEqual([]);
    }
    const comparison = compareOne(byCall);
    for (const option of comparison.options)
      if (option.admissible && !option.leases.includes("people"))
        expect(option.byBasis.every(({ laborShare }) => laborShare === null)).toBe(true);
  });

  it("is none where the price of a call pays for those who wait for it too", () => {
    expect(unlike(compareOne(byCall, { book: bookWith({ "out.perCall": 12 }) }))).toEqual([]);
  });
});
