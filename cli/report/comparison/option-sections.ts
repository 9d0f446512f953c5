import type { Comparison, ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { LineResult } from "../../../planning/costs/cost-view.ts";
import { LEAST_LABOR_SHARE } from "../../../planning/costs/likeness.ts";
import { describeFinding, type FindingCode, MESSAGES } from "../../../provinces/messages.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { type Cell, cellText, left, number, percent, right, wan, yuan } from "./cell.ts";
import type { Section } from "./section.ts";
import { lineWords } from "./term-words.ts";
import { admissibleOf, optionWords, pairOf, paymentWords } from "./words.ts";

/** Every admissible option, cheapest first. */
export function optionsSection(province: ProvinceComparison, comparison: Comparison, language: Language): Section {
  const years = comparison.finance.horizonYears;
  const options = admissibleOf(province).toSorted((a, b) => a.present.fen - b.present.fen);
  return {
    id: "options",
    title: say(language, "optionsSection"),
    notes: [say(language, "optionsNote")],
    grid: {
      columns: [
        left(say(language, "option")),
        left(say(language, "basis")),
        right(say(language, "initial")),
        right(say(language, "nominalTotal", { years })),
        right(say(language, "presentValue")),
        right(say(language, "annuity")),
        right(say(language, "perCall")),
        right(say(language, "perSeatMonth")),
        right("P10"),
        right("P50"),
        right("P90"),
        right(say(language, "wins")),
      ],
      importance: [0, 4, 2, 8, 10, 9, 11, 5, 6, 7, 3, 1],
      rows: options.map((option): readonly Cell[] => {
        const { contract, distribution, fenPerAnsweredCall, fenPerSeatMonth } = option;
        return [
          `${optionWords(option, language)}${option.stated ? say(language, "statedMark") : ""}`,
          contract === undefined ? "-" : say(language, `basis.${contract.basis}`),
          wan(option.initial),
          wan(option.nominal),
          wan(option.present),
          wan(option.annuity),
          fenPerAnsweredCall === null ? "-" : yuan({ fen: fenPerAnsweredCall, unknown: option.nominal.unknown }),
          fenPerSeatMonth === null ? "-" : yuan({ fen: fenPerSeatMonth, unknown: option.nominal.unknown }),
          ...[distribution.p10, distribution.p50, distribution.p90].map((fen) =>
            wan({ fen, unknown: option.present.unknown }),
          ),
          distribution.wins === null ? "-" : percent(100 * distribution.wins),
        ];
      }),
    },
  };
}

/** Options that the checks refuse, with the rule's own words; warnings of the others too. */
export function refusedSection(province: ProvinceComparison, language: Language): Section | undefined {
  const rows = province.options.flatMap((option) =>
    option.rules
      .filter(({ severity }) => option.admissible || severity === "error")
      .map(({ code, facts }) => [optionWords(option, language), code, ruleWords(code, facts, language)]),
  );
  if (rows.length === 0) return undefined;
  return {
    id: "refused",
    title: say(language, "refusedSection"),
    notes: [],
    grid: {
      columns: [left(say(language, "option")), left(say(language, "rule")), left(say(language, "reason"))],
      rows,
    },
    terminal: "none",
  };
}

/** For a terminal: which options the rules forbid, by rule; the words are in the other forms. */
export function refusedSummary(province: ProvinceComparison, language: Language): Section | undefined {
  const refused = province.options.filter((option) => !option.admissible);
  if (refused.length === 0) return undefined;
  const codes = [
    ...new Set(
      refused.flatMap(({ rules }) => rules.filter(({ severity }) => severity === "error").map(({ code }) => code)),
    ),
  ];
  const notes = codes.map((code) => {
    const options = refused.filter(({ rules }) => rules.some((rule) => rule.code === code));
    const [first] = options.flatMap(({ rules }) => rules.filter((rule) => rule.code === code));
    return say(language, "refusedRule", {
      code,
      why: ruleWords(code, first?.facts ?? {}, language),
      count: options.length,
    });
  });
  return { id: "refused-rules", title: say(language, "refusedSection"), notes, terminal: "only" };
}

function ruleWords(code: string, facts: Readonly<Record<string, string | number>>, language: Language): string {
  return isFindingCode(code) ? describeFinding({ code, where: {}, facts }, language).what : code;
}

function isFindingCode(code: string): code is FindingCode {
  return Object.hasOwn(MESSAGES, code);
}

/** Terms of the outsourced option of the pair and of the stated one. */
export function contractSection(province: ProvinceComparison, language: Language): Section | undefined {
  const shown = admissibleOf(province).filter(
    (option) => option.contract !== undefined && (option.stated || option.id === province.pair?.outsourced),
  );
  if (shown.length === 0) return undefined;
  const notes = shown.flatMap((option) => {
    const { contract } = option;
    if (contract === undefined) return [];
    const { unitsPerMonth: units, paidUnitsPerMonth: paid } = contract;
    return [
      say(language, "contractSentence", {
        option: optionWords(option, language),
        basis: say(language, `basis.${contract.basis}`),
        basisFrom: say(language, `from.${contract.basisFrom}`),
        months: contract.months,
        monthsFrom: say(language, `from.${contract.monthsFrom}`),
        transition: contract.transitionMonths,
        units: cellText(number(units)),
        paid: paid === units ? "" : say(language, "contractMinimum", { paid: cellText(number(paid)) }),
        cap: contract.deductionCapPercent,
        retained: contract.retainedSeats,
      }),
    ];
  });
  return { id: "contract", title: say(language, "contractSection"), notes };
}

/** The same service at the other price bases that the flags allow. */
export function basesSection(province: ProvinceComparison, language: Language): Section | undefined {
  const outsourced = pairOf(province)?.outsourced;
  if (outsourced === undefined || outsourced.byBasis.length < 2) return undefined;
  return {
    id: "bases",
    title: say(language, "basesSection"),
    notes: [optionWords(outsourced, language), say(language, "basesNote", { least: 100 * LEAST_LABOR_SHARE })],
    grid: {
      columns: [
        left(say(language, "basis")),
        right(say(language, "presentValue")),
        right(say(language, "laborShare")),
        left(say(language, "likeColumn")),
      ],
      rows: outsourced.byBasis.map(({ basis, used, present, laborShare }) => [
        `${say(language, `basis.${basis}`)}${used ? " *" : ""}`,
        wan(present),
        laborShare === null ? "-" : percent(100 * laborShare),
        laborShare === null ? "-" : say(language, laborShare < LEAST_LABOR_SHARE ? "likeNo" : "likeYes"),
      ]),
    },
  };
}

/** Lines of the pair and of what the file states, in yuan. */
export function lineSections(province: ProvinceComparison, language: Language): readonly Section[] {
  const pair = pairOf(province);
  const ids = new Set([pair?.selfBuilt.id, pair?.outsourced.id]);
  return admissibleOf(province)
    .filter((option) => option.stated || ids.has(option.id))
    .flatMap(({ lines, ...option }): readonly Section[] => {
      if (lines === undefined) return [];
      const years = option.byYear.map(({ year }) => right(say(language, "yearN", { year })));
      return [
        {
          id: `lines-${option.id.replaceAll(/[^a-z]+/g, "-")}`,
          title: say(language, "linesSection", { option: optionWords(option, language) }),
          notes: [say(language, "linesNote", { province: province.province })],
          grid: {
            columns: [
              left(say(language, "line")),
              left(say(language, "category")),
              left(say(language, "paid")),
              right(say(language, "each")),
              ...years,
              right(say(language, "nominal")),
              right(say(language, "presentValue")),
            ],
            rows: [
              ...lines.map((line) => lineRow(line, language)),
              [
                say(language, "total"),
                "",
                "",
                "",
                ...option.byYear.map(({ nominal }) => yuan({ fen: nominal, unknown: option.nominal.unknown })),
                yuan(option.nominal),
                yuan(option.present),
              ],
            ],
            totals: 1,
          },
          terminal: "none",
        },
      ];
    });
}

function lineRow(line: LineResult, language: Language): readonly Cell[] {
  return [
    lineWords(line.id, language),
    say(language, `category.${line.category}`),
    paymentWords(line.payment, language),
    yuan(line.each),
    ...line.byYear.map((fen) => yuan({ fen, unknown: line.nominal.unknown })),
    yuan(line.nominal),
    yuan(line.present),
  ];
}
