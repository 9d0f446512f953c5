import { existsSync } from "node:fs";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { planCallCenter } from "../components/call-center/plan.ts";
import { compareProvinces } from "../planning/costs/compare.ts";
import type { Comparison } from "../planning/costs/comparison.ts";
import { type Finding, UserError } from "../provinces/finding.ts";
import { severityOf } from "../provinces/messages.ts";
import { type LoadedPrices, loadPrices } from "../provinces/prices/load.ts";
import type { PriceBook } from "../provinces/prices/price.ts";
import type { Invocation } from "./command.ts";
import type { PlannedProvince } from "./selection.ts";

const CHINA_AHEAD_MS = 8 * 3_600_000;
const DEFAULT_SEED = 12_333;
const DEFAULT_DRAWS = 10_000;
/** Columns of draws are kept; with these a country takes some 800 MB, and a percentile is known to a tenth of a percent. */
const MOST_DRAWS = 100_000;

/** Folder of the book that comes along; compiled files lie one level deeper. */
function shippedPrices(): string {
  const root = resolve(import.meta.dirname, "..");
  return join(existsSync(join(root, "package.json")) ? root : join(root, ".."), "provinces", "prices");
}

/** Day of the comparison, YYYY-MM-DD: given, or today in China. @throws UserError for no date. */
export function comparisonDay(invocation: Invocation): string {
  const given = invocation.value("as-of");
  // China keeps UTC+8 all year; a formatter with a time zone would load a twentieth of a second of tables.
  if (given === undefined) return new Date(Date.now() + CHINA_AHEAD_MS).toISOString().slice(0, 10);
  const day = new Date(`${given}T00:00:00Z`);
  if (/^\d{4}-\d{2}-\d{2}$/.test(given) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(given))
    return given;
  throw new UserError([{ code: "DATE_MALFORMED", where: {}, facts: { found: given, option: "--as-of" } }]);
}

/** Prices for the province files of an invocation: the shipped book, or the one in their `prices` folder, and overrides there. */
export function pricesFor(invocation: Invocation): LoadedPrices {
  const today = comparisonDay(invocation);
  return loadPrices({ shipped: shippedPrices(), own: join(invocation.provinces, "prices"), today });
}

/** The book without errors, and what is to be said of it. @throws UserError with all that stands in the way. */
export function soundPrices(invocation: Invocation): {
  readonly book: PriceBook;
  readonly findings: readonly Finding[];
} {
  const { book, findings } = pricesFor(invocation);
  if (book === undefined) throw new UserError(findings.filter((finding) => severityOf(finding.code) === "error"));
  return { book, findings };
}

/** Compares planned provinces; one alone in full, several in summary. */
export function comparisonOf(invocation: Invocation, planned: readonly PlannedProvince[], book: PriceBook): Comparison {
  const budgetYuan = wholeNumber(invocation, "budget", { low: 1, high: 1_000_000_000_000 });
  const share = (option: string): number | undefined => {
    const percent = wholeNumber(invocation, option, { low: 0, high: 100 });
    return percent === undefined ? undefined : percent / 100;
  };
  const leastSourcedShare = share("min-sourced");
  const mostUnknownShare = share("max-unknown");
  const comparison = compareProvinces({
    provinces: planned.map(({ loaded, plan, findings }) => ({
      province: loaded.province,
      file: loaded.file,
      site: plan.identity.site,
      lineOf: (areaCode) => {
        const index = loaded.province.localNetworks.findIndex((network) => network.areaCode === areaCode);
        return loaded.locate(["localNetworks", index, "billing", "tariff"]).line;
      },
      volumeAssumed: findings.some(({ code }) => code === "CALL_RATE_DEFAULT"),
      plan: (province) =>
        province === loaded.province ? plan : planCallCenter(province, plan.identity.site, { texts: false }),
    })),
    book,
    today: comparisonDay(invocation),
    seed: wholeNumber(invocation, "seed", { low: 0, high: 2 ** 32 - 1 }) ?? DEFAULT_SEED,
    draws: wholeNumber(invocation, "draws", { low: 100, high: MOST_DRAWS }) ?? DEFAULT_DRAWS,
    laborCorrelationPercent: wholeNumber(invocation, "labor-correlation", { low: 0, high: 100 }) ?? 0,
    budgetFen: budgetYuan === undefined ? undefined : budgetYuan * 100,
    gates: {
      ...(leastSourcedShare === undefined ? {} : { leastSourcedShare }),
      ...(mostUnknownShare === undefined ? {} : { mostUnknownShare }),
    },
    detail: planned.length === 1 ? "full" : "summary",
  });
  return {
    ...comparison,
    book: { ...comparison.book, files: comparison.book.files.map(shareable) },
    provinces: comparison.provinces.map((province) => ({
      ...province,
      file: shareable(province.file),
      prices: province.prices.map((price) => ({ ...price, file: shareable(price.file) })),
    })),
  };
}

/** Reports are handed on: where somebody's folders lie is nobody's business, the file and its folder are enough. */
function shareable(file: string): string {
  return isAbsolute(file) ? join(basename(dirname(file)), basename(file)) : file;
}

function wholeNumber(
  invocation: Invocation,
  option: string,
  { low, high }: { readonly low: number; readonly high: number },
): number | undefined {
  const given = invocation.value(option);
  if (given === undefined) return undefined;
  const number = Number(given);
  if (given.trim() === "" || !Number.isInteger(number) || number < low || number > high)
    throw new UserError([
      { code: "OPTION_NUMBER", where: {}, facts: { option: `--${option}`, found: given, low, high } },
    ]);
  return number;
}
