import type { Comparison, ProvinceComparison } from "../../../planning/costs/comparison.ts";
import type { Amount, CostCategory } from "../../../planning/costs/cost-view.ts";
import type { BreakEven } from "../../../planning/costs/sensitivity-view.ts";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { type Cell, cellText, left, number, percent, right, wan, wanDifference, yuan } from "./cell.ts";
import {
  crossoverWords,
  cumulativeChart,
  heatChart,
  histogramChart,
  strongest,
  tornadoChart,
  yearsChart,
} from "./chart-model.ts";
import type { Section } from "./section.ts";
import { admissibleOf, optionWords, type Pair, priceWords } from "./words.ts";

/** Year by year, nominal and discounted, with the stacked bars. */
export function yearsSection(pair: Pair, language: Language): Section {
  const { selfBuilt, outsourced } = pair;
  const sides = (one: number, other: number): readonly Cell[] => {
    const [own, leased] = [amountIn(selfBuilt, one), amountIn(outsourced, other)];
    return [wan(own), wan(leased), wanDifference(leased, own)];
  };
  const rows = selfBuilt.byYear.map(({ year, nominal, present }, index): readonly Cell[] => {
    const other = outsourced.byYear[index];
    return [
      say(language, "yearN", { year }),
      ...sides(nominal, other?.nominal ?? 0),
      ...sides(present, other?.present ?? 0),
    ];
  });
  const column = (mode: "selfBuilt" | "outsourced" | "difference", how: "nominal" | "discounted") =>
    right(`${say(language, mode)} ${say(language, how)}`);
  return {
    id: "years",
    title: say(language, "yearsSection"),
    notes: [say(language, "yearsNote")],
    grid: {
      columns: [
        left(say(language, "year")),
        column("selfBuilt", "nominal"),
        column("outsourced", "nominal"),
        column("difference", "nominal"),
        column("selfBuilt", "discounted"),
        column("outsourced", "discounted"),
        column("difference", "discounted"),
      ],
      rows: [
        ...rows,
        [
          say(language, "total"),
          ...sides(selfBuilt.nominal.fen, outsourced.nominal.fen),
          ...sides(selfBuilt.present.fen, outsourced.present.fen),
        ],
      ],
      totals: 1,
    },
    chart: yearsChart(pair, language),
  };
}

/** Any sum of an option is a lower bound where the option lacks a price: which year or class lacks it does not show. */
function amountIn(option: Pair["selfBuilt"], fen: number): Amount {
  return { fen, unknown: option.present.unknown };
}

export function categoriesSection(pair: Pair, { finance }: Comparison, language: Language): Section {
  const categories = [
    ...new Set([...pair.selfBuilt.byCategory, ...pair.outsourced.byCategory].map(({ category }) => category)),
  ];
  const nominalOf = (option: Pair["selfBuilt"], category: CostCategory): number =>
    option.byCategory.find((each) => each.category === category)?.nominal ?? 0;
  const share = (fen: number, { fen: of, unknown }: Amount): Cell =>
    of === 0 || unknown.length > 0 ? "-" : percent((100 * fen) / of);
  const { selfBuilt, outsourced } = pair;
  return {
    id: "categories",
    title: say(language, "categoriesSection"),
    notes: [say(language, "categoriesNote", { years: finance.horizonYears })],
    grid: {
      columns: [
        left(say(language, "category")),
        right(say(language, "selfBuilt")),
        right(say(language, "share")),
        right(say(language, "outsourced")),
        right(say(language, "share")),
        right(say(language, "difference")),
      ],
      rows: [
        ...categories.map((category): readonly Cell[] => {
          const [one, other] = [nominalOf(pair.selfBuilt, category), nominalOf(pair.outsourced, category)];
          return [
            say(language, `category.${category}`),
            wan(amountIn(selfBuilt, one)),
            share(one, selfBuilt.nominal),
            wan(amountIn(outsourced, other)),
            share(other, outsourced.nominal),
            wanDifference(amountIn(outsourced, other), amountIn(selfBuilt, one)),
          ];
        }),
        [
          say(language, "total"),
          wan(selfBuilt.nominal),
          percent(100),
          wan(outsourced.nominal),
          percent(100),
          wanDifference(outsourced.nominal, selfBuilt.nominal),
        ],
      ],
      totals: 1,
    },
  };
}

export function ratesSection(pair: Pair, language: Language): Section {
  return {
    id: "rates",
    title: say(language, "ratesSection"),
    notes: [say(language, "ratesNote")],
    grid: {
      columns: [
        right(say(language, "rate")),
        right(say(language, "selfBuilt")),
        right(say(language, "outsourced")),
        right(say(language, "difference")),
      ],
      rows: pair.selfBuilt.presentAt.map(({ ratePercent, fen }, index): readonly Cell[] => {
        const own = amountIn(pair.selfBuilt, fen);
        const other = amountIn(pair.outsourced, pair.outsourced.presentAt[index]?.fen ?? 0);
        return [number(ratePercent), wan(own), wan(other), wanDifference(other, own)];
      }),
    },
  };
}

