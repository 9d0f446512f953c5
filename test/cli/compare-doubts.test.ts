import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AgainstResult } from "../../cli/comparison-against.ts";
import type { Reproduction } from "../../cli/comparison-reproduction.ts";
import type { CheckedPrices } from "../../cli/price-status.ts";
import { hotline } from "./hotline.ts";

const EXAMPLES = resolve(import.meta.dirname, "../../provinces");
const folder = mkdtempSync(join(tmpdir(), "hotline-doubts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const DAY = ["--as-of", "2026-11-24", "--draws", "200"] as const;

/** A department's own folder; each group of tests has one of its own. */
function department(name: string, ids: readonly string[]): string {
  const provinces = join(folder, name, "provinces");
  mkdirSync(join(provinces, "prices"), { recursive: true });
  for (const id of ids) cpSync(join(EXAMPLES, `${id}.yaml`), join(provinces, `${id}.yaml`));
  return provinces;
}

function missing(provinces: string, ...items: readonly string[]): void {
  const lines = items.map((item) => `  - { item: ${item}, missing: true }\n`);
  writeFileSync(join(provinces, "prices", "own.yaml"), `kind: overrides\noverrides:\n${lines.join("")}`);
}

describe("a report that is not what its data say", () => {
  const provinces = department("reports", ["anhui"]);
  const path = join(folder, "anhui.html");
  const reproduce = (...args: readonly string[]) =>
    hotline(["compare", "--reproduce", path, "--provinces", provinces, ...args]);
  beforeAll(() => {
    hotline(["compare", "anhui", "--provinces", provinces, ...DAY, "--format", "html", "--out", path]);
  });

  test("is a page with a figure changed where people see it, the data untouched", () => {
    const page = readFileSync(path, "utf8");
    expect(reproduce().code).toBe(0);
    const shown = /现值 ([\d,.]+) 万元/.exec(page)?.[1] ?? "";
    const forged = page.replace(`现值 ${shown} 万元`, "现值 1.00 万元");
    expect(forged).not.toBe(page);
    writeFileSync(path, forged);
    const { code, out } = reproduce("--format", "json");
    expect(code).toBe(3);
    const { discrepancies } = JSON.parse(out) as Reproduction;
    expect(discrepancies).toHaveLength(1);
    expect(discrepancies[0]).toMatchObject({ kind: "page" });
    expect(discrepancies[0]?.reported).toContain("现值 1.00 万元");
    expect(discrepancies[0]?.recomputed).toContain(`现值 ${shown} 万元`);
    expect(reproduce().out).toContain("1 lines of the page are not what the data in it give");
    writeFileSync(path, `${page.trimEnd()}<p>approved</p>\n`);
    expect(reproduce().code).toBe(3);
    writeFileSync(path, page);
  });

  test("keeps to itself where the department's folders lie", () => {
    const page = readFileSync(path, "utf8");
    expect(page).not.toContain(folder);
    expect(page).toContain("provinces/anhui.yaml");
  });

  test.each([
    '{"format":1,"simulation":{},"provinces":[{}]}',
    '{"format":1,"simulation":null,"provinces":[{"province":"anhui","site":"main"}]}',
    "[null]",
    "null",
    '{"format":1,"provinces":[]}',
  ])("is refused as damaged, without a word of JavaScript: %s", (text) => {
    const damaged = join(folder, "damaged.json");
    writeFileSync(damaged, text);
    const { code, err } = hotline(["compare", "--reproduce", damaged]);
    expect(code).toBe(1);
    expect(err).toContain("error REPORT_UNREADABLE  ");
    expect(err).not.toMatch(/TypeError|undefined/);
  });
});

describe("a gate fails closed", () => {
  const provinces = department("against", ["anhui", "jilin"]);
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", provinces, "-c", "user.name=t", "-c", "user.email=t@t.invalid", ...args], {
      stdio: "pipe",
    });
  const against = (...args: readonly string[]) =>
    hotline(["compare", ...args, "--provinces", provinces, ...DAY, "--against", "trunk"]);
  beforeAll(() => {
    const file = join(provinces, "anhui.yaml");
    const sound = readFileSync(file, "utf8");
    writeFileSync(file, sound.replace(/^hours:.*$/m, "hours: sometimes"));
    git("init", "-q", "-b", "trunk");
    git("add", "-A", ".");
    git("commit", "-q", "-m", "then");
    writeFileSync(file, sound);
    const jilin = join(provinces, "jilin.yaml");
    writeFileSync(jilin, readFileSync(jilin, "utf8").replace(/basis: \w+/, "basis: call"));
  });

  test("where the ref's file is broken: it is not new", () => {
    const { code, out, err } = against("anhui", "--max-increase", "5");
    expect(code).toBe(3);
    expect(out).toMatch(/^The file of Anhui in trunk has errors/);
    expect(out).toContain("hours");
    expect(err).toContain("A rise within 5.0 % can't be shown: Anhui has nothing to compare with");
  });

  test("and a change of the price basis is one of the contract, not of the design", () => {
    const { out } = against("jilin", "--format", "json");
    const [jilin] = JSON.parse(out) as readonly AgainstResult[];
    expect(jilin?.terms.contract).toContainEqual({
      term: "basis",
      before: expect.stringMatching(/seat|head/) as string,
      after: "call",
    });
    expect(jilin?.design.quantities).toEqual([]);
    const [stated] = jilin?.rows ?? [];
    expect(stated?.middle).toBe(stated?.before);
    expect(stated?.agreed).toBeLessThan(stated?.middle ?? 0);
    expect(stated?.after).toBe(stated?.agreed);
  });

  test.each([
    ["--max-increase", "abc", "OPTION_PERCENT"],
    ["--draws", "1000000", "OPTION_NUMBER"],
    ["--labor-correlation", "101", "OPTION_NUMBER"],
  ])("and says what is wrong with %s %s before it prints anything", (option, value, code) => {
    const finished = hotline(["compare", "jilin", "--provinces", provinces, "--against", "trunk", option, value]);
    expect(finished.code).toBe(1);
    expect(finished.out).toBe("");
    expect(finished.err).toContain(code);
    if (code === "OPTION_PERCENT") expect(finished.err).not.toContain("whole");
  });
});

