import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Comparison } from "../../planning/costs/comparison.ts";
import { PROVINCE_IDS } from "../../provinces/reference/divisions.ts";
import { hotline } from "./hotline.ts";

const folder = mkdtempSync(join(tmpdir(), "hotline-compare-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const JSON_ALL = ["compare", "--all", "--format", "json", "--as-of", "2026-11-24"] as const;
const parsed = (text: string): Comparison => JSON.parse(text) as Comparison;

describe("compare", () => {
  test("of all provinces gives the same bytes twice, without loading Pulumi", () => {
    const recorder = ["--import", resolve(import.meta.dirname, "record-modules.ts")];
    const first = hotline(JSON_ALL, { node: recorder });
    const second = hotline(JSON_ALL);
    expect(first.code).toBe(0);
    expect(first.out).toBe(second.out);
    const packages = /packages: (.*)/.exec(first.err)?.[1]?.split(" ") ?? [];
    expect(packages).toContain("zod");
    expect(packages.filter((name) => name.startsWith("@pulumi") || name.startsWith("@grpc"))).toEqual([]);
    const { provinces, national, simulation } = parsed(first.out);
    expect(provinces.map(({ province }) => province).sort()).toEqual([...PROVINCE_IDS].sort());
    expect(national?.rows).toHaveLength(31);
    expect(simulation).toEqual({ seed: 12_333, draws: 10_000, distribution: "triangular", laborCorrelationPercent: 0 });
    const comparable = provinces.filter((province) => province.comparable);
    expect(comparable.length).toBeGreaterThan(25);
    for (const province of comparable) {
      const wins = province.options.map((option) => (option.admissible ? (option.distribution.wins ?? Number.NaN) : 0));
      expect(wins.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      for (const option of province.options)
        if (option.admissible) {
          const { p10, p50, p90 } = option.distribution;
          expect(p10 < p50 && p50 < p90).toBe(true);
        }
    }
  });

  test("of all provinces sums up, and finds the best mix within a budget or says that there is none", () => {
    const rich = parsed(hotline([...JSON_ALL, "--draws", "100", "--budget", "100000000000"]).out);
    const { totals, mix } = rich.national ?? {};
    expect(mix?.result.kind === "found" && mix.result.presentFen).toBe(totals?.cheapestEach.fen);
    const firstYear = mix?.result.kind === "found" ? mix.result.firstYearFen : 0;
    const tight = parsed(
      hotline([...JSON_ALL, "--draws", "100", "--budget", String(Math.floor(firstYear / 100) - 1)]).out,
    );
    const found = tight.national?.mix?.result;
    if (found?.kind === "found") {
      expect(found.firstYearFen).toBeLessThan(firstYear);
      expect(found.presentFen).toBeGreaterThanOrEqual(totals?.cheapestEach.fen ?? 0);
    } else expect(found?.kind).toBe("budget-too-small");
    const poor = hotline([...JSON_ALL, "--draws", "100", "--budget", "1"]);
    expect(parsed(poor.out).national?.mix?.result.kind).toBe("budget-too-small");
    expect(poor.code).toBe(3);
  });

  test("of one province derives every line, and gates when told to", () => {
    const { out, code } = hotline(["compare", "anhui", "--format", "json", "--require-fit"]);
    const [anhui] = parsed(out).provinces;
    if (anhui?.verdict.kind !== "cheaper") throw new Error("no verdict");
    expect(code).toBe(anhui.verdict.fit ? 0 : 3);
    expect(anhui.breakEvens.find(({ variable }) => variable === "volume")?.result.kind).not.toBe("not-computed");
    for (const option of anhui.options)
      if (option.admissible) expect(option.lines?.every(({ terms }) => terms.length > 0)).toBe(true);
    expect(hotline(["compare", "anhui", "--require-fit", "--min-sourced", "100"]).code).toBe(3);
  });

  test("shows a table of provinces", () => {
    const { out, code } = hotline(["compare", "anhui", "hunan", "--lang", "zh", "--draws", "100"]);
    expect(code).toBe(0);
    expect(out).toMatch(/安徽省/);
    expect(out).toMatch(/湖南省.*无可比/);
  });

  test("reads the department's own prices beside its provinces", () => {
    cpSync(resolve(import.meta.dirname, "../../provinces/anhui.yaml"), join(folder, "anhui.yaml"));
    mkdirSync(join(folder, "prices"));
    const own = (low: number) => `kind: overrides
overrides:
  - { item: wage.agent, low: ${low}, likely: 20000, high: 25000, confidence: sourced, source: pay scale, asOf: 2026-03-01 }
`;
    writeFileSync(join(folder, "prices", "own.yaml"), own(15_000));
    const run = () => hotline(["compare", "anhui", "--provinces", folder, "--format", "json", "--draws", "100"]);
    const [anhui] = parsed(run().out).provinces;
    expect(anhui?.prices.find(({ id }) => id === "wage.agent")).toMatchObject({
      origin: "override",
      line: 3,
      value: { likely: 20_000 },
    });
    writeFileSync(join(folder, "prices", "own.yaml"), own(-1));
    const { code, err, out } = run();
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(/own\.yaml:3:30 {2}error PRICE_NEGATIVE/);
  });

  test("reads the prices of a new repository", () => {
    const repository = join(folder, "repository");
    expect(hotline(["init", repository]).code).toBe(0);
    expect(hotline(["new", "hubei"], { cwd: repository }).code).toBe(0);
    const { out, code } = hotline(["compare", "hubei", "--format", "json", "--draws", "100"], { cwd: repository });
    expect(code).toBe(0);
    expect(parsed(out).book.files.at(-1)).toBe(join("provinces", "prices", "own.yaml"));
  });

  test.each([
    [["compare"], "NOTHING_CHOSEN"],
    [["compare", "anhui", "--seed", "x"], "OPTION_NUMBER"],
    [["compare", "anhui", "--draws", "1"], "OPTION_NUMBER"],
    [["compare", "anhui", "--as-of", "2026-02-30"], "DATE_MALFORMED"],
    [["compare", "anhui", "--as-of", "2025-06-01"], "PRICE_BOOK_FROM_FUTURE"],
  ])("%j is refused", (args, code) => {
    const { code: exit, err } = hotline(args);
    expect(exit).toBe(1);
    expect(err).toContain(code);
  });
});
