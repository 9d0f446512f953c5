import type { Comparison, ProvinceComparison } from "../planning/costs/comparison.ts";
import type { AdmissibleOption } from "../planning/costs/option.ts";
import { UserError } from "../provinces/finding.ts";
import type { Invocation } from "./command.ts";
import type { AgainstResult } from "./comparison-against.ts";
import { say } from "./messages.ts";
import { cellText, percent, wan } from "./report/comparison/cell.ts";
import { admissibleOf, listed, optionWords, priceWords, provinceName } from "./report/comparison/words.ts";

/** Gates that were asked for and do not hold, in words; each makes the exit code 3. */
export function gateFailures(
  invocation: Invocation,
  { comparison, against }: { readonly comparison: Comparison; readonly against: readonly AgainstResult[] },
): readonly string[] {
  return [
    ...budgetFailures(invocation, comparison),
    ...unknownFailures(invocation, comparison),
    ...fitFailures(invocation, comparison),
    ...increaseFailures(invocation, against),
  ];
}

/** One province: what its file states, in the first year. Several: the best mix. */
function budgetFailures({ value, language }: Invocation, { provinces, national }: Comparison): readonly string[] {
  const given = value("budget");
  if (given === undefined) return [];
  if (national !== undefined) {
    const result = national.mix?.result;
    switch (result?.kind) {
      case "budget-too-small":
        return [say(language, "mixTooSmall", { least: cellText(wan(result.leastFen)) })];
      case "prices-missing": {
        const names = provinces.filter(({ province }) => result.provinces.includes(province));
        return [
          say(language, "mixMissing", {
            provinces: listed(
              names.map((province) => provinceName(province, language)),
              language,
            ),
            prices: listed(
              result.unknown.map((id) => priceWords(id, language)),
              language,
            ),
          }),
        ];
      }
      case "found":
      case undefined:
        return [];
    }
  }
  const budget = Number(given) * 100;
  return provinces.flatMap((province) => {
    const option = statedOf(province);
    const first = option?.byYear[0]?.nominal ?? 0;
    if (option === undefined) return [];
    // A lower bound within the budget proves nothing.
    const unknown = option.nominal.unknown.length > 0;
    return first <= budget && !unknown
      ? []
      : [
          say(language, first > budget ? "gateBudget" : "gateBudgetUnknown", {
            province: provinceName(province, language),
            option: optionWords(option, language),
            first: cellText(wan({ fen: first, unknown: option.nominal.unknown })),
            budget: cellText(wan(budget)),
          }),
        ];
  });
}

function unknownFailures({ value, language }: Invocation, { provinces, finance }: Comparison): readonly string[] {
  if (value("max-unknown") === undefined) return [];
  return provinces.flatMap((province) =>
    weighedOf(province)
      .filter(({ unknownShare }) => unknownShare > finance.mostUnknownShare)
      .map((option) =>
        say(language, "gateUnknown", {
          province: provinceName(province, language),
          option: optionWords(option, language),
          percent: cellText(percent(100 * option.unknownShare)),
          most: cellText(percent(100 * finance.mostUnknownShare, 0)),
        }),
      ),
  );
}

function fitFailures({ has, language }: Invocation, { provinces }: Comparison): readonly string[] {
  if (!has("require-fit")) return [];
  return provinces
    .filter(({ comparable, verdict }) => comparable && !(verdict.kind === "cheaper" && verdict.fit))
    .map((province) => say(language, "gateUnfit", { province: provinceName(province, language) }));
}

function increaseFailures({ value, language }: Invocation, against: readonly AgainstResult[]): readonly string[] {
  const most = mostIncrease(value("max-increase"));
  if (most === undefined) return [];
  return against.flatMap(({ name, rows, isNew, hasStated }) => [
    // What can't be compared has not been shown to hold.
    ...(isNew || !hasStated || rows.some(({ stated }) => stated)
      ? []
      : [say(language, "gateIncreaseOpen", { province: name[language], most: cellText(percent(most)) })]),
    ...rows
      .filter(
        ({ stated, before, after, unknown }) =>
          stated && (unknown || (before > 0 && (100 * (after - before)) / before > most)),
      )
      .map(({ option, before, after, unknown }) =>
        say(language, unknown ? "gateIncreaseUnknown" : "gateIncrease", {
          province: name[language],
          option: optionWords(option, language),
          percent: cellText(percent((100 * (after - before)) / before)),
          most: cellText(percent(most)),
        }),
      ),
  ]);
}

/** Percent, with fractions. @throws UserError for what is none; asked before anything is compared. */
export function mostIncrease(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const most = Number(given);
  if (given.trim() === "" || !Number.isFinite(most) || most < 0 || most > 1000)
    throw new UserError([
      { code: "OPTION_PERCENT", where: {}, facts: { option: "--max-increase", found: given, low: 0, high: 1000 } },
    ]);
  return most;
}

function statedOf(province: ProvinceComparison): AdmissibleOption | undefined {
  return admissibleOf(province).find(({ stated }) => stated);
}

/** What the file states and the pair of the verdict. */
function weighedOf(province: ProvinceComparison): readonly AdmissibleOption[] {
  const ids = new Set([province.pair?.selfBuilt, province.pair?.outsourced]);
  return admissibleOf(province).filter((option) => option.stated || ids.has(option.id));
}
