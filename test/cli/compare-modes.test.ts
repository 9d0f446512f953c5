import { describe, expect, test } from "vitest";
import { compareModes, type ModeComparison, type ModeFigures } from "../../cli/mode-comparison.ts";
import { planCallCenter } from "../../components/call-center/plan.ts";
import { extendedErlangB } from "../../planning/erlang-b.ts";
import { loadProvinces } from "../../provinces/load.ts";
import type { Province } from "../../provinces/province.ts";
import { sampleProvince } from "../planning/sample-province.ts";
import { hotline } from "./hotline.ts";

const { provinces } = loadProvinces("provinces");

function of(comparison: ModeComparison, mode: ModeFigures["mode"]): ModeFigures {
  const found = comparison.modes.find((each) => each.mode === mode);
  if (found === undefined) throw new Error(`no ${mode}`);
  return found;
}

function province(id: string): Province {
  const found = provinces.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found.province;
}

describe("the comparison of the work modes", () => {
  test("takes the own mode's figures from the plan that is deployed", () => {
    const from = province("anhui");
    const { agents } = planCallCenter(from).traffic;
    const own = of(compareModes(from, "main"), "call-center");
    expect(own).toMatchObject({
      own: true,
      seats: agents.seatsNeeded,
      heads: agents.headsNeeded,
      humanErlangs: agents.erlangs,
      trunks: [{ unit: "e1", count: 16 }],
      queues: 3,
      securityLevel: 3,
    });
  });

  test("has two and a half times the people where each call takes one instead of four in ten", () => {
    const comparison = compareModes(province("anhui"), "main");
    const [phones, center] = [of(comparison, "hotline"), of(comparison, "call-center")];
    expect(phones.humanErlangs / center.humanErlangs).toBeCloseTo(2.5, 9);
    expect([phones.seats, center.seats]).toEqual([254, 109]);
    expect([phones.heads, center.heads]).toEqual([363, 156]);
  });

  test("has as many phones as extended Erlang B asks for, and no fewer", () => {
    const phones = of(compareModes(province("anhui"), "main"), "hotline");
    const blockingOf = (trunks: number) =>
      extendedErlangB({ traffic: phones.humanErlangs, trunks, recallShare: 0.5 }).blocking;
    expect(blockingOf(phones.seats)).toBeLessThanOrEqual(0.01);
    expect(blockingOf(phones.seats - 1)).toBeGreaterThan(0.01);
    expect(phones.abandonPercent).toBeCloseTo(100 * blockingOf(phones.seats), 9);
  });

  test("tells the modes apart by what the plans hold: desk, recording, business systems, level", () => {
    const { modes } = compareModes(province("anhui"), "main");
    expect(
      modes.map(({ mode, menu, desk, recording, businessSystems, securityLevel }) => [
        mode,
        menu,
        desk,
        recording,
        businessSystems,
        securityLevel,
      ]),
    ).toEqual([
      ["hotline", false, false, false, false, 2],
      ["call-center", true, true, true, false, 3],
      ["integrated", true, true, true, true, 3],
    ]);
  });

  test("knows no cost as long as there is no price", () => {
    expect(compareModes(province("anhui"), "main").modes.map(({ costFenPerMonth }) => costFenPerMonth)).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test("is priced by the book that comes along: more people cost more", () => {
    const { out } = hotline(["compare-modes", "anhui", "--format", "json"]);
    const { modes } = JSON.parse(out) as ModeComparison;
    const [phones = 0, center = 0] = modes.map(({ costFenPerMonth }) => costFenPerMonth);
    expect(center).toBeGreaterThan(100_000_000);
    expect(phones / center).toBeGreaterThan(2);
  });

  test("says what self-service saves, by planning with a twentieth less", () => {
    const from = province("anhui");
    const { demand } = from;
    const less = planCallCenter({ ...from, workMode: "integrated", demand: { ...demand, humanShare: 0.35 } });
    const comparison = compareModes(from, "main");
    expect(comparison.headsPerFivePercentSelfService).toBe(
      of(comparison, "integrated").heads - less.traffic.agents.heads,
    );
    expect(comparison.headsPerFivePercentSelfService).toBe(20);
  });

  test("does not carry over what was said for the province's own mode", () => {
    const from = sampleProvince({
      workMode: "integrated",
      demand: { callsPerDay: 5000, humanShare: 0.2 },
      staffing: { seats: 400, heads: 900 },
      securityLevel: 3,
    });
    const comparison = compareModes(from, "main");
    expect(comparison.modes.map(({ humanShare }) => humanShare)).toEqual([1, 0.2, 0.2]);
    for (const { seats, heads } of comparison.modes) {
      expect(seats).toBeLessThan(400);
      expect(heads).toBeLessThan(900);
    }
  });

  test.each(provinces.map(({ id }) => id))("can be made for %s", (id) => {
    const comparison = compareModes(province(id), "main");
    const answered = province(id).merge.mode !== "merged";
    expect(comparison.modes.map(({ own }) => own).filter(Boolean)).toHaveLength(1);
    for (const { channels, seats, worstBlockingPercent } of comparison.modes) {
      expect(channels).toBeGreaterThan(0);
      expect(seats > 0).toBe(answered);
      // With what is needed the target of 1 % holds in every group.
      expect(worstBlockingPercent).toBeLessThanOrEqual(province(id).serviceTarget?.blockingPercent ?? 1);
    }
  });
});

describe("compare-modes", () => {
  test("sets the modes side by side, in Chinese too", () => {
    const { code, out } = hotline(["compare-modes", "anhui", "--lang", "zh"]);
    expect(code).toBe(0);
    expect(out).toContain("热线电话");
    expect(out).toContain("呼叫中心（本省）");
    expect(out).toMatch(/座席 +254 +109 +109/);
    expect(out).toMatch(/每月费用（元） +[\d,.]+ +[\d,.]+ +[\d,.]+/);
  });

  test("is Markdown, JSON and a page by itself", () => {
    expect(hotline(["compare-modes", "anhui", "--format", "markdown"]).out).toContain("| seats | 254 | 109 | 109 |");
    const json: unknown = JSON.parse(hotline(["compare-modes", "anhui", "--format", "json"]).out);
    expect(json).toMatchObject({ province: "anhui", modes: [{ mode: "hotline" }, { own: true }, { seats: 109 }] });
    const page = hotline(["compare-modes", "anhui", "--format", "html"]).out;
    expect(page).toContain('<tr><th scope="row">seats</th><td>254</td><td>109</td><td>109</td></tr>');
  });

  test("needs a province that there is", () => {
    expect(hotline(["compare-modes", "anhuii"]).err).toContain("PROVINCE_UNKNOWN");
    expect(hotline(["compare-modes"]).code).toBe(1);
  });
});
