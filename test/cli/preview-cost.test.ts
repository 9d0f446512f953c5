import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CostedOutcome } from "../../cli/preview-cost.ts";
import { hotline } from "./hotline.ts";

const EXAMPLES = resolve(import.meta.dirname, "../../provinces");
const root = mkdtempSync(join(tmpdir(), "hotline-preview-cost-"));
const provinces = join(root, "provinces");
const file = join(provinces, "xizang.yaml");
beforeAll(() => {
  mkdirSync(provinces);
  for (const id of ["xizang", "hunan"]) cpSync(join(EXAMPLES, `${id}.yaml`), join(provinces, `${id}.yaml`));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const preview = (...args: readonly string[]) => hotline(["preview", ...args, "--provinces", provinces]);
const costsOf = (out: string) =>
  (JSON.parse(out) as readonly CostedOutcome[]).map(({ stack, cost }) => [stack, cost] as const);

/** With the real engine; what a state compared with holds is a rehearsal's. */
describe("the cost in a preview", () => {
  test("is all of it new where nothing is compared with, and none where 12345 answers", () => {
    const costs = new Map(costsOf(preview("--all", "--format", "json").out));
    expect(costs.get("xizang")).toMatchObject({ kind: "delta", against: "nothing", unknown: [] });
    expect(costs.get("hunan")).toEqual({ kind: "not-costed", because: "merged", findings: [] });
    const { out } = preview("xizang");
    expect(out).toMatch(
      /^ {2}Cost, as the file builds it: all of it new: \+[\d,]+\.\d\d yuan a month, \+[\d,]+\.\d\d yuan present value over 5 years$/m,
    );
    const table = preview("--all").out;
    expect(table).toMatch(/^stack .* yuan a month /m);
    expect(table).toMatch(/^xizang .* \+[\d,]+\.\d\d /m);
    expect(table).toMatch(/^hunan .* - /m);
  });

  test("is the difference to what was rehearsed, line by line", () => {
    expect(hotline(["rehearse", "xizang", "--provinces", provinces]).code).toBe(0);
    expect(preview("xizang").out).toMatch(/^ {2}Cost, as the file builds it: unchanged$/m);
    const text = readFileSync(file, "utf8");
    const more = text.replace(/lines: (\d+)/, (_, lines: string) => `lines: ${Number(lines) + 2}`);
    expect(more).not.toBe(text);
    writeFileSync(
      file,
      more.replace(/ports: (\d+)/, (_, ports: string) => `ports: ${Number(ports) + 8}`),
    );
    const { out, code } = preview("xizang", "--format", "json");
    expect(code).not.toBe(1);
    const [[, cost] = []] = costsOf(out);
    // Two analog lines at 100 yuan a month.
    expect(cost).toMatchObject({ kind: "delta", against: "record" });
    if (cost?.kind !== "delta") throw new Error("not costed");
    expect(cost.lines.find(({ id }) => id === "telecom.rental")?.monthly).toBe(20_000);
    expect(cost.lines.reduce((sum, { present }) => sum + present, 0)).toBe(cost.present);
  });

  test("is said not to be known where the record does not hold the plan", () => {
    const record = join(root, ".hotline", "rehearsals", "xizang", "rehearsal-not-a-state.json");
    const { planned, ...rest } = JSON.parse(readFileSync(record, "utf8")) as Record<string, unknown>;
    expect(planned).toBeDefined();
    writeFileSync(record, JSON.stringify(rest));
    expect(preview("xizang").out).toContain("not costed: the state compared with does not say what was planned");
  });

  test("does not keep a preview from running where the prices are at fault", () => {
    mkdirSync(join(provinces, "prices"));
    writeFileSync(
      join(provinces, "prices", "own.yaml"),
      "kind: overrides\noverrides:\n  - { item: no.such.price, missing: true }\n",
    );
    const { out, code } = preview("xizang");
    expect(code).not.toBe(1);
    expect(out).toMatch(/not costed: .*own\.yaml:3:\d+ {2}error PRICE_UNKNOWN/);
  });
});
