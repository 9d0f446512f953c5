import { readXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { comparisonWorkbook } from "../../../cli/report/comparison/workbook.ts";
import { comparisonFor, onlyProvince, optionIn } from "./sample-comparison.ts";

async function sheetsOf(bytes: Uint8Array): Promise<ReadonlyMap<string, readonly (readonly unknown[])[]>> {
  const { sheets } = await readXlsx(bytes);
  return new Map(sheets.map(({ name, rows }) => [name, rows]));
}

const rowOf = (rows: readonly (readonly unknown[])[] | undefined, first: string): readonly unknown[] =>
  rows?.find((row) => row[0] === first) ?? [];
const inYuan = (fen: number): number => fen / 100;

describe("the workbook of anhui", async () => {
  const comparison = comparisonFor(["anhui"], { draws: "1000" });
  const province = onlyProvince(comparison);
  const bytes = await comparisonWorkbook(comparison, "zh");
  const sheets = await sheetsOf(bytes);
  const options = [
    ["自建", optionIn(province, province.pair?.selfBuilt)],
    ["外包", optionIn(province, province.pair?.outsourced)],
  ] as const;

  it.each(options)("opens with the figures of %s, equal to the JSON's", (name, option) => {
    const flow = sheets.get(`${name}现金流`);
    const unit = sheets.get(`${name}单次费用`);
    const years = option.byYear.length;
    expect(option.lines?.length).toBeGreaterThan(10);
    for (const line of option.lines ?? []) {
      expect(rowOf(flow, line.id).slice(4, 4 + years + 2)).toEqual(
        [...line.byYear, line.nominal.fen, line.present.fen].map(inYuan),
      );
      const terms = (unit ?? []).filter((row) => row[0] === line.id);
      expect(terms.slice(0, -1).map((row) => [row[3], row[6]])).toEqual(
        line.terms.map(({ quantity, yuan }) => [quantity, yuan]),
      );
      expect(Number(terms.at(-1)?.[6])).toBeCloseTo(line.each.fen / 100, 2);
    }
    expect(rowOf(flow, "合计").slice(4, 4 + years + 2)).toEqual(
      [...option.byYear.map(({ nominal }) => nominal), option.nominal.fen, option.present.fen].map(inYuan),
    );
    expect(rowOf(flow, "当月支付").slice(4 + years + 2)).toEqual(option.monthly.map(inYuan));
  });

  it("sums up in front, with prices as they enter and room for signatures", () => {
    const front = sheets.get("结论") ?? [];
    const at = front.findIndex((row) => row[0] === "方式");
    expect(front.slice(at + 1, at + 3).map((row) => row.slice(1, 4))).toEqual(
      options.map(([, { nominal, present, annuity }]) => [nominal.fen, present.fen, annuity.fen].map(inYuan)),
    );
    expect(
      rowOf(front, "编制")
        .slice(1)
        .every((cell) => cell === null || cell === undefined),
    ).toBe(true);
    expect(rowOf(front, "审批")).not.toEqual([]);
    const prices = sheets.get("采用的价格");
    for (const { id, value, index, taxFactor, unit } of province.prices) {
      const [, , , likely, low, high, , , enters] = rowOf(prices, id);
      expect([low, likely, high]).toEqual([value?.low, value?.likely, value?.high]);
      expect(enters).toBe(unit === "percent" ? (value?.likely ?? 0) / 100 : (value?.likely ?? 0) * index * taxFactor);
    }
  });

  it("has formulas where a finance office would change something, and fixed values for what was simulated", async () => {
    const { sheets: read } = await readXlsx(bytes);
    const formulas = (name: string) =>
      [...(read.find((sheet) => sheet.name === name)?.cells?.values() ?? [])].filter(
        ({ formula }) => formula !== undefined,
      ).length;
    expect(formulas("自建现金流")).toBeGreaterThan(1000);
    expect(formulas("自建单次费用")).toBeGreaterThan(40);
    expect(formulas("结论")).toBeGreaterThan(10);
    expect(formulas("模拟")).toBe(0);
  });

  it("is the same bytes for the same comparison", async () => {
    expect(Buffer.from(await comparisonWorkbook(comparison, "zh")).equals(Buffer.from(bytes))).toBe(true);
  });
});

describe("the workbook of several provinces", () => {
  it("has the matrix, totals and the mix", async () => {
    const comparison = comparisonFor(["anhui", "jilin", "ningxia"], { draws: "100", budget: "1000000000" });
    const sheets = await sheetsOf(await comparisonWorkbook(comparison, "zh"));
    expect([...sheets.keys()]).toEqual(["结论", "各省结果", "全国合计", expect.stringMatching(/^首年预算/)]);
    expect(rowOf(sheets.get("全国合计"), "各省取最省（限同一服务）")[1]).toBe(
      (comparison.national?.totals.cheapestEach.fen ?? 0) / 1e6,
    );
    const anhui = comparison.national?.rows.find(({ province }) => province === "anhui");
    expect(rowOf(sheets.get("各省结果"), "安徽省").slice(1, 3)).toEqual([
      (anhui?.selfBuilt?.fen ?? 0) / 1e6,
      (anhui?.outsourcedPresent?.fen ?? 0) / 1e6,
    ]);
  });
});
