import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Cell, readXlsx, writeXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { comparisonOf, soundPrices } from "../../cli/comparing.ts";
import { comparisonWorkbook } from "../../cli/report/comparison/workbook.ts";
import { selectSound } from "../../cli/selection.ts";
import { comparisonFor, EXAMPLES, invocationOf, onlyProvince, optionIn } from "../cli/report/sample-comparison.ts";
import { findProgram } from "./programs.ts";

/** The workbook in LibreOffice, which computes its formulas itself. Does not prove: Excel. */
const found = findProgram("soffice", "libreoffice");
/** Every formula is computed anew when a file is opened, whatever values it brings. */
const ALWAYS_RECALCULATE = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>`;
/** All sheets, commas, quotes where needed, UTF-8, figures in full instead of as they are shown. */
const CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1";

type Rows = readonly (readonly string[])[];

describe.skipIf("missing" in found)(
  `the comparison in LibreOffice${"missing" in found ? `: skipped, ${found.missing}` : ""}`,
  () => {
    const folder = mkdtempSync(join(tmpdir(), "hotline-workbook-"));
    const comparison = comparisonFor(["jilin"], { draws: "1000" });
    const province = onlyProvince(comparison);
    let workbook: Uint8Array = new Uint8Array();
    beforeAll(async () => {
      mkdirSync(join(folder, "profile", "user"), { recursive: true });
      writeFileSync(join(folder, "profile", "user", "registrymodifications.xcu"), ALWAYS_RECALCULATE);
      workbook = await comparisonWorkbook(comparison, "zh");
    });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    /** Sheets by name as LibreOffice computes them. */
    function computed(bytes: Uint8Array, name: string): ReadonlyMap<string, Rows> {
      if ("missing" in found) throw new Error(found.missing);
      const [file, out] = [join(folder, `${name}.xlsx`), join(folder, name)];
      writeFileSync(file, bytes);
      const { status, stderr } = spawnSync(
        found.path,
        [
          `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`,
          "--headless",
          "--convert-to",
          CSV,
          "--outdir",
          out,
          file,
        ],
        // The sheets' names become file names, which another locale would spoil.
        { encoding: "utf8", timeout: 100_000, env: { ...process.env, LC_ALL: "C.UTF-8" } },
      );
      if (status !== 0) throw new Error(`soffice ended with ${status ?? "a signal"}: ${stderr}`);
      return new Map(
        readdirSync(out).map((entry) => [
          entry.slice(name.length + 1, -".csv".length),
          rowsOf(readFileSync(join(out, entry), "utf8")),
        ]),
      );
    }

    /** Written anew with formulas whose values are gone, and with cells changed: sheet, row's first cell, column, value. */
    async function stripped(changes: readonly (readonly [string, string, number, number])[] = []): Promise<Uint8Array> {
      const { sheets } = await readXlsx(workbook);
      return writeXlsx({
        sheets: sheets.map(({ name, rows, cells = new Map<string, Cell>() }) => {
          const values = rows.map((row, at) =>
            row.map((value, column) => (cells.get(`${at},${column}`)?.formula === undefined ? value : null)),
          );
          for (const [sheet, first, column, value] of changes) {
            const row = sheet === name ? values.find((each) => each[0] === first) : undefined;
            if (row !== undefined) row[column] = value;
          }
          const formulas = [...cells].flatMap(([place, { formula }]) =>
            formula === undefined ? [] : [[place, { formula }] as const],
          );
          return { name, rows: values, cells: new Map(formulas) };
        }),
      });
    }

    it("computes every formula to the value that the file brings along", async () => {
      const anew = computed(await stripped(), "stripped");
      const { sheets } = await readXlsx(workbook);
      let formulas = 0;
      for (const { name, cells = new Map<string, Cell>() } of sheets) {
        const rows = anew.get(name);
        expect(rows).toBeDefined();
        for (const [place, { formula, formulaResult }] of cells) {
          if (formula === undefined) continue;
          formulas++;
          const [row = 0, column = 0] = place.split(",").map(Number);
          const text = rows?.[row]?.[column] ?? "";
          const cached = Number(formulaResult);
          const off = text === "" ? Number.NaN : Math.abs(Number(text) - cached);
          if (!(off <= 1e-9 * Math.max(1, Math.abs(cached))))
            expect.fail(`${name} ${place} =${formula}: ${text} in LibreOffice, ${cached} in the file`);
        }
      }
      expect(formulas).toBeGreaterThan(3000);
    });

    it("follows a changed wage and rate as the model itself does", async () => {
      const provinces = join(folder, "provinces");
      mkdirSync(join(provinces, "prices"), { recursive: true });
      writeFileSync(join(provinces, "jilin.yaml"), readFileSync(join(EXAMPLES, "jilin.yaml")));
      writeFileSync(
        join(provinces, "prices", "own.yaml"),
        `kind: overrides
overrides:
  - { item: wage.agent, low: 4000, likely: 5600, high: 8000, confidence: sourced, source: pay table, asOf: 2026-06-30 }
  - { item: finance.discount.pct, low: 3, likely: 4, high: 8, confidence: sourced, source: bond yields, asOf: 2026-06-30 }
`,
      );
      const invocation = invocationOf({ draws: "100" }, { provinces });
      const other = onlyProvince(
        comparisonOf(invocation, selectSound(invocation, ["jilin"]), soundPrices(invocation).book),
      );
      const changed = computed(
        await stripped([
          ["采用的价格", "wage.agent", 3, 5600],
          ["采用的价格", "折现率%", 3, 4],
        ]),
        "changed",
      );
      for (const [name, id] of [
        ["自建", province.pair?.selfBuilt],
        ["外包", province.pair?.outsourced],
      ] as const) {
        const model = optionIn(other, id);
        const totals = changed.get(`${name}现金流`)?.find((row) => row[0] === "合计") ?? [];
        expect(totals.slice(4, 4 + model.byYear.length + 2).map((text) => Math.round(Number(text) * 100))).toEqual([
          ...model.byYear.map(({ nominal }) => nominal),
          model.nominal.fen,
          model.present.fen,
        ]);
      }
      expect(optionIn(other, "self-built").present.fen).not.toBe(optionIn(province, "self-built").present.fen);
    });
  },
);

/** Rows of a CSV file with quoted cells. */
function rowsOf(text: string): Rows {
  const rows: string[][] = [];
  for (const line of text.split("\n")) {
    if (line === "") {
      rows.push([]);
      continue;
    }
    rows.push(
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
      ),
    );
  }
  return rows;
}
