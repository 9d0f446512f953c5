import type { BarSeriesOption } from "echarts/charts";
import { cellText, wan } from "./cell.ts";
import { WAN_FEN } from "./chart-model.ts";

/** ECharts does not export the type. */
export type DecalObject = Exclude<NonNullable<NonNullable<BarSeriesOption["itemStyle"]>["decal"]>, "none">;

export const INK = "#1a1a1a";
export const FAINT = "#d4d4d4";
/** Dark to light, so that they differ in grays too; patterns tell them apart besides. */
export const GROUP_COLORS = ["#1d3557", "#457b9d", "#8a6d3b", "#a3b18a", "#c9a227", "#e8e4d9"] as const;
export const DECALS = {
  plain: { symbol: "none" },
  falling: {
    symbol: "rect",
    color: "rgba(255,255,255,.65)",
    dashArrayX: [1, 0],
    dashArrayY: [2, 5],
    rotation: -Math.PI / 4,
  },
  dotted: {
    symbol: "circle",
    symbolSize: 0.7,
    color: "rgba(255,255,255,.8)",
    dashArrayX: [
      [8, 8],
      [0, 8, 8, 0],
    ],
    dashArrayY: [6, 0],
  },
  rising: { symbol: "rect", color: "rgba(0,0,0,.55)", dashArrayX: [1, 0], dashArrayY: [1, 5], rotation: Math.PI / 4 },
  level: { symbol: "rect", color: "rgba(0,0,0,.7)", dashArrayX: [1, 0], dashArrayY: [1.5, 3], rotation: 0 },
  stippled: {
    symbol: "circle",
    symbolSize: 0.6,
    color: "rgba(0,0,0,.5)",
    dashArrayX: [
      [5, 5],
      [0, 5, 5, 0],
    ],
    dashArrayY: [4, 0],
  },
} satisfies Readonly<Record<string, DecalObject>>;
export const GROUP_DECALS: readonly DecalObject[] = [
  DECALS.plain,
  DECALS.falling,
  DECALS.dotted,
  DECALS.rising,
  DECALS.level,
  DECALS.stippled,
];
export const TEXT = { color: INK, fontSize: 13 } as const;
export const shown = (inWan: number): string => cellText(wan(Math.round(inWan) * WAN_FEN)).replace(/\.00$/, "");
export const legend = { top: 0, itemWidth: 34, itemHeight: 16, textStyle: TEXT };

export function valueAxis(name: string) {
  return {
    type: "value" as const,
    name,
    nameTextStyle: TEXT,
    axisLabel: { ...TEXT, formatter: shown },
    splitLine: { lineStyle: { color: FAINT } },
  };
}

export function categoryAxis(data: readonly string[]) {
  return {
    type: "category" as const,
    data: [...data],
    axisLabel: TEXT,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: INK } },
  };
}
