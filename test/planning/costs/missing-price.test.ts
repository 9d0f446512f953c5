import { describe, expect, it } from "vitest";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { compareProvinces } from "../../../planning/costs/compare.ts";
import { CATALOG } from "../../../provinces/prices/catalog.ts";
import { sampleProvince } from "../sample-province.ts";
import { bookWith, compareOne, EVERYTHING, optionOf, outsourcedAt, requestFor, TODAY } from "./sample-prices.ts";

const office = sampleProvince({ demand: { callsPerDay: 3000 } });

describe("a missing price leaves open", () => {
  const comparison = compareOne(office, { book: bookWith({}, ["wage.agent"]) });

  it("how often each option is the cheapest", () => {
    for (const option of comparison.options) if (option.admissible) expect(option.distribution.wins).toBeNull();
  });

  it("what would break even, what moves the difference, and when the lines cross", () => {
    expect(comparison).toMatchObject({
      breakEvens: [],
      tornado: [],
      heatMap: undefined,
      histogram: undefined,
      crossover: { kind: "not-applicable" },
    });
  });

  it("a range: what is known, and the missing price at the ends of what is believable", () => {
    const own = optionOf(comparison, "self-built");
    const [least, most] = CATALOG["wage.agent"].bounds;
    const at = (wage: number) =>
      optionOf(compareOne(office, { book: bookWith({ "wage.agent": wage }), detail: "summary" }), "self-built").present
        .fen;
    // Lines are rounded to fen one by one there.
    expect(Math.abs((own.presentRange?.leastFen ?? 0) - at(least))).toBeLessThan(10);
    expect(Math.abs((own.presentRange?.mostFen ?? 0) - at(most))).toBeLessThan(10);
    expect(own.presentRange?.leastFen).toBeGreaterThan(own.present.fen);
    const leased = optionOf(comparison, EVERYTHING);
    expect(leased.present.unknown).toEqual([]);
    expect(leased.presentRange).toBeUndefined();
  });
});

describe("a missing deduction", () => {
  const province = sampleProvince({ demand: { callsPerDay: 3000 }, build: outsourcedAt({ basis: "seat" }) });
  const option = optionOf(compareOne(province, { book: bookWith({}, ["out.deduction.pct"]) }), EVERYTHING);

  it("counts at its largest in the lower bound, and at nothing in the upper one", () => {
    const at = (percent: number) =>
      optionOf(
        compareOne(province, { book: bookWith({ "out.deduction.pct": percent }), detail: "summary" }),
        EVERYTHING,
      ).present.fen;
    expect(option.present.unknown).toEqual(["out.deduction.pct"]);
    expect(Math.abs(option.present.fen - at(30))).toBeLessThan(10);
    expect(Math.abs((option.presentRange?.leastFen ?? 0) - at(30))).toBeLessThan(10);
    expect(Math.abs((option.presentRange?.mostFen ?? 0) - at(0))).toBeLessThan(10);
  });
});

describe("the best mix", () => {
  const mixOf = (without: Parameters<typeof bookWith>[1], budgetFen = 1e13) =>
    compareProvinces({
      provinces: [office, sampleProvince({ province: "beijing", demand: { callsPerDay: 5000 } })].map((province) => ({
        ...requestFor(province),
        plan: (variant) => planCallCenter(variant),
      })),
      book: bookWith({}, without),
      today: TODAY,
      seed: 1,
      draws: 100,
      budgetFen,
      detail: "summary",
    }).national?.mix;

  it("is none where a province has no option with all its prices", () => {
    const mix = mixOf(["wage.agent", "out.seatMonth.full", "out.headMonth.people", "out.headMonth.staff"]);
    expect(mix?.result).toMatchObject({ kind: "prices-missing", provinces: ["anhui", "beijing"] });
    expect(mix?.result.kind === "prices-missing" && mix.result.unknown).toContain("wage.agent");
  });

  it("of what is priced says how many options it could not consider", () => {
    const mix = mixOf(["wage.agent"]);
    expect(mix?.result.kind).toBe("found");
    expect(mix?.leftOut).toBeGreaterThan(0);
    for (const { option } of mix?.result.kind === "found" ? mix.result.choices : []) expect(option).toContain("people");
    expect(mixOf([])?.leftOut).toBe(0);
  });
});
