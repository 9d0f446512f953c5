import type { BarSeriesOption, LineSeriesOption } from "echarts/charts";
import type { ECharts } from "echarts/core";
import type { Language } from "../../language.ts";
import { say } from "../../messages.ts";
import { type ChartModel, valueText } from "./chart-model.ts";
import {
  categoryAxis,
  DECALS,
  type DecalObject,
  FAINT,
  GROUP_COLORS,
  GROUP_DECALS,
  INK,
  legend,
  shown,
  TEXT,
  valueAxis,
} from "./chart-style.ts";

type Of<Kind extends ChartModel["kind"]> = Extract<ChartModel, { kind: Kind }>;
type Options = Parameters<ECharts["setOption"]>[0];

export interface Drawing {
  readonly height: number;
  readonly option: Options;
}

/** What ECharts is told to draw. */
export function drawing(chart: ChartModel, language: Language): Drawing {
  switch (chart.kind) {
    case "cumulative":
      return cumulative(chart, language);
    case "years":
      return years(chart, language);
    case "tornado":
      return tornado(chart, language);
    case "heat":
      return heat(chart, language);
    case "histogram":
      return histogram(chart, language);
  }
}

function cumulative({ lines, crossover }: Of<"cumulative">, language: Language): Drawing {
  const months = lines[0]?.values.map((_, month) => String(month)) ?? [];
  const mark =
    crossover === undefined
      ? {}
      : {
          markLine: {
            symbol: "none",
            lineStyle: { color: INK, type: "solid" as const, width: 1 },
            label: { ...TEXT, formatter: `${say(language, "month")} ${crossover}`, position: "insideEndTop" as const },
            data: [{ xAxis: crossover }],
          },
        };
  const series = lines.map(
    ({ name, values }, index): LineSeriesOption => ({
      type: "line",
      name,
      data: [...values],
      symbol: index === 0 ? "circle" : "diamond",
      symbolSize: 8,
      // A mark every year: the lines are told apart by it and by their dashes.
      showAllSymbol: false,
      showSymbol: true,
      lineStyle: { color: index === 0 ? "#1d3557" : "#b5651d", width: 2.5, type: index === 0 ? "solid" : [8, 5] },
      itemStyle: {
        color: index === 0 ? "#1d3557" : "#fff",
        borderColor: index === 0 ? "#1d3557" : "#b5651d",
        borderWidth: 2,
      },
      endLabel: { show: true, ...TEXT, formatter: `${name} ${shown(values.at(-1) ?? 0)}`, distance: 6 },
      labelLayout: { moveOverlap: "shiftY" },
      ...(index === 0 ? mark : {}),
    }),
  );
  return {
    height: 380,
    option: {
      grid: { left: 70, right: 130, top: 60, bottom: 50 },
      legend: { ...legend, data: lines.map(({ name }) => name) },
      xAxis: {
        ...categoryAxis(months),
        name: say(language, "month"),
        nameTextStyle: TEXT,
        boundaryGap: false,
        axisLabel: { ...TEXT, interval: 11 },
      },
      yAxis: valueAxis(say(language, "wanAxis")),
      series: series.map((each) => ({
        ...each,
        symbolSize: (_: unknown, { dataIndex }: { readonly dataIndex: number }) => (dataIndex % 12 === 0 ? 9 : 0),
      })),
    },
  };
}

/** Two bars a year, the parts of each one above the other. */
function years({ options }: Of<"years">, language: Language): Drawing {
  const count = options[0]?.groups[0]?.values.length ?? 0;
  const labels = Array.from({ length: count }, (_, year) => say(language, "yearN", { year: year + 1 }));
  const series = options.flatMap(({ name, groups }, index) =>
    groups.map(
      (group, part): BarSeriesOption => ({
        type: "bar",
        name: group.name,
        stack: name,
        data: [...group.values],
        barMaxWidth: 56,
        itemStyle: {
          color: GROUP_COLORS[part] ?? FAINT,
          borderColor: INK,
          borderWidth: 0.7,
          decal: GROUP_DECALS[part] ?? DECALS.plain,
        },
        ...(part === groups.length - 1
          ? {
              label: {
                show: true,
                position: "top" as const,
                ...TEXT,
                formatter: ({ dataIndex }: { readonly dataIndex: number }) =>
                  `${name}\n${shown(groups.reduce((total, { values }) => total + (values[dataIndex] ?? 0), 0))}`,
              },
            }
          : {}),
        ...(index === 0 ? {} : { barGap: "20%" }),
      }),
    ),
  );
  return {
    height: 440,
    option: {
      grid: { left: 70, right: 20, top: 90, bottom: 40 },
      legend: { ...legend, data: (options[0]?.groups ?? []).map(({ name }) => name) },
      xAxis: categoryAxis(labels),
      yAxis: valueAxis(say(language, "wanAxis")),
      series,
    },
  };
}