export function cumulativeSection(province: ProvinceComparison, pair: Pair, language: Language): Section {
  return {
    id: "cumulative",
    title: say(language, "cumulativeSection"),
    notes: [crossoverWords(province, language)],
    chart: cumulativeChart(province, pair, language),
  };
}

export function breakEvenSection({ breakEvens }: ProvinceComparison, language: Language): Section | undefined {
  if (breakEvens.length === 0) return undefined;
  return {
    id: "break-even",
    title: say(language, "breakEvenSection"),
    notes: [say(language, "breakEvenNote")],
    grid: {
      columns: [
        left(say(language, "variable")),
        right(say(language, "now")),
        right(say(language, "range")),
        right(say(language, "breaksAt")),
        right(say(language, "residual")),
      ],
      rows: breakEvens.map((each) => breakEvenRow(each, language)),
    },
  };
}

function breakEvenRow({ variable, price, unit, now, range, result }: BreakEven, language: Language): readonly Cell[] {
  const digits = unit === "calls/day" ? 0 : 2;
  const of = (value: number): string => cellText(number(value, digits));
  const name = say(language, `variable.${variable}`);
  const head = [
    price === undefined ? name : `${name}${language === "zh" ? `（${priceWords(price, language)}）` : ` (${price})`}`,
    number(now, digits),
    `${of(range[0])} - ${of(range[1])}`,
  ];
  switch (result.kind) {
    case "root":
      return [...head, number(result.at, digits), yuan(result.differenceFen)];
    case "step":
      return [
        ...head,
        say(language, "stepBetween", { below: of(result.below), above: of(result.above) }),
        `${cellText(yuan(result.differenceBelowFen))} / ${cellText(yuan(result.differenceAboveFen))}`,
      ];
    case "none-in-range":
      return [
        ...head,
        say(language, "noneInRange"),
        `${cellText(yuan(result.differenceAtEndsFen[0]))} / ${cellText(yuan(result.differenceAtEndsFen[1]))}`,
      ];
    case "not-computed":
      return [...head, say(language, "notComputed"), "-"];
  }
}

export function tornadoSection(province: ProvinceComparison, pair: Pair, language: Language): Section | undefined {
  const bars = strongest(province.tornado);
  if (bars.length === 0) return undefined;
  return {
    id: "tornado",
    title: say(language, "tornadoSection"),
    notes: [say(language, "tornadoNote", { count: bars.length })],
    grid: {
      columns: [
        left(say(language, "price")),
        right(say(language, "low")),
        right(say(language, "likely")),
        right(say(language, "high")),
        right(say(language, "atLow")),
        right(say(language, "atHigh")),
        right(say(language, "swing")),
        left(say(language, "flips")),
      ],
      rows: bars.map((bar): readonly Cell[] => [
        priceWords(bar.price, language),
        number(bar.low),
        number(bar.likely),
        number(bar.high),
        wan(bar.atLowFen),
        wan(bar.atHighFen),
        wan(bar.swingFen),
        say(language, bar.flips ? "flips.yes" : "flips.no"),
      ]),
    },
    chart: tornadoChart(province, pair, language),
  };
}

export function heatSection(province: ProvinceComparison, language: Language): Section | undefined {
  const { heatMap } = province;
  if (heatMap === undefined) return undefined;
  const { across, down, differencesFen } = heatMap;
  const names = { across: priceWords(across.price, language), down: priceWords(down.price, language) };
  return {
    id: "heat",
    title: say(language, "heatSection"),
    notes: [say(language, "heatNote", names)],
    grid: {
      columns: [
        right(`${names.down} \\ ${names.across}`),
        ...across.values.map((value) => right(cellText(number(value)))),
      ],
      rows: differencesFen.map((row, index): readonly Cell[] => [number(down.values[index] ?? 0), ...row.map(wan)]),
    },
    chart: heatChart(province, language),
  };
}

export function simulationSection(province: ProvinceComparison, comparison: Comparison, language: Language): Section {
  const { seed, draws, laborCorrelationPercent } = comparison.simulation;
  return {
    id: "simulation",
    title: say(language, "simulationSection"),
    notes: [
      say(language, "simulationNote", { seed, draws }),
      laborCorrelationPercent === 0
        ? say(language, "laborIndependent")
        : say(language, "laborTogether", { percent: laborCorrelationPercent }),
    ],
    grid: {
      columns: [
        left(say(language, "option")),
        right("P10"),
        right("P50"),
        right("P90"),
        right(say(language, "mean")),
        right(say(language, "wins")),
      ],
      rows: admissibleOf(province)
        .toSorted((a, b) => a.distribution.p50 - b.distribution.p50)
        .map((option): readonly Cell[] => {
          const { p10, p50, p90, mean, wins } = option.distribution;
          return [
            optionWords(option, language),
            ...[p10, p50, p90, mean].map((fen) => wan(amountIn(option, fen))),
            wins === null ? "-" : percent(100 * wins),
          ];
        }),
    },
    chart: histogramChart(province.histogram, language),
    terminal: "chart",
  };
}
