import type { Comparison, PriceStatus, ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { Mismatch } from "../../../planning/costs/option.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { type Cell, cellText, left, number, right } from "./cell.ts";
import {
  breakEvenSection,
  categoriesSection,
  cumulativeSection,
  heatSection,
  ratesSection,
  simulationSection,
  tornadoSection,
  yearsSection,
} from "./finance-sections.ts";
import {
  basesSection,
  contractSection,
  lineSections,
  optionsSection,
  refusedSection,
  refusedSummary,
} from "./option-sections.ts";
import type { Report, Section } from "./section.ts";
import { verdictWords } from "./verdict-words.ts";
import {
  dateWords,
  listed,
  optionIdWords,
  type Pair,
  pairOf,
  priceUnit,
  priceWords,
  provinceName,
  sourceWords,
} from "./words.ts";

/** The report of one province, from which terminal, Markdown and page are made. */
export function provinceReport(province: ProvinceComparison, comparison: Comparison, language: Language): Report {
  const pair = pairOf(province);
  const sections: readonly (Section | undefined)[] = [
    demandSection(province, language),
    mismatchSection(province, language),
    suppressedSection(pair, language),
    ...(pair === undefined
      ? []
      : [
          optionsSection(province, comparison, language),
          yearsSection(pair, language),
          cumulativeSection(province, pair, language),
          categoriesSection(pair, comparison, language),
          ratesSection(pair, language),
          breakEvenSection(province, language),
          tornadoSection(province, pair, language),
          heatSection(province, language),
          simulationSection(province, comparison, language),
          basesSection(province, language),
          contractSection(province, language),
        ]),
    refusedSummary(province, language),
    refusedSection(province, language),
    ...lineSections(province, language),
    pricesSection(province.prices, language),
    madeSection(province, comparison, language),
  ];
  return {
    title: say(language, "compareTitle", { province: provinceName(province, language) }),
    basis: basisWords(comparison, language),
    banner: province.status === "example" ? say(language, "madeExample") : "",
    verdict: verdictWords(province, comparison, language),
    sections: sections.filter((section) => section !== undefined),
  };
}

export function basisWords({ asOf, finance, book, simulation }: Comparison, language: Language): string {
  return say(language, "compareBasis", {
    asOf,
    years: finance.horizonYears,
    rate: finance.discountPercent,
    book: book.name,
    version: book.version,
    draws: simulation.draws,
    seed: simulation.seed,
  });
}

function demandSection({ demand }: ProvinceComparison, language: Language): Section {
  const whole = (value: number): string => cellText(number(value, 0));
  return {
    id: "demand",
    title: say(language, "demandSection"),
    notes: [
      say(language, "demandSentence", {
        calls: whole(demand.callsPerYear),
        answered: whole(demand.answeredCallsPerYear),
        within: demand.serviceTarget.withinSeconds,
        target: demand.serviceTarget.answeredPercent,
        level: demand.serviceLevelPercent.toFixed(1),
        seats: demand.seats,
        heads: demand.heads,
        hours: whole(demand.staffedHoursPerYear),
        oneShift:
          demand.oneShiftSeats === null ? say(language, "missingPrice") : cellText(number(demand.oneShiftSeats, 1)),
      }),
    ],
  };
}

function mismatchSection({ mismatches }: ProvinceComparison, language: Language): Section | undefined {
  if (mismatches.length === 0) return undefined;
  const notes = mismatches.map(
    ({ code, facts }) => `${code}${language === "zh" ? "：" : ": "}${say(language, code, inWords(facts, language))}`,
  );
  return { id: "unlike", title: say(language, "mismatchSection"), notes };
}

/** Options, flags and bases among the facts as the language calls them. */
function inWords(facts: Mismatch["facts"], language: Language): Mismatch["facts"] {
  const words = (text: string, name: string): string => {
    if (name === "option") return optionIdWords(text, language);
    const names = text.split(/\+|, /);
    const known = names.map((each) => NAMES.find((other) => other.endsWith(`.${each}`)));
    return listed(
      names.map((each, index) => {
        const key = known[index];
        return key === undefined ? each : say(language, key);
      }),
      language,
    );
  };
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, typeof fact === "string" ? words(fact, name) : fact]),
  );
}

const NAMES = [
  "basis.seat",
  "basis.head",
  "basis.call",
  "basis.minute",
  "lease.equipment",
  "lease.premises",
  "lease.people",
  "lease.service",
] as const;

/** What can't be said while prices are missing, rather than said of what is left. */
function suppressedSection(pair: Pair | undefined, language: Language): Section | undefined {
  if (pair === undefined) return undefined;
  const unknown = [...new Set([...pair.selfBuilt.present.unknown, ...pair.outsourced.present.unknown])].sort();
  if (unknown.length === 0) return undefined;
  const prices = listed(
    unknown.map((id) => `${priceWords(id, language)} ${id}`),
    language,
  );
  return { id: "missing", title: say(language, "missingSection"), notes: [say(language, "missingNote", { prices })] };
}

export function pricesSection(prices: readonly PriceStatus[], language: Language): Section | undefined {
  if (prices.length === 0) return undefined;
  return {
    id: "prices",
    title: say(language, "pricesSection"),
    notes: [say(language, "pricesNote")],
    grid: {
      columns: [
        left(say(language, "price")),
        left(say(language, "unit")),
        right(say(language, "low")),
        right(say(language, "likely")),
        right(say(language, "high")),
        right(say(language, "index")),
        right(say(language, "taxFactor")),
        left(say(language, "confidence")),
        left(say(language, "date")),
        left(say(language, "source")),
        left(say(language, "place")),
      ],
      rows: prices.map((price) => priceRow(price, language)),
    },
    terminal: "none",
  };
}

function priceRow(price: PriceStatus, language: Language): readonly Cell[] {
  const { id, value, index, taxFactor, confidence, stale, file, line } = price;
  const missing = say(language, "missingPrice");
  return [
    `${price[language]} ${id}`,
    priceUnit(price, language),
    value === null ? missing : number(value.low),
    value === null ? missing : number(value.likely),
    value === null ? missing : number(value.high),
    number(index),
    number(taxFactor),
    `${say(language, `confidence.${confidence}`)}${stale ? say(language, "staleMark") : ""}`,
    dateWords(price, language),
    sourceWords(price, language),
    `${file}:${line}`,
  ];
}

function madeSection(province: ProvinceComparison, { book }: Comparison, language: Language): Section {
  return {
    id: "made",
    title: say(language, "madeSection"),
    notes: [
      say(language, "madeRounding"),
      say(language, "madeFiles", { files: listed(book.files, language), province: province.file }),
      say(language, "madeReproduce"),
    ],
    terminal: "none",
  };
}