describe("while prices are missing", () => {
  const provinces = department("missing", ["anhui", "jilin"]);
  const run = (...args: readonly string[]) => hotline(["compare", ...args, "--provinces", provinces, ...DAY]);

  test.each(["zh", "en"] as const)("no word is a placeholder and no figure pretends to be whole: %s", (language) => {
    missing(provinces, "wage.agent");
    const out = run("anhui", "--lang", language, "--format", "markdown").out;
    expect(out).not.toMatch(/\{\w+\}/);
    const section = (title: string) => out.split(/^## /m).find((part) => part.startsWith(title)) ?? "";
    const years = section(language === "zh" ? "逐年费用" : "Cost by year");
    // Self-built lacks the price, so that its years are floors and the differences ceilings.
    expect(years.split("\n").filter((line) => /^\| \**(?:第|year \d|合计|total)/.test(line))).toHaveLength(6);
    for (const row of years.split("\n").filter((line) => /^\| \**(?:第|year \d)/.test(line))) {
      const cells = row.split("|").map((cell) => cell.trim());
      expect([cells[2], cells[4], cells[5], cells[7]].map((cell) => cell?.slice(0, 1))).toEqual(["≥", "≤", "≥", "≤"]);
      expect(cells[3]).toMatch(/^[\d,.]+$/);
    }
    expect(section(language === "zh" ? "盈亏平衡点" : "Break-even")).toBe("");
    expect(section(language === "zh" ? "敏感性" : "Sensitivity")).toBe("");
    expect(section(language === "zh" ? "缺价的影响" : "What missing prices leave open")).toContain("wage.agent");
  });

  test("the matrix marks its bounds, and the budget of all provinces is not shown to hold", () => {
    missing(provinces, "wage.agent", "out.seatMonth.full", "out.headMonth.staff", "out.headMonth.people");
    const { code, out, err } = run("anhui", "jilin", "--budget", "100000000");
    expect(out).toMatch(/^Anhui +≥ [\d,.]+ +≥ [\d,.]+ +\? /m);
    expect(code).toBe(3);
    expect(err).toContain("the budget can't be shown to hold");
  });
});

describe("prices check", () => {
  test("lists carriers' tariffs that name no contract, and which prices follow the region", () => {
    const provinces = department("tariffs", ["anhui"]);
    const file = join(provinces, "anhui.yaml");
    const text = readFileSync(file, "utf8");
    const changed = text.replace(/billing: \{ mode: [a-z-]+/, "$&, tariff: { rentalFenPerMonth: 200000 }");
    expect(changed).not.toBe(text);
    writeFileSync(file, changed);
    const check = (...args: readonly string[]) =>
      hotline(["prices", "check", "--provinces", provinces, "--as-of", "2026-11-24", ...args]).out;
    const { tariffs, prices } = JSON.parse(check("--format", "json")) as CheckedPrices;
    expect(tariffs).toMatchObject([{ province: "anhui", states: ["weak"], rental: 2000, source: "", asOf: "" }]);
    expect(prices.filter(({ regionIndexed }) => regionIndexed).map(({ id }) => id)).toContain("wage.agent");
    expect(check()).toMatch(
      /^assumed +tariff of 0551 .*undated .*anhui\.yaml:\d+ +tariff of the province file, no contract named$/m,
    );
    expect(check()).toMatch(/out\.headMonth\.people .* all x region index /);
  });
});
