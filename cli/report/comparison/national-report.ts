import type { Comparison } from "../../../planning/costs/comparison.ts";
import type { NationalComparison, NationalRow } from "../../../planning/costs/national-view.ts";
import { DIVISIONS } from "../../../provinces/reference/divisions.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { type Cell, cellText, left, percent, right, wan, wanDifference } from "./cell.ts";
import { basisWords } from "./report.ts";
import type { Report, Section } from "./section.ts";
import { listed, optionIdWords, priceWords } from "./words.ts";

/** All provinces: the matrix, totals, and the best mix under a budget. */
export function nationalReport(
  comparison: Comparison,
  national: NationalComparison | undefined,
  language: Language,
): Report {
  const { provinces, book } = comparison;
  const mix = national === undefined ? undefined : mixSection(national, language);
  return {
    title: say(language, "compareTitleAll", { count: provinces.length }),
    basis: basisWords(comparison, language),
    banner: provinces.some(({ status }) => status === "example") ? say(language, "madeExample") : "",
    verdict: [],
    sections: [
      ...(national === undefined
        ? []
        : [matrixSection(comparison, national, language), totalsSection(national, language)]),
      ...(mix === undefined ? [] : [mix]),
      {
        id: "made",
        title: say(language, "madeSection"),
        notes: [
          say(language, "madeRounding"),
          say(language, "madeFiles", {
            files: listed(book.files, language),
            province: listed(
              provinces.map(({ file }) => file),
              language,
            ),
          }),
          say(language, "madeReproduce"),
        ],
        terminal: "none",
      },
    ],
  };
}

/** Sorted by difference; those without one last. */
function sorted(rows: readonly NationalRow[]): readonly NationalRow[] {
  return rows.toSorted(
    (a, b) =>
      (a.differenceFen ?? Number.POSITIVE_INFINITY) - (b.differenceFen ?? Number.POSITIVE_INFINITY) ||
      a.province.localeCompare(b.province),
  );
}

function matrixSection({ provinces }: Comparison, { rows }: NationalComparison, language: Language): Section {
  const named = new Map(provinces.map((province) => [province.province, province]));
  return {
    id: "provinces",
    title: say(language, "nationalSection"),
    notes: [say(language, "nationalNote")],
    grid: {
      columns: [
        left(say(language, "province")),
        right(say(language, "selfBuilt")),
        right(say(language, "outsourced")),
        right(say(language, "difference")),
        right(say(language, "ofSelfBuilt")),
        left(say(language, "winner")),
        right(say(language, "sure")),
        left(say(language, "fitColumn")),
      ],
      importance: [0, 1, 2, 3, 5, 6, 7, 4],
      rows: sorted(rows).map((row): readonly Cell[] => {
        const verdict = named.get(row.province)?.verdict;
        const { selfBuilt: one, outsourcedPresent: other, differenceFen: difference } = row;
        return [
          DIVISIONS[row.province][language],
          one === undefined ? "-" : wan(one),
          other === undefined ? "-" : wan(other),
          one === undefined || other === undefined ? "-" : wanDifference(other, one),
          one === undefined || difference === undefined || one.fen === 0 ? "-" : percent((100 * difference) / one.fen),
          verdict?.kind === "cheaper" || verdict === undefined
            ? optionIdWords(row.winner ?? "self-built", language)
            : say(language, `winner.${verdict.kind}`),
          row.sureness === undefined ? "-" : percent(100 * row.sureness, 0),
          verdict?.kind === "cheaper" ? fitWords(row, language) : "-",
        ];
      }),
    },
  };
}

function fitWords({ fit, unlike }: NationalRow, language: Language): string {
  return say(language, fit ? "fitYes" : unlike ? "fitUnlike" : "fitNo");
}

function totalsSection({ totals }: NationalComparison, language: Language): Section {
  const keys = ["allSelfBuilt", "allOutsourced", "asStated", "cheapestEach"] as const;
  return {
    id: "totals",
    title: say(language, "totalsSection"),
    notes: [say(language, "totalsNote")],
    grid: {
      columns: [left(""), right(say(language, "presentValue"))],
      rows: keys.map((key) => [say(language, key), wan(totals[key])]),
    },
  };
}

function mixSection({ mix }: NationalComparison, language: Language): Section | undefined {
  if (mix === undefined) return undefined;
  const title = say(language, "mixSection", { budget: cellText(wan(mix.budgetFen)) });
  const { result } = mix;
  if (result.kind === "budget-too-small")
    return { id: "mix", title, notes: [say(language, "mixTooSmall", { least: cellText(wan(result.leastFen)) })] };
  if (result.kind === "prices-missing")
    return {
      id: "mix",
      title,
      notes: [
        say(language, "mixMissing", {
          provinces: listed(
            result.provinces.map((id) => DIVISIONS[id][language]),
            language,
          ),
          prices: listed(
            result.unknown.map((id) => priceWords(id, language)),
            language,
          ),
        }),
      ],
    };
  return {
    id: "mix",
    title,
    notes: [
      say(language, "mixFound", {
        first: cellText(wan(result.firstYearFen)),
        present: cellText(wan(result.presentFen)),
        step: cellText(wan(mix.stepFen)),
      }),
      mix.leftOut === 0 ? "" : say(language, "mixLeftOut", { count: mix.leftOut }),
    ],
    grid: {
      columns: [
        left(say(language, "province")),
        left(say(language, "option")),
        right(say(language, "firstYear")),
        right(say(language, "presentValue")),
      ],
      rows: [
        ...result.choices.map(({ province, option, firstYearFen, presentFen }): readonly Cell[] => [
          DIVISIONS[province][language],
          optionIdWords(option, language),
          wan(firstYearFen),
          wan(presentFen),
        ]),
        [say(language, "total"), "", wan(result.firstYearFen), wan(result.presentFen)],
      ],
      totals: 1,
    },
  };
}