/** Bars start at the difference with everything likely; the dashed line marks where the other becomes the cheaper. */
function tornado({ bars, base }: Of<"tornado">, language: Language): Drawing {
  const rows = bars.toReversed();
  const ends = rows.flatMap(({ atLow, atHigh }) => [atLow, atHigh]);
  const [least, most] = [Math.min(...ends, base), Math.max(...ends, base)];
  // Room for the figures at the ends.
  const room = 0.13 * (most - least || 1);
  const background = { backgroundColor: "#fff", padding: [1, 3] };
  const side = (key: "atLow" | "atHigh", color: string, decal: DecalObject): BarSeriesOption => ({
    type: "bar",
    name: say(language, key),
    data: rows.map((bar) => ({
      value: bar[key] - base,
      label: {
        show: Math.abs(bar[key] - base) > 0.01,
        ...TEXT,
        ...background,
        position: bar[key] < base ? "left" : "right",
        formatter: shown(bar[key]),
      },
    })),
    barGap: "-100%",
    barWidth: 18,
    z: 3,
    itemStyle: { color, borderColor: INK, borderWidth: 0.7, decal },
  });
  const marks = [
    {
      xAxis: 0,
      label: { ...TEXT, ...background, formatter: shown(base) },
      lineStyle: { color: INK, width: 1.2, type: "solid" as const },
    },
    ...(least < 0 && most > 0
      ? [
          {
            xAxis: -base,
            label: { ...TEXT, ...background, formatter: "0" },
            lineStyle: { color: INK, width: 1.5, type: [5, 4] },
          },
        ]
      : []),
  ];
  return {
    height: 90 + rows.length * 34,
    option: {
      grid: { left: 290, right: 20, top: 62, bottom: 12 },
      legend: { ...legend, data: [say(language, "atLow"), say(language, "atHigh")] },
      // Figures stand at the bars: ticks of a scale that starts at the base would only be odd numbers.
      xAxis: {
        ...valueAxis(""),
        min: least - base - room,
        max: most - base + room,
        axisLabel: { show: false },
        splitLine: { show: false },
      },
      yAxis: {
        ...categoryAxis(rows.map(({ name }) => name)),
        axisLabel: { ...TEXT, width: 270, overflow: "break" as const },
        axisLine: { show: false },
      },
      series: [
        { ...side("atLow", "#e8e4d9", DECALS.rising), markLine: { symbol: "none", silent: true, z: 1, data: marks } },
        side("atHigh", "#1d3557", DECALS.plain),
      ],
    },
  };
}

/** Grays by size, and in words which one is cheaper. */
function heat({ across, down, differences }: Of<"heat">, language: Language): Drawing {
  const most = Math.max(...differences.flat().map(Math.abs)) || 1;
  const data = differences.flatMap((row, y) => row.map((value, x) => [x, y, value]));
  const winner = (value: number): string => say(language, value > 0 ? "selfShort" : "outShort");
  return {
    height: 90 + differences.length * 52,
    option: {
      // A pattern below figures makes them hard to read; the words tell the sides apart.
      aria: { enabled: true, decal: { show: false } },
      grid: { left: 190, right: 20, top: 56, bottom: 24 },
      xAxis: {
        ...categoryAxis(across.values.map(valueText)),
        position: "top",
        name: across.name,
        nameLocation: "middle",
        nameGap: 30,
        nameTextStyle: TEXT,
      },
      yAxis: {
        ...categoryAxis(down.values.map(valueText)),
        inverse: true,
        name: down.name,
        nameLocation: "middle",
        nameGap: 70,
        nameTextStyle: TEXT,
      },
      visualMap: {
        show: false,
        min: -most,
        max: most,
        // Light enough for black figures at both ends.
        inRange: { color: ["#c7cfd9", "#ffffff", "#e3c08a"] },
      },
      series: [
        {
          type: "heatmap",
          data,
          label: {
            show: true,
            ...TEXT,
            formatter: ({ data: cell }: { readonly data: unknown }) => {
              const value = Array.isArray(cell) ? Number(cell[2]) : 0;
              return `${winner(value)} ${value > 0 ? "+" : ""}${shown(value)}`;
            },
          },
          itemStyle: { borderColor: INK, borderWidth: 0.7 },
        },
      ],
    },
  };
}

/** Bars left of 0: outsourced is cheaper; right of it: self-built. */
function histogram({ from, step, counts }: Of<"histogram">, language: Language): Drawing {
  const edges = counts.map((_, bar) => from + bar * step);
  return {
    height: 340,
    option: {
      grid: { left: 70, right: 30, top: 50, bottom: 56 },
      legend: { ...legend, data: [say(language, "cheaperOutsourced"), say(language, "cheaperSelfBuilt")] },
      xAxis: {
        ...categoryAxis(edges.map((edge) => shown(edge))),
        name: `${say(language, "difference")} ${say(language, "wanAxis")}`,
        nameLocation: "middle",
        nameGap: 34,
        nameTextStyle: TEXT,
        axisLabel: { ...TEXT, hideOverlap: true, align: "right" as const },
      },
      yAxis: { ...valueAxis(say(language, "draws")), axisLabel: TEXT },
      series: [false, true].map(
        (above): BarSeriesOption => ({
          type: "bar",
          name: say(language, above ? "cheaperSelfBuilt" : "cheaperOutsourced"),
          stack: "all",
          barCategoryGap: "2%",
          data: counts.map((count, bar) => ((edges[bar] ?? 0) >= 0 === above ? count : 0)),
          itemStyle: {
            color: above ? "#e8e4d9" : "#1d3557",
            borderColor: INK,
            borderWidth: 0.7,
            decal: above ? DECALS.rising : DECALS.plain,
          },
        }),
      ),
    },
  };
}
