import { describe, expect, it } from "vitest";
import { soundPrices } from "../../../cli/comparing.ts";
import { planCallCenter } from "../../../components/call-center/plan.ts";
import { differenceHistogram } from "../../../planning/costs/histogram.ts";
import { costDelta, planCost } from "../../../planning/costs/plan-cost.ts";
import { loadProvinces } from "../../../provinces/load.ts";
import type { Province } from "../../../provinces/province.ts";
import { comparisonFor, EXAMPLES, invocationOf, onlyProvince, optionIn } from "../../cli/report/sample-comparison.ts";

const { book } = soundPrices(invocationOf());
const province = (id: string): Province => {
  const found = loadProvinces(EXAMPLES, [id]).provinces[0]?.province;
  if (found === undefined) throw new Error(id);
  return found;
};
const costOf = (of: Province) => planCost({ province: of, plan: planCallCenter(of), book, today: "2026-11-24" });
const costed = (of: Province) => {
  const found = costOf(of);
  if (found === undefined) throw new Error("merged");
  return found;
};

describe("the cost of a plan", () => {
  it.each(["anhui", "jilin", "xizang", "chongqing"])("is what compare says of the option that %s states", (id) => {
    const compared = onlyProvince(comparisonFor([id], { draws: "100" }));
    const stated = optionIn(compared, compared.options.find((option) => option.stated)?.id);
    const cost = costed(province(id));
    expect([cost.initial, cost.nominal, cost.present]).toEqual([stated.initial, stated.nominal, stated.present]);
    expect(cost.lines.map(({ id: line, present }) => [line, present])).toEqual(
      stated.lines?.map(({ id: line, present }) => [line, present]),
    );
    expect(cost.monthlyAll.fen).toBe(Math.round(stated.annuity.fen / 12));
  });

  it("counts monthly payments and a twelfth of yearly ones as running cost", () => {
    const cost = costed(province("anhui"));
    const of = (kind: string) => cost.lines.filter(({ payment }) => payment.kind === kind).map(({ each }) => each.fen);
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    expect(of("yearly").length).toBeGreaterThan(2);
    expect(cost.monthly.fen).toBe(sum(of("monthly")) + sum(of("yearly").map((fen) => Math.round(fen / 12))));
  });

  it("is undefined for a line that 12345 answers", () => {
    expect(costOf(province("hunan"))).toBeUndefined();
  });
});

describe("the cost of a change", () => {
  const anhui = province("anhui");
  const [first, ...others] = anhui.localNetworks;
  if (first?.trunk?.type !== "digital" || !("e1" in first.trunk)) throw new Error("anhui has E1s");
  const more: Province = {
    ...anhui,
    localNetworks: [{ ...first, trunk: { ...first.trunk, e1: first.trunk.e1 + 1 } }, ...others],
  };

  it("is nothing for the same plan", () => {
    const delta = costDelta(costed(anhui), costed(anhui));
    expect(delta).toEqual({
      horizonYears: 5,
      monthlyBefore: costed(anhui).monthly.fen,
      monthly: 0,
      initial: 0,
      nominal: 0,
      present: 0,
      unknown: [],
      lines: [],
    });
  });

  it("of one E1 more is its rental and installation, and nothing else", () => {
    const delta = costDelta(costed(anhui), costed(more));
    expect(delta.monthly).toBe(300_000);
    expect(delta.initial).toBe(31_000);
    expect(delta.nominal).toBe(60 * 300_000 + 31_000);
    expect(delta.lines.map(({ id, monthly }) => [id, monthly])).toEqual([
      ["telecom.rental", 300_000],
      ["telecom.installation", 0],
    ]);
  });

  it("adds up over its lines, and back again", () => {
    const outsourced = province("jilin");
    for (const [before, after] of [
      [anhui, more],
      [outsourced, { ...outsourced, build: { mode: "self-built" } as const }],
    ] as const) {
      const there = costDelta(costed(before), costed(after));
      const back = costDelta(costed(after), costed(before));
      expect(there.lines.reduce((sum, { present }) => sum + present, 0)).toBe(there.present);
      expect(there.lines.reduce((sum, { monthly }) => sum + monthly, 0)).toBe(there.monthly);
      expect([back.monthly, back.present, back.nominal]).toEqual([-there.monthly, -there.present, -there.nominal]);
    }
  });

  it("without anything before is all of the cost, largest line first", () => {
    const cost = costed(anhui);
    const delta = costDelta(undefined, cost);
    expect(delta.present).toBe(cost.present.fen);
    expect(delta.lines).toHaveLength(cost.lines.length);
    const sizes = delta.lines.map(({ present }) => Math.abs(present));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });
});

describe("the histogram of differences", () => {
  it("counts every draw once, with 0 at an edge", () => {
    const one = Float64Array.from({ length: 1000 }, (_, draw) => draw);
    const other = Float64Array.from({ length: 1000 }, (_, draw) => draw + ((draw * 37) % 201) - 100);
    const found = differenceHistogram(one, other);
    if (found === undefined) throw new Error("nothing varies");
    expect(found.counts.reduce((sum, count) => sum + count, 0)).toBe(1000);
    expect(Math.abs(found.fromFen % found.stepFen)).toBe(0);
    const above = found.counts.filter((_, bar) => found.fromFen + bar * found.stepFen >= 0);
    expect(above.reduce((sum, count) => sum + count, 0)).toBe(
      Array.from(one, (value, draw) => (other[draw] ?? 0) - value).filter((difference) => difference >= 0).length,
    );
  });

  it("has nothing to show where nothing varies", () => {
    expect(differenceHistogram(new Float64Array(9), new Float64Array(9))).toBeUndefined();
  });
});
