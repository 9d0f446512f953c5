import { describe, expect, it } from "vitest";
import { comparisonPage } from "../../../cli/report/comparison/page.ts";
import { optionWords } from "../../../cli/report/comparison/words.ts";
import { breachOf } from "../../components/strict-xml.ts";
import { type ReadCell, sectionRows } from "./markup-tables.ts";
import { comparisonFor, onlyProvince, optionIn } from "./sample-comparison.ts";

/** Anhui builds by itself, Jilin leases: between them every kind of section. */
const CASES = (["anhui", "jilin"] as const).map((id) => {
  const comparison = comparisonFor([id]);
  return { id, comparison, province: onlyProvince(comparison), page: comparisonPage(comparison, "zh") };
});
const values = (rows: readonly (readonly ReadCell[])[]) => rows.map((row) => row.flatMap(({ value }) => value ?? []));

describe.each(CASES)("the page of $id", ({ comparison, province, page }) => {
  const [selfBuilt, outsourced] = [
    optionIn(province, province.pair?.selfBuilt),
    optionIn(province, province.pair?.outsourced),
  ];

  it("has the figures of every option, equal to the JSON's", () => {
    const options = province.options
      .filter((option) => option.admissible)
      .toSorted((a, b) => a.present.fen - b.present.fen);
    expect(options.length).toBeGreaterThan(10);
    expect(values(sectionRows(page, "options"))).toEqual(
      options.map(({ initial, nominal, present, annuity, fenPerAnsweredCall, fenPerSeatMonth, distribution }) => [
        initial.fen,
        nominal.fen,
        present.fen,
        annuity.fen,
        fenPerAnsweredCall,
        fenPerSeatMonth,
        distribution.p10,
        distribution.p50,
        distribution.p90,
        100 * (distribution.wins ?? Number.NaN),
      ]),
    );
  });

  it("has years, classes, rates, lines and prices equal to the JSON's, and their sums", () => {
    const difference = (one: number, other: number) => [one, other, other - one];
    expect(values(sectionRows(page, "years"))).toEqual([
      ...selfBuilt.byYear.map(({ nominal, present }, year) => [
        ...difference(nominal, outsourced.byYear[year]?.nominal ?? 0),
        ...difference(present, outsourced.byYear[year]?.present ?? 0),
      ]),
      [
        ...difference(selfBuilt.nominal.fen, outsourced.nominal.fen),
        ...difference(selfBuilt.present.fen, outsourced.present.fen),
      ],
    ]);
    const classes = values(sectionRows(page, "categories"));
    for (const column of [0, 2, 4])
      expect(classes.slice(0, -1).reduce((sum, row) => sum + (row[column] ?? 0), 0)).toBe(classes.at(-1)?.[column]);
    expect(values(sectionRows(page, "rates"))).toEqual(
      selfBuilt.presentAt.map(({ ratePercent, fen }, rate) => [
        ratePercent,
        ...difference(fen, outsourced.presentAt[rate]?.fen ?? 0),
      ]),
    );
    for (const option of [selfBuilt, outsourced])
      expect(values(sectionRows(page, `lines-${option.id.replaceAll(/[^a-z]+/g, "-")}`))).toEqual([
        ...(option.lines ?? []).map(({ each, byYear, nominal, present }) => [
          each.fen,
          ...byYear,
          nominal.fen,
          present.fen,
        ]),
        [...option.byYear.map(({ nominal }) => nominal), option.nominal.fen, option.present.fen],
      ]);
    expect(values(sectionRows(page, "prices"))).toEqual(
      province.prices.map(({ value, index, taxFactor }) => [value?.low, value?.likely, value?.high, index, taxFactor]),
    );
    expect(values(sectionRows(page, "heat")).map((row) => row.slice(1))).toEqual(province.heatMap?.differencesFen);
  });

  it("writes each figure as its value says", () => {
    const rows = ["options", "years", "rates", "tornado", "simulation"].flatMap((id) => sectionRows(page, id));
    const wan = rows
      .flat()
      .filter(({ value, text }) => value !== undefined && Math.abs(value) > 1e6 && text.includes("."));
    expect(wan.length).toBeGreaterThan(100);
    for (const { value = 0, text } of wan) {
      const shown = Number(text.replaceAll(",", ""));
      expect(Math.min(Math.abs(shown - value / 1e6), Math.abs(shown - value / 100))).toBeLessThanOrEqual(0.005000001);
    }
  });

  it("carries the comparison itself, and leaves names and dates to people", () => {
    const embedded = /<script type="application\/json" id="comparison">(.*?)<\/script>/s.exec(page)?.[1] ?? "";
    expect(JSON.parse(embedded)).toEqual(JSON.parse(JSON.stringify(comparison)));
    expect(sectionRows(page, "sign").map((row) => row.map(({ text }) => text))).toEqual([
      ["编制", "", ""],
      ["复核", "", ""],
      ["审批", "", ""],
    ]);
    expect(page).toContain(optionWords(outsourced, "zh"));
  });

  it("draws five charts, each with a text alternative and names of its own", () => {
    const charts = [
      ...page.matchAll(/<figure><svg[^>]*aria-labelledby="([a-z]+)-alt"><title id="\1-alt">([^<]+)<\/title>/g),
    ];
    expect(charts.map(([, id]) => id)).toEqual(["years", "cumulative", "tornado", "heat", "simulation"]);
    for (const [, , alt = ""] of charts) expect(alt).toMatch(/\d.*。$/);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(page).toContain("<pattern");
    for (const [svg] of page.matchAll(/<svg.*?<\/svg>/gs)) expect(breachOf(svg)).toBeUndefined();
  });

  it("asks for nothing from anywhere", () => {
    const markup = page.replace(/<script type="application\/json".*?<\/script>/s, "");
    expect(
      [
        ...markup.matchAll(/\b(?:src|href|srcset|action|poster)=|url\((?!#)|@import|<(?:link|img|iframe|script)\b/g),
      ].map(String),
    ).toEqual([]);
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
  });
});

describe("a page", () => {
  it("is the same whichever charts were drawn before it", () => {
    const { comparison, page } = CASES[0] ?? { comparison: undefined, page: "" };
    if (comparison === undefined) throw new Error("no case");
    expect(comparisonPage(comparison, "zh")).toBe(page);
  });

  it("of all provinces has the matrix with its totals", () => {
    const comparison = comparisonFor(["anhui", "jilin", "ningxia"], { draws: "100" });
    const page = comparisonPage(comparison, "zh");
    const { rows = [], totals } = comparison.national ?? {};
    expect(values(sectionRows(page, "provinces")).map((row) => row.slice(0, 3))).toEqual(
      rows
        .toSorted((a, b) => (a.differenceFen ?? 0) - (b.differenceFen ?? 0))
        .map(({ selfBuilt, outsourcedPresent, differenceFen }) => [
          selfBuilt?.fen,
          outsourcedPresent?.fen,
          differenceFen,
        ]),
    );
    expect(values(sectionRows(page, "totals")).flat()).toEqual([
      totals?.allSelfBuilt.fen,
      totals?.allOutsourced.fen,
      totals?.asStated.fen,
      totals?.cheapestEach.fen,
    ]);
  });

  it("can't be broken out of by a text in the data", () => {
    const comparison = comparisonFor(["anhui"], { draws: "100" });
    const evil = { ...comparison, book: { ...comparison.book, name: "</script><script>alert(1)</script>" } };
    const page = comparisonPage(evil, "zh");
    expect(page.match(/<script\b/g)).toHaveLength(1);
    expect(page).not.toContain("<script>alert");
  });
});
