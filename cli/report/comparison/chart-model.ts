import type { ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { CostCategory } from "../../../planning/costs/cost-view.ts";
import type { AdmissibleOption } from "../../../planning/costs/option.ts";
import type { Histogram } from "../../../planning/costs/sensitivity-view.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { cellText, number, wan } from "./cell.ts";
import { optionWords, type Pair, priceWords } from "./words.ts";

/** What a chart shows, in wan; drawn as SVG or as block characters. `alt` says the same in words. */
export type ChartModel = { readonly alt: string } & (
  | {
      readonly kind: "cumulative";
      readonly lines: readonly { readonly name: string; readonly values: readonly number[] }[];
      readonly crossover: number | undefined;
    }
  | {
      readonly kind: "years";
      readonly options: readonly {
        readonly name: string;
        /** By group, then by year. */
        readonly groups: readonly { readonly name: string; readonly values: readonly number[] }[];
      }[];
    }
  | {
      readonly kind: "tornado";
      readonly base: number;
      readonly bars: readonly { readonly name: string; readonly atLow: number; readonly atHigh: number }[];
    }
  | {
      readonly kind: "heat";
      readonly across: { readonly name: string; readonly values: readonly number[] };
      readonly down: { readonly name: string; readonly values: readonly number[] };
      readonly differences: readonly (readonly number[])[];
    }
  | { readonly kind: "histogram"; readonly from: number; readonly step: number; readonly counts: readonly number[] }
);

export const WAN_FEN = 1_000_000;
const TORNADO_BARS = 10;

const GROUPS = {
  people: ["people", "hiring"],
  systems: ["hardware", "integration", "maintenance"],
  rooms: ["premises", "power"],
  telecom: ["telecom"],
  safety: ["security", "recovery"],
  provider: ["provider", "deductions", "exit"],
} as const satisfies Readonly<Record<string, readonly CostCategory[]>>;

const GROUP_NAMES = ["people", "systems", "rooms", "telecom", "safety", "provider"] as const;

const text = (fen: number): string => cellText(wan(fen));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Sums from the first on. */
export function runningSums(values: readonly number[]): readonly number[] {
  let total = 0;
  return values.map((value) => {
    total += value;
    return total;
  });
}

export function cumulativeChart(province: ProvinceComparison, pair: Pair, language: Language): ChartModel {
  const lines = [pair.selfBuilt, pair.outsourced].map((option) => ({
    name: shortName(option, language),
    fen: runningSums(option.monthly),
  }));
  const [one, other] = lines;
  const { crossover } = province;
  const at = (line: (typeof lines)[number] | undefined, month: number): string => text(line?.fen.at(month) ?? 0);
  return {
    kind: "cumulative",
    lines: lines.map(({ name, fen }) => ({ name, values: fen.map((value) => value / WAN_FEN) })),
    crossover: crossover.kind === "month" ? crossover.month : undefined,
    alt: say(language, "cumulativeAlt", {
      one: one?.name ?? "",
      other: other?.name ?? "",
      oneStart: at(one, 0),
      otherStart: at(other, 0),
      oneEnd: at(one, -1),
      otherEnd: at(other, -1),
      months: pair.selfBuilt.monthly.length - 1,
      crossover: crossoverWords(province, language),
    }),
  };
}

export function crossoverWords({ crossover }: ProvinceComparison, language: Language): string {
  switch (crossover.kind) {
    case "month":
      return say(language, "crossoverMonth", { month: crossover.month });
    case "none":
      return say(language, "crossoverNone");
    case "not-applicable":
      return "";
  }
}

export function yearsChart(pair: Pair, language: Language): ChartModel {
  const options = [pair.selfBuilt, pair.outsourced].map((option) => ({
    name: shortName(option, language),
    groups: GROUP_NAMES.map((group) => ({ name: say(language, `group.${group}`), values: groupYears(option, group) })),
  }));
  const [one, other] = options;
  const years = pair.selfBuilt.byYear.length;
  const most = (option: typeof one): string =>
    option?.groups.reduce((largest, group) => (sum(group.values) > sum(largest.values) ? group : largest)).name ?? "";
  const year = ({ byYear }: AdmissibleOption, index: number): string => text(byYear.at(index)?.nominal ?? 0);
  return {
    kind: "years",
    options: options.map(({ name, groups }) => ({
      name,
      groups: groups.map((group) => ({ ...group, values: group.values.map((fen) => fen / WAN_FEN) })),
    })),
    alt: say(language, "yearsAlt", {
      one: one?.name ?? "",
      other: other?.name ?? "",
      oneFirst: year(pair.selfBuilt, 0),
      oneLast: year(pair.selfBuilt, -1),
      otherFirst: year(pair.outsourced, 0),
      otherLast: year(pair.outsourced, -1),
      years,
      oneMost: most(one),
      otherMost: most(other),
    }),
  };
}

function groupYears({ byCategory, byYear }: AdmissibleOption, group: keyof typeof GROUPS): readonly number[] {
  const categories: readonly CostCategory[] = GROUPS[group];
  return byYear.map((_, year) =>
    sum(byCategory.filter(({ category }) => categories.includes(category)).map((each) => each.byYear[year] ?? 0)),
  );
}

/** The strongest bars. */
export function tornadoChart({ tornado }: ProvinceComparison, pair: Pair, language: Language): ChartModel | undefined {
  const bars = strongest(tornado);
  const [first, second] = bars;
  if (first === undefined) return undefined;
  const flips = bars.filter((bar) => bar.flips).map(({ price }) => priceWords(price, language));
  return {
    kind: "tornado",
    base: (pair.outsourced.present.fen - pair.selfBuilt.present.fen) / WAN_FEN,
    bars: bars.map(({ price, atLowFen, atHighFen }) => ({
      name: priceWords(price, language),
      atLow: atLowFen / WAN_FEN,
      atHigh: atHighFen / WAN_FEN,
    })),
    alt: say(language, "tornadoAlt", {
      first: priceWords(first.price, language),
      second: second === undefined ? "-" : priceWords(second.price, language),
      low: text(Math.min(first.atLowFen, first.atHighFen)),
      high: text(Math.max(first.atLowFen, first.atHighFen)),
      flips:
        flips.length === 0
          ? say(language, "verdictNoFlip")
          : say(language, "verdictFlips", { prices: flips.join(language === "zh" ? "、" : ", ") }),
    }),
  };
}

/** Those that move the difference at all, ten at most. */
export function strongest<Bar extends { readonly swingFen: number }>(bars: readonly Bar[]): readonly Bar[] {
  return bars.filter(({ swingFen }) => swingFen > 0).slice(0, TORNADO_BARS);
}

export function heatChart({ heatMap }: ProvinceComparison, language: Language): ChartModel | undefined {
  if (heatMap === undefined) return undefined;
  const { across, down, differencesFen } = heatMap;
  const cells = differencesFen.flat();
  const names = { across: priceWords(across.price, language), down: priceWords(down.price, language) };
  return {
    kind: "heat",
    across: { name: names.across, values: across.values },
    down: { name: names.down, values: down.values },
    differences: differencesFen.map((row) => row.map((fen) => fen / WAN_FEN)),
    alt: say(language, "heatAlt", {
      ...names,
      acrossLow: valueText(across.values.at(0)),
      acrossHigh: valueText(across.values.at(-1)),
      downLow: valueText(down.values.at(0)),
      downHigh: valueText(down.values.at(-1)),
      cells: cells.length,
      count: cells.filter((fen) => fen > 0).length,
    }),
  };
}

/** Without the noise of binary fractions: a region's 4,600 is stored as 4599.999999999999. */
export function valueText(value: number | undefined): string {
  return value === undefined ? "" : cellText(number(value));
}

export function histogramChart(histogram: Histogram | undefined, language: Language): ChartModel | undefined {
  if (histogram === undefined) return undefined;
  const { fromFen, stepFen, counts } = histogram;
  const all = sum(counts);
  const above = sum(counts.filter((_, bar) => fromFen + bar * stepFen >= 0));
  const densest = counts.indexOf(Math.max(...counts));
  return {
    kind: "histogram",
    from: fromFen / WAN_FEN,
    step: stepFen / WAN_FEN,
    counts,
    alt: say(language, "histogramAlt", {
      percent: ((100 * above) / all).toFixed(1),
      low: text(fromFen),
      high: text(fromFen + counts.length * stepFen),
      mode: text(fromFen + (densest + 0.5) * stepFen),
    }),
  };
}

/** Legends have no room for flags. */
function shortName(option: AdmissibleOption, language: Language): string {
  return option.mode === "self-built" ? optionWords(option, language) : say(language, "outsourced");
}
