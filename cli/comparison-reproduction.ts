import { readFileSync } from "node:fs";
import type { Comparison } from "../planning/costs/comparison.ts";
import { UserError } from "../provinces/finding.ts";
import type { Invocation } from "./command.ts";
import { comparisonOf, soundPrices } from "./comparing.ts";
import { selectSound } from "./selection.ts";

/** A value of the report that does not come out again. */
export interface Discrepancy {
  /** `provinces[0].options[1].present.fen`. */
  readonly where: string;
  readonly kind: "assumption" | "plan" | "result";
  readonly reported: string;
  readonly recomputed: string;
}

export interface Reproduction {
  /** Values compared. */
  readonly count: number;
  readonly discrepancies: readonly Discrepancy[];
}

/** The data that a report carries: the JSON itself, or what a page has embedded. @throws UserError for anything else. */
export function readReport(path: string): Comparison {
  const text = readText(path);
  const embedded = /<script type="application\/json" id="comparison">(.*?)<\/script>/s.exec(text)?.[1];
  try {
    const data: unknown = JSON.parse(embedded ?? text);
    if (isComparison(data)) return data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError([{ code: "REPORT_UNREADABLE", where: {}, facts: { path } }]);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw new UserError([{ code: "REPORT_MISSING", where: {}, facts: { path, reason } }]);
  }
}

function isComparison(data: unknown): data is Comparison {
  return (
    typeof data === "object" &&
    data !== null &&
    "format" in data &&
    data.format === 1 &&
    "simulation" in data &&
    "provinces" in data &&
    Array.isArray(data.provinces) &&
    data.provinces.length > 0
  );
}

/** Computes a report again, from the province files and prices at hand, as of its own day and with its own seed. */
export function reproduce(invocation: Invocation, report: Comparison): Reproduction {
  const { asOf, simulation, finance, national, provinces } = report;
  const own: Readonly<Record<string, string | undefined>> = {
    "as-of": asOf,
    seed: String(simulation.seed),
    draws: String(simulation.draws),
    "min-sourced": String(Math.round(finance.leastSourcedShare * 100)),
    "max-unknown": String(Math.round(finance.mostUnknownShare * 100)),
    budget: national?.mix === undefined ? undefined : String(national.mix.budgetFen / 100),
    site: provinces[0]?.site,
  };
  const again: Invocation = {
    ...invocation,
    value: (option) => (Object.hasOwn(own, option) ? own[option] : invocation.value(option)),
  };
  const { book } = soundPrices(again);
  const planned = selectSound(
    again,
    provinces.map(({ province }) => province),
  );
  const now: unknown = JSON.parse(JSON.stringify(comparisonOf(again, planned, book)));
  const discrepancies: Discrepancy[] = [];
  const count = compare(report, now, { where: "", discrepancies });
  return { count, discrepancies };
}

/** Where files lie and on which line a price stands says nothing about the result. */
const PLACES = new Set(["file", "files", "line"]);

/** Counts leaves, and records those that differ. */
function compare(
  reported: unknown,
  recomputed: unknown,
  { where, discrepancies }: { readonly where: string; readonly discrepancies: Discrepancy[] },
): number {
  if (isRecord(reported) && isRecord(recomputed)) {
    const keys = new Set([...Object.keys(reported), ...Object.keys(recomputed)]);
    let count = 0;
    for (const key of keys)
      if (Array.isArray(reported) || !PLACES.has(key))
        count += compare(reported[key], recomputed[key], {
          where: Array.isArray(reported)
            ? `${where}[${nameOf(reported[Number(key)]) ?? key}]`
            : where === ""
              ? key
              : `${where}.${key}`,
          discrepancies,
        });
    return count;
  }
  if (reported !== recomputed)
    discrepancies.push({ where, kind: kindOf(where), reported: shown(reported), recomputed: shown(recomputed) });
  return 1;
}

/** What tells an element of a list from the next: `people.agents` says more than its place. */
function nameOf(element: unknown): string | undefined {
  if (!isRecord(element)) return undefined;
  const named = ["id", "province", "price", "category", "variable", "basis"].map((key) => element[key]);
  return named.find((name) => typeof name === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function shown(value: unknown): string {
  return value === undefined ? "-" : JSON.stringify(value);
}

function kindOf(where: string): Discrepancy["kind"] {
  if (/^(?:finance|book)\b|\.prices\[|\.factors\[/.test(where)) return "assumption";
  if (/\.demand\.|\.contract\.|\.rules\[|\.terms\[[^\]]*\]\.(?:quantity|unit|what|figure)$/.test(where)) return "plan";
  return "result";
}
