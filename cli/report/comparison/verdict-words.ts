import type {
  Comparison,
  FinanceSummary,
  ProvinceComparison,
  UnfitReason,
  VerdictRests,
} from "../../../planning/costs/comparison.ts";
import type { Confidence } from "../../../planning/costs/cost-view.ts";
import { leastSourced } from "../../../planning/costs/verdict.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { BOUND_MARK, cellText, percent, wan } from "./cell.ts";
import { admissibleOf, listed, optionIdWords, optionWords, pairOf, priceWords } from "./words.ts";

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
  switch (verdict.kind) {
    case "nothing-to-compare":
      return [say(language, verdict.because === "merged" ? "verdictMerged" : "verdictOneOption")];
    case "undecided":
      return [
        say(language, "verdictUndecided", { prices: prices(verdict.unknown) }),
        ...rangeWords(province, language),
        ...unfitWords(verdict, finance, language),
      ];
    case "cheaper": {
      const present = (id: string): string => {
        const found = admissibleOf(province).find((option) => option.id === id);
        return found === undefined ? "-" : cellText(wan(found.present));
      };
      const { winner, over, byFen, byPercent, sureness, surenessTogether, overUnknown, flippedBy, rests } = verdict;
      const least = (text: string): string => `${overUnknown.length === 0 ? "" : BOUND_MARK.floor}${text}`;
      return [
        say(language, "verdictCheaper", {
          winner: optionIdWords(winner, language),
          over: optionIdWords(over, language),
          winnerWan: present(winner),
          overWan: present(over),
          byWan: cellText(wan({ fen: byFen, unknown: overUnknown })),
          byPercent: least(cellText(percent(byPercent))),
          years: finance.horizonYears,
        }),
        say(language, "verdictSure", {
          draws: simulation.draws,
          percent: least(cellText(percent(100 * sureness))),
          together: least(cellText(percent(100 * surenessTogether))),
          mode: say(language, winner === "self-built" ? "selfBuilt" : "outsourced"),
        }),
        overUnknown.length > 0
          ? say(language, "verdictFloor", { prices: prices(overUnknown) })
          : flippedBy.length === 0
            ? say(language, "verdictNoFlip")
            : say(language, "verdictFlips", { prices: prices(flippedBy) }),
        say(language, "verdictRests", {
          winner: restsWords(rests.winner, language),
          over: restsWords(rests.over, language),
          difference: restsWords(rests.difference, language),
        }),
        ...unfitWords(verdict, finance, language),
      ];
    }
  }
}

/** Between which ends the pair lies when what is missing costs what is believable. */
function rangeWords(province: ProvinceComparison, language: Language): readonly string[] {
  const pair = pairOf(province);
  if (pair === undefined) return [];
  return [pair.selfBuilt, pair.outsourced].map((option) => {
    const { leastFen, mostFen } = option.presentRange ?? { leastFen: option.present.fen, mostFen: option.present.fen };
    return say(language, leastFen === mostFen ? "verdictExact" : "verdictRange", {
      option: optionWords(option, language),
      least: cellText(wan(leastFen)),
      most: cellText(wan(mostFen)),
    });
  });
}

function restsWords(rests: Readonly<Record<Confidence, number>>, language: Language): string {
  const share = (confidence: Confidence): string => cellText(percent(100 * rests[confidence]));
  return say(language, "restsShares", {
    sourced: share("sourced"),
    knowledge: share("knowledge"),
    assumed: share("assumed"),
  });
}

function unfitWords(
  { unfitBecause, rests }: { readonly unfitBecause: readonly UnfitReason[]; readonly rests: VerdictRests },
  finance: FinanceSummary,
  language: Language,
): readonly string[] {
  if (unfitBecause.length === 0) return [say(language, "verdictFit")];
  const weakest = leastSourced(rests);
  const facts = {
    of: say(language, `rests.${weakest.of}`),
    sourced: cellText(percent(100 * weakest.share)),
    least: cellText(percent(100 * finance.leastSourcedShare, 0)),
  };
  const words = unfitBecause.map((reason) => say(language, `unfit.${reason}`, facts));
  return [say(language, "verdictUnfit", { reasons: words.join(say(language, "list.and")) })];
}
