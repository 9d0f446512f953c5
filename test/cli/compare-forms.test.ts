import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AgainstResult } from "../../cli/comparison-against.ts";
import type { Reproduction } from "../../cli/comparison-reproduction.ts";
import type { CheckedPrices } from "../../cli/price-status.ts";
import type { Comparison } from "../../planning/costs/comparison.ts";
import { hotline } from "./hotline.ts";

const EXAMPLES = resolve(import.meta.dirname, "../../provinces");
const folder = mkdtempSync(join(tmpdir(), "hotline-forms-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const DAY = ["--as-of", "2026-11-24", "--draws", "200"] as const;
const at = (where: string) => ["--provinces", where, ...DAY] as const;

/** A department's own folder with two provinces; each test has one of its own. */
function department(name: string): string {
  const provinces = join(folder, name, "provinces");
  mkdirSync(join(provinces, "prices"), { recursive: true });
  for (const id of ["anhui", "jilin"]) cpSync(join(EXAMPLES, `${id}.yaml`), join(provinces, `${id}.yaml`));
  return provinces;
}

function overrides(provinces: string, ...lines: readonly string[]): void {
  writeFileSync(
    join(provinces, "prices", "own.yaml"),
    `kind: overrides\noverrides:\n${lines.map((line) => `  - ${line}\n`).join("")}`,
  );
}

const wage = (likely: number) =>
  `{ item: wage.agent, province: anhui, low: 4000, likely: ${likely}, high: 8000, confidence: sourced, source: pay table, asOf: 2026-06-30 }`;

describe("compare", () => {
  test("writes documents in Chinese unless told otherwise, the terminal in the user's language", () => {
    const provinces = department("languages");
    const out = (name: string) => join(folder, name);
    const forms = [
      ["markdown", "a.md"],
      ["html", "a.html"],
      ["xlsx", "a.xlsx"],
      ["json", "a.json"],
      ["table", "a.txt"],
    ] as const;
    for (const [format, name] of forms) {
      const { code, err } = hotline(["compare", "anhui", ...at(provinces), "--format", format, "--out", out(name)]);
      expect([code, err]).toEqual([0, `wrote ${out(name)}\n`]);
    }
    expect(readFileSync(out("a.md"), "utf8")).toMatch(/^# 安徽省 12333 自建与外包费用比较/);
    expect(readFileSync(out("a.html"), "utf8")).toContain('<html lang="zh-CN">');
    expect(readFileSync(out("a.xlsx")).subarray(0, 2).toString()).toBe("PK");
    expect(readFileSync(out("a.txt"), "utf8")).toMatch(/^12333 in Anhui: self-build against outsourcing/);
    const english = hotline(["compare", "anhui", ...at(provinces), "--format", "markdown", "--lang", "en"]).out;
    expect(english).toMatch(/^# 12333 in Anhui/);
  });

  test("says whether a report comes out again, and which price made the difference", () => {
    const provinces = department("reproduction");
    overrides(provinces, wage(5200));
    const paths = (["json", "html"] as const).map((format) => {
      const path = join(folder, `report.${format}`);
      hotline(["compare", "anhui", ...at(provinces), "--seed", "7", "--format", format, "--out", path]);
      return path;
    });
    for (const path of paths) {
      const same = hotline(["compare", "--reproduce", path, "--provinces", provinces]);
      expect(same.code).toBe(0);
      expect(same.out).toMatch(/^The same: all \d{4,} values of .* come out again\.$/m);
    }
    overrides(provinces, wage(5300));
    for (const path of paths) {
      const { out, code } = hotline(["compare", "--reproduce", path, "--provinces", provinces, "--format", "json"]);
      expect(code).toBe(3);
      const { discrepancies } = JSON.parse(out) as Reproduction;
      const causes = discrepancies.filter(({ kind }) => kind === "assumption");
      expect(causes.map(({ where }) => where)).toContain("provinces[anhui].prices[wage.agent].value.likely");
      expect(discrepancies.filter(({ kind }) => kind === "plan")).toEqual([]);
      expect(discrepancies.map(({ where }) => where)).toContain("provinces[anhui].options[self-built].present.fen");
    }
  });

  test("notices a single figure that was changed in a report", () => {
    const provinces = department("forged");
    const path = join(folder, "forged.json");
    hotline(["compare", "anhui", ...at(provinces), "--format", "json", "--out", path]);
    const report = JSON.parse(readFileSync(path, "utf8")) as Comparison;
    const [province] = report.provinces;
    const forged = { ...report, provinces: [{ ...province, demand: { ...province?.demand, seats: 12 } }] };
    writeFileSync(path, JSON.stringify(forged));
    const { out, code } = hotline(["compare", "--reproduce", path, "--provinces", provinces]);
    expect(code).toBe(3);
    expect(out).toContain("provinces[anhui].demand.seats: 12 in the report, 109 now");
  });

  test.each([
    [["compare", "--reproduce", join(folder, "none.json")], "REPORT_MISSING"],
    [["compare", "--reproduce", join(EXAMPLES, "anhui.yaml")], "REPORT_UNREADABLE"],
    [["compare", "anhui", "--format", "xlsx"], "OUT_NEEDED"],
    [["compare", "anhui", "--format", "html", "--out", join(folder, "no/such/folder.html")], "OUT_UNWRITABLE"],
    [["compare", "anhui", "--why", "people.agent"], "COST_LINE_UNKNOWN"],
    [["compare", "--all", "--why", "people.agents"], "WHY_ONE_PROVINCE"],
    [["compare", "anhui", "--max-increase", "5"], "GATE_NEEDS"],
  ])("%j ends with %s", (args, code) => {
    const finished = hotline(args);
    expect(finished.code).toBe(1);
    expect(finished.err).toContain(`error ${code}  `);
  });
});

describe("compare --against", () => {
  const provinces = department("against");
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-C", provinces, "-c", "user.name=t", "-c", "user.email=t@t.invalid", ...args], {
      stdio: "pipe",
    });
  beforeAll(() => {
    git("init", "-q", "-b", "trunk");
    overrides(provinces, wage(5000));
    git("add", "-A", ".");
    git("commit", "-q", "-m", "then");
    overrides(provinces, wage(5500));
    const file = join(provinces, "anhui.yaml");
    writeFileSync(file, readFileSync(file, "utf8").replace("e1: 2 }", "e1: 4 }"));
  });
  const against = (...args: readonly string[]) => hotline(["compare", ...args, ...at(provinces), "--against", "trunk"]);

  test("separates prices from design, so that both add up to the whole", () => {
    const { out, code } = against("anhui", "--format", "json");
    expect(code).toBe(0);
    const [anhui] = JSON.parse(out) as readonly AgainstResult[];
    const [stated, leased] = anhui?.rows ?? [];
    expect(anhui?.assumptions).toEqual([
      { id: "wage.agent", zh: "座席员工资", en: "agent's wage", before: 5000, after: 5500 },
    ]);
    expect(anhui?.design.quantities.map(({ line, before, after }) => [line, before, after])).toEqual([
      ["telecom.rental", 16, 18],
      ["telecom.installation", 16, 18],
    ]);
    expect(stated?.stated).toBe(true);
    // 156 agents, 500 yuan more with 36 % welfare: a tenth of what they cost. Two E1s more are the same for both options.
    const [price, design] = [
      (stated?.middle ?? 0) - (stated?.before ?? 0),
      (stated?.after ?? 0) - (stated?.middle ?? 0),
    ];
    const now = hotline(["compare", "anhui", ...at(provinces), "--format", "json"]).out;
    const agents = (JSON.parse(now) as Comparison).provinces[0]?.options[0];
    const line = agents?.admissible === true ? agents.lines?.find(({ id }) => id === "people.agents") : undefined;
    expect(Math.abs(price - (line?.present.fen ?? 0) / 11)).toBeLessThanOrEqual(1);
    expect(design).toBeGreaterThan(0);
    expect((leased?.after ?? 0) - (leased?.middle ?? 0)).toBe(design);
    expect(leased?.middle).toBe(leased?.before);
  });

  test("finds nothing changed in a province that did not change", () => {
    const { out } = against("jilin", "--format", "json");
    const [jilin] = JSON.parse(out) as readonly AgainstResult[];
    expect([jilin?.assumptions, jilin?.terms, jilin?.design]).toEqual([
      [],
      { contract: [], prices: [] },
      { quantities: [] },
    ]);
    for (const { before, after } of jilin?.rows ?? []) expect(after).toBe(before);
    expect(jilin?.rows).toHaveLength(3);
  });

  test("gates a rise of what the file states", () => {
    expect(against("anhui", "--max-increase", "50").code).toBe(0);
    const { code, err } = against("anhui", "--max-increase", "1");
    expect(code).toBe(3);
    expect(err).toMatch(
      /^The rise is too large: Anhui self-built rises by \d+\.\d % in present value, 1\.0 % is allowed\.$/m,
    );
    expect(against("jilin", "--max-increase", "0").code).toBe(0);
  });

  test("calls a province new that the ref does not have", () => {
    cpSync(join(EXAMPLES, "ningxia.yaml"), join(provinces, "ningxia.yaml"));
    expect(against("ningxia").out).toBe("Ningxia is not in trunk: all of it is new.\n");
  });

  test("names what it can't find, and takes no ref for an option", () => {
    expect(hotline(["compare", "anhui", ...at(provinces), "--against", "nowhere"]).err).toContain(
      "AGAINST_REF_UNKNOWN",
    );
    expect(hotline(["compare", "anhui", ...at(provinces), "--against=--output=/tmp/x"]).err).toContain(
      "AGAINST_REF_UNKNOWN",
    );
    expect(hotline(["compare", "anhui", ...at(department("bare")), "--against", "trunk"]).err).toContain(
      "AGAINST_NOT_GIT",
    );
  });
});

describe("gates of compare", () => {
  const provinces = department("gates");
  const run = (...args: readonly string[]) => hotline(["compare", "anhui", ...at(provinces), ...args]);

  test("hold the first year of what the file states to a budget", () => {
    expect(run("--budget", "30000000").code).toBe(0);
    const { code, err } = run("--budget", "10000000");
    expect(code).toBe(3);
    expect(err).toMatch(
      /^Above the budget: Anhui self-built pays 1,848\.98 in its first year, the budget is 1,000\.00/m,
    );
  });

  test("fail where prices are missing, for a lower bound proves nothing", () => {
    overrides(provinces, "{ item: wage.agent, missing: true }");
    expect(run("--max-unknown", "50").code).toBe(0);
    const unknown = run("--max-unknown", "1");
    expect(unknown.code).toBe(3);
    expect(unknown.err).toMatch(
      /Too much is unknown: \d+\.\d % of the lines of Anhui self-built lack a price, 1 % are allowed/,
    );
    const budget = run("--budget", "30000000");
    expect(budget.code).toBe(3);
    expect(budget.err).toContain("Prices are missing, so that the budget can't be shown to hold");
    expect(run().out).toContain("≥ ");
  });
});

describe("prices check", () => {
  const provinces = department("prices");
  const checked = (...args: readonly string[]) =>
    hotline(["prices", "check", "--provinces", provinces, "--as-of", "2026-11-24", ...args]);

  test("counts and lists what is missing, stale, assumed or quoted", () => {
    writeFileSync(
      join(provinces, "prices", "own.yaml"),
      `kind: overrides
overrides:
  - { item: gw.e1.port, missing: true }
  - { item: wage.it, province: anhui, low: 9000, likely: 11000, high: 15000, confidence: sourced, source: pay table of 2019, asOf: 2019-01-01 }
quotations:
  - { item: out.seatMonth.full, supplier: A, date: 2026-10-08, price: 7600, taxBasis: included,
      document: { name: a.pdf, sha256: ${"a".repeat(64)} } }
`,
    );
    const { out, code } = checked("--format", "json");
    expect(code).toBe(0);
    const { prices, counts } = JSON.parse(out) as CheckedPrices;
    const of = (id: string, province?: string) =>
      prices.find((price) => price.id === id && price.province === province);
    expect(of("gw.e1.port")?.states).toEqual(["missing"]);
    expect(of("wage.it", "anhui")?.states).toEqual(["stale"]);
    expect(of("out.seatMonth.full")).toMatchObject({ states: ["quotation"], value: { likely: 7600 } });
    expect(of("srv.general")?.states).toEqual(["weak"]);
    expect(of("seat.pc")?.states).toEqual(["good"]);
    expect(counts).toMatchObject({ missing: 1, stale: 1, quotations: 1 });
    expect(counts.assumed + counts.knowledge + counts.sourced + counts.missing).toBe(prices.length);
    const table = checked().out;
    const rows = table.split("\n").slice(4);
    expect(rows[0]).toMatch(/^missing +gw\.e1\.port/);
    expect(rows[1]).toMatch(/^stale +wage\.it .* Anhui .*own\.yaml:4/);
    expect(rows.filter((row) => row.startsWith("assumed"))).toHaveLength(counts.assumed);
  });

  test("stops at prices that can't be used", () => {
    overrides(
      provinces,
      "{ item: seat.pc, low: -1, likely: 2, high: 3, confidence: sourced, source: nobody, asOf: 2026-06-30 }",
    );
    const { code, err } = checked();
    expect(code).toBe(1);
    expect(err).toMatch(/own\.yaml:3:\d+ {2}error PRICE_NEGATIVE/);
  });
});
