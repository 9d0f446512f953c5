import { BarChart, HeatmapChart, LineChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  VisualMapComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import type { Language } from "../../language.ts";
import { escaped } from "../markup.ts";
import { drawing } from "./chart-drawing.ts";
import type { ChartModel } from "./chart-model.ts";

use([
  BarChart,
  HeatmapChart,
  LineChart,
  AriaComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  VisualMapComponent,
  LabelLayout,
  SVGRenderer,
]);

const WIDTH = 980;
const BASE = {
  animation: false,
  textStyle: { fontFamily: "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, sans-serif" },
  aria: { enabled: true, decal: { show: true } },
} as const;

/** The chart as an SVG by itself, drawn by ECharts without a browser; told apart by pattern, dash and words, not by color alone. */
export function svgChart(chart: ChartModel, name: string, language: Language): string {
  const { height, option } = drawing(chart, language);
  const canvas = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height });
  try {
    canvas.setOption({ ...BASE, ...option });
    const svg = canvas.renderToSVGString({ useViewBox: true });
    return (
      svg
        // For a mouse only; and counted over the process: a chart must not depend on which came before it.
        .replace(/<style\b.*?<\/style>/s, "")
        .replaceAll(/ (?:class|ecmeta_\w+|pointer-events)="[^"]*"/g, "")
        .replaceAll(/zr\d+-/g, `${name}-`)
        .replace(/^<svg[^>]*>/, (open) => {
          const plain = open.replaceAll(/ (?:width|height)="[^"]*"/g, "");
          return `${plain.slice(0, -1)} role="img" aria-labelledby="${name}-alt"><title id="${name}-alt">${escaped(chart.alt)}</title>`;
        })
    );
  } finally {
    // Its timer would keep the process alive.
    canvas.dispose();
  }
}
