import { join, resolve } from "node:path";
import { describe, expect, it, test } from "vitest";
import { blockChart } from "../../../cli/report/comparison/block-chart.ts";
import { markdownReport } from "../../../cli/report/comparison/markdown.ts";
import { reportOf } from "../../../cli/report/comparison/report-of.ts";
import { quantityWords } from "../../../cli/report/comparison/term-words.ts";
import { terminalReport } from "../../../cli/report/comparison/terminal.ts";
import { whyNames, whyText } from "../../../cli/report/comparison/why.ts";
import { PROVINCE_IDS } from "../../../provinces/reference/divisions.ts";
import { comparisonFor, onlyProvince } from "./sample-comparison.ts";

const GOLDEN = resolve(import.meta.dirname, "../../golden/compare");
const style = (_: unknown, text: string) => text;
/** Self-built, outsourced, and at the edge of the country: the smallest. */
const TOLD = ["anhui", "jilin", "xizang"] as const;

describe("a comparison in text", () => {
  const anhui = comparisonFor(["anhui"]);
  const three = comparisonFor(["anhui", "jilin", "hunan"], { budget: "200000000" });

  test.each(["zh", "en"] as const)("reads as recorded on a terminal and in Markdown: %s", async (language) => {
    for (const [name, comparison] of Object.entries({ anhui, three })) {
      const report = reportOf(comparison, language);
      await expect(`${terminalReport(report, { language, style, columns: 120 })}\n`).toMatchFileSnapshot(
        join(GOLDEN, `${name}.${language}.txt`),
      );
      await expect(markdownReport(report)).toMatchFileSnapshot(join(GOLDEN, `${name}.${language}.md`));
    }
  });

  it("draws bars to scale", () => {
    const chart = blockChart(
      {
        kind: "years",
        alt: "",
        options: [
          {
            name: "a",
            groups: [
              { name: "x", values: [30] },
              { name: "y", values: [30] },
            ],
          },
          {
            name: "b",
            groups: [
              { name: "x", values: [15] },
              { name: "y", values: [0] },
            ],
          },
        ],
      },
      "en",
    );
    const count = (line: string | undefined, fill: string) => (line ?? "").split(fill).length - 1;
    const [first, second] = chart.split("\n");
    expect([count(first, "█"), count(first, "▓"), count(second, "█"), count(second, "▓")]).toEqual([30, 30, 15, 0]);
  });

  it("marks where cumulative lines cross, and zero in a histogram", () => {
    const crossing = blockChart(
      {
        kind: "cumulative",
        alt: "",
        crossover: 30,
        lines: [{ name: "a", values: Array.from({ length: 61 }, (_, month) => month) }],
      },
      "en",
    );
    expect(crossing.split("\n").at(-1)?.indexOf("▲")).toBe(3 + 30);
    expect(blockChart({ kind: "histogram", alt: "", from: -20, step: 10, counts: [1, 8, 4] }, "en")).toBe(
      "-20.00  ▂█│▅  10.00",
    );
  });
});

describe("--why", () => {
  test.each(TOLD)("derives every line of %s so that its terms add up to it", (id) => {
    const comparison = comparisonFor([id], { draws: "100" });
    const province = onlyProvince(comparison);
    const ids = new Set([province.pair?.selfBuilt, province.pair?.outsourced]);
    const options = province.options
      .filter((option) => option.admissible)
      .filter((option) => option.stated || ids.has(option.id));
    expect(new Set(options.flatMap(({ lines = [] }) => lines.map((line) => line.id))).size).toBeGreaterThan(15);
    for (const option of options)
      for (const line of option.lines ?? []) {
        const text = whyText(line.id, { province, comparison, language: "en" }) ?? "";
        const having = options.filter(({ lines = [] }) => lines.some((each) => each.id === line.id));
        const block = text.split("\n\n")[having.indexOf(option)] ?? "";
        const terms = [...block.matchAll(/^ +[+ ] .* = (-?[\d.]+)$/gm)].map(([, value]) => Number(value));
        const sum = Number(/= (-?[\d,.]+) yuan/.exec(block)?.[1]?.replaceAll(",", ""));
        expect(terms).toHaveLength(line.terms.length);
        expect(sum).toBe(line.each.fen / 100);
        // Each term is shown rounded to fen.
        const off = Math.abs(terms.reduce((total, value) => total + value, 0) - sum);
        expect(off).toBeLessThanOrEqual(0.005 * (terms.length + 1) + 1e-6);
        // Each price that a term names is told with its source and place.
        for (const { price } of line.terms.flatMap(({ factors }) => factors))
          expect(block).toMatch(new RegExp(`^ +${price.replaceAll(".", "\\.")} .*:\\d+$`, "m"));
      }
  });

  it("recomputes what it shows of a term by hand", () => {
    const comparison = comparisonFor(["anhui"], { draws: "100" });
    const text =
      whyText("people.supervisors", { province: onlyProvince(comparison), comparison, language: "en" }) ?? "";
    const found =
      /ceil\((\d+) head .* ÷ span\.supervisor (\d+)\) × wage\.supervisor ([\d,]+) × \(1 \+ welfare\.pct ([\d.]+)\) = ([\d.]+)/.exec(
        text,
      );
    const [heads, span, wage, welfare, result] = (found ?? []).slice(1).map((part) => Number(part.replaceAll(",", "")));
    expect(result).toBeCloseTo(Math.ceil((heads ?? 0) / (span ?? 1)) * (wage ?? 0) * (1 + (welfare ?? 0)), 6);
  });

  it("answers for every name it offers, and for no other", () => {
    const comparison = comparisonFor(["jilin"], { draws: "100" });
    const view = { province: onlyProvince(comparison), comparison, language: "zh" } as const;
    const names = whyNames(view.province);
    expect(names).toEqual(expect.arrayContaining(["people", "people.agents", "present", "per-call", "wage.agent"]));
    for (const name of names) expect(whyText(name, view)).toMatch(/\d/);
    expect(whyText("people.nobody", view)).toBeUndefined();
  });

  it("has Chinese for every quantity of every province", () => {
    const { provinces } = comparisonFor([...PROVINCE_IDS], { draws: "100" });
    const whats = provinces.flatMap(({ options }) =>
      options.flatMap((option) =>
        (option.admissible ? (option.lines ?? []) : []).flatMap(({ terms }) => terms.map(({ what }) => what)),
      ),
    );
    expect(new Set(whats).size).toBeGreaterThan(20);
    expect([...new Set(whats)].filter((what) => /[a-z]{3}/.test(quantityWords(what, "zh")))).toEqual([]);
  });
});
