import type { Comparison, ProvinceComparison, UnfitReason } from "../../../planning/costs/comparison.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { cellText, percent, wan } from "./cell.ts";
import { admissibleOf, listed, optionIdWords, priceWords } from "./words.ts";

/** The verdict in sentences, the plainest first. */
export function verdictWords(
  province: ProvinceComparison,
  { finance, simulation }: Comparison,
  language: Language,
): readonly string[] {
  const { verdict } = province;
  const prices = (ids: readonly string[]): string =>
    listed(
      ids.map((id) => priceWords(id, language)),
      language,
    );
  const shares = (rests: Readonly<Record<string, number>>): Record<string, string> =>
    Object.fromEntries(Object.entries(rests).map(([key, share]) => [key, cellText(percent(100 * share))]));
  switch (verdict.kind) {
    case "nothing-to-compare":
      return [say(language, verdict.because === "merged" ? "verdictMerged" : "verdictOneOption")];
    case "undecided":
      return [
        say(language, "verdictUndecided", { prices: prices(verdict.unknown) }),
        ...unfitWords(verdict.unfitBecause, {}, language),
      ];
    case "cheaper": {
      const present = (id: string): string => {
        const found = admissibleOf(province).find((option) => option.id === id);
        return found === undefined ? "-" : cellText(wan(found.present));
      };
      const { winner, over, byFen, byPercent, sureness, flippedBy, rests } = verdict;
      const facts = { ...shares(rests), least: cellText(percent(100 * finance.leastSourcedShare, 0)) };
      return [
        say(language, "verdictCheaper", {
          winner: optionIdWords(winner, language),
          over: optionIdWords(over, language),
          winnerWan: present(winner),
          overWan: present(over),
          byWan: cellText(wan(byFen)),
          byPercent: cellText(percent(byPercent)),
          years: finance.horizonYears,
        }),
        say(language, "verdictSure", {
          draws: simulation.draws,
          percent: cellText(percent(100 * sureness)),
          mode: say(language, winner === "self-built" ? "selfBuilt" : "outsourced"),
        }),
        flippedBy.length === 0
          ? say(language, "verdictNoFlip")
          : say(language, "verdictFlips", { prices: prices(flippedBy) }),
        say(language, "verdictRests", facts),
        ...unfitWords(verdict.unfitBecause, facts, language),
      ];
    }
  }
}

function unfitWords(
  reasons: readonly UnfitReason[],
  facts: Readonly<Record<string, string>>,
  language: Language,
): readonly string[] {
  if (reasons.length === 0) return [say(language, "verdictFit")];
  const words = reasons.map((reason) => say(language, `unfit.${reason}`, facts));
  return [say(language, "verdictUnfit", { reasons: words.join(say(language, "list.and")) })];
}
