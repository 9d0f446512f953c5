import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import stringWidth from "string-width";
import { afterAll, describe, expect, it } from "vitest";
import { comparisonOf, soundPrices } from "../../../cli/comparing.ts";
import { reportOf } from "../../../cli/report/comparison/report-of.ts";
import { terminalReport } from "../../../cli/report/comparison/terminal.ts";
import { comparisonWorkbook } from "../../../cli/report/comparison/workbook.ts";
import { selectSound } from "../../../cli/selection.ts";
import { comparisonFor, EXAMPLES, invocationOf } from "./sample-comparison.ts";

const folder = mkdtempSync(join(tmpdir(), "hotline-missing-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Anhui compared while prices are missing. */
function without(...items: readonly string[]) {
  mkdirSync(join(folder, "prices"), { recursive: true });
  cpSync(join(EXAMPLES, "anhui.yaml"), join(folder, "anhui.yaml"));
  const lines = items.map((item) => `  - { item: ${item}, missing: true }\n`);
  writeFileSync(join(folder, "prices", "own.yaml"), `kind: overrides\noverrides:\n${lines.join("")}`);
  const invocation = invocationOf({ draws: "100" }, { provinces: folder });
  return comparisonOf(invocation, selectSound(invocation, ["anhui"]), soundPrices(invocation).book);
}

async function cellsOf(bytes: Uint8Array, name: string) {
  const { sheets } = await readXlsx(bytes, { readStyles: true });
  const sheet = sheets.find((each) => each.name === name);
  return {
    rows: sheet?.rows ?? [],
    format: (row: number, column: number) => sheet?.cells?.get(`${row},${column}`)?.style?.numFmt,
  };
}

describe("a workbook while prices are missing", () => {
  it("marks what is a bound, and stays a sheet of numbers", async () => {
    const bytes = await comparisonWorkbook(without("wage.agent"), "zh");
    const front = await cellsOf(bytes, "结论");
    const head = front.rows.findIndex((row) => row[0] === "方式");
    expect(front.format(head + 1, 2)).toMatch(/≥/);
    expect(front.format(head + 2, 2)).not.toMatch(/≥/);
    // Outsourced minus self-built, of which self-built is a floor.
    expect(front.rows[head + 3]?.[0]).toMatch(/^差额/);
    expect(front.format(head + 3, 2)).toMatch(/≤/);
    expect(typeof front.rows[head + 3]?.[2]).toBe("number");
    const unit = await cellsOf(bytes, "自建单次费用");
    const agents = unit.rows.flatMap((row, index) => (row[0] === "people.agents" ? [index] : []));
    expect(unit.rows[agents[0] ?? 0]?.[6]).toBe("缺价");
    expect(unit.format(agents[1] ?? 0, 6)).toMatch(/≥/);
  });

  it("subtracts nothing from nothing where both lack prices", async () => {
    const bytes = await comparisonWorkbook(without("line.data.month"), "zh");
    const front = await cellsOf(bytes, "结论");
    const head = front.rows.findIndex((row) => row[0] === "方式");
    expect(front.rows[head + 3]?.slice(1, 4)).toEqual(["?", "?", "?"]);
  });
});

describe("a terminal", () => {
  const comparison = comparisonFor(["anhui"], { draws: "100" });
  const shown = (columns: number, language: "zh" | "en" = "zh") =>
    terminalReport(reportOf(comparison, language), { language, style: (_, text) => text, columns });
  const optionsIn = (text: string) => text.split("\n\n").find((part) => part.startsWith("各种方式")) ?? "";

  it.each([80, 100, 120, 200])("of %d columns has the columns that fit, and names the others", (columns) => {
    const lines = optionsIn(shown(columns)).split("\n");
    const table = lines.slice(2).filter((line) => !line.startsWith("屏幕不够宽"));
    expect(Math.max(...table.map((line) => stringWidth(line)))).toBeLessThanOrEqual(columns);
    const all = ["现值", "P10", "P50", "P90", "年均（等额）", "每单班席月（元）"];
    const left = lines.find((line) => line.startsWith("屏幕不够宽")) ?? "";
    for (const title of all) expect(table[0]?.includes(title) !== left.includes(title)).toBe(true);
  });

  it("of usual width has P50 and the annuity", () => {
    const [, , titles] = optionsIn(shown(120)).split("\n");
    expect(titles).toMatch(/现值.*年均.*P10.*P50.*P90/);
  });

  it("says which options the rules forbid, and why", () => {
    const text = shown(120, "en");
    expect(text).toMatch(/^SERVICE_WITHOUT_PEOPLE \(8\): /m);
    expect(text).toMatch(/^INGRESS_WITHOUT_EQUIPMENT \(7\): /m);
  });
});
