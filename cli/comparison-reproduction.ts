import { readFileSync } from "node:fs";
import * as z from "zod";
import type { Comparison } from "../planning/costs/comparison.ts";
import { UserError } from "../provinces/finding.ts";
import { PROVINCE_IDS } from "../provinces/reference/divisions.ts";
import type { Invocation } from "./command.ts";
import { comparisonOf, soundPrices } from "./comparing.ts";
import { comparisonPage } from "./report/comparison/page.ts";
import { selectSound } from "./selection.ts";

/** A value of the report that does not come out again. */
export interface Discrepancy {
  /** `provinces[0].options[1].present.fen`. */
  readonly where: string;
  /** page: what a page shows is not what its own data say. */
  readonly kind: "assumption" | "plan" | "result" | "page";
  readonly reported: string;
  readonly recomputed: string;
}

export interface Reproduction {
  /** Values compared. */
  readonly count: number;
  readonly discrepancies: readonly Discrepancy[];
}

export interface ReadReport {
  readonly comparison: Comparison;
  /** The whole file, where it is a page. */
  readonly page: string | undefined;
}

/** The data that a report carries: the JSON itself, or what a page has embedded. @throws UserError for anything else. */
export function readReport(path: string): ReadReport {
  const text = readText(path);
  const embedded = /<script type="application\/json" id="comparison">(.*?)<\/script>/s.exec(text)?.[1];
  try {
    const data: unknown = JSON.parse(embedded ?? text);
    if (isComparison(data)) return { comparison: data, page: embedded === undefined ? undefined : text };
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

/** What computing it again starts from; the rest is compared value by value, whatever it is. */
const Start = z.looseObject({
  format: z.literal(1),
  asOf: z.iso.date(),
  simulation: z.looseObject({ seed: z.int(), draws: z.int(), laborCorrelationPercent: z.int() }),
  finance: z.looseObject({ leastSourcedShare: z.number(), mostUnknownShare: z.number() }),
  book: z.looseObject({}),
  national: z.looseObject({ mix: z.looseObject({ budgetFen: z.number() }).optional() }).optional(),
  provinces: z.array(z.looseObject({ province: z.enum(PROVINCE_IDS), site: z.string() })).min(1),
});

function isComparison(data: unknown): data is Comparison {
  return Start.safeParse(data).success;
}

/**
 * Computes a report again, from the province files and prices at hand, as of its own day and with its own seed. Of a page
 * every line that can be seen is compared too, with what the data in it give: people sign what they see.
 */
export function reproduce(invocation: Invocation, { comparison: report, page }: ReadReport): Reproduction {
  const { asOf, simulation, finance, national, provinces } = report;
  const own: Readonly<Record<string, string | undefined>> = {
    "as-of": asOf,
    seed: String(simulation.seed),
    draws: String(simulation.draws),
    "labor-correlation": String(simulation.laborCorrelationPercent),
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
    { texts: false },
  );
  const now: unknown = JSON.parse(JSON.stringify(comparisonOf(again, planned, book)));
  const discrepancies: Discrepancy[] = [];
  const count = compare(report, now, { where: "", discrepancies });
  if (page === undefined) return { count, discrepancies };
  const seen = comparePage(page, report);
  return { count: count + seen.count, discrepancies: [...discrepancies, ...seen.discrepancies] };
}

/** Line by line, data line included; a page of another version of this program has other lines. */
function comparePage(page: string, report: Comparison): Reproduction {
  const language = page.includes('<html lang="zh-CN">') ? "zh" : "en";
  const reported = withoutEnd(page).split("\n");
  const again = withoutEnd(comparisonPage(report, language)).split("\n");
  const discrepancies = Array.from({ length: Math.max(reported.length, again.length) }, (_, index) => index)
    .filter((index) => reported[index] !== again[index])
    .map((index): Discrepancy => {
      const [old = "", now = ""] = [reported[index], again[index]];
      const from = Math.max(0, firstDifference(old, now) - CONTEXT);
      return { where: `page:${index + 1}`, kind: "page", reported: excerpt(old, from), recomputed: excerpt(now, from) };
    });
  return { count: Math.max(reported.length, again.length), discrepancies };
}

const CONTEXT = 40;

function withoutEnd(text: string): string {
  return text.replace(/\n$/, "");
}

function firstDifference(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

function excerpt(line: string, from: number): string {
  const text = line.slice(from, from + 3 * CONTEXT);
  return JSON.stringify(`${from > 0 ? "…" : ""}${text}${from + text.length < line.length ? "…" : ""}`);
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

function kindOf(where: string): Exclude<Discrepancy["kind"], "page"> {
  if (/^(?:finance|book)\b|\.prices\[|\.factors\[/.test(where)) return "assumption";
  if (/\.demand\.|\.contract\.|\.rules\[|\.terms\[[^\]]*\]\.(?:quantity|unit|what|figure)$/.test(where)) return "plan";
  return "result";
}
