/** How a course over periods is drawn: amounts as columns, rates as lines that differ in dash and mark besides colour. */
import type { EChartsCoreOption } from "echarts/core";
import type { Stretch } from "../api/figures";
import { spanText, tick } from "./days";
import type { Colours } from "./drawing";
import type { Measured } from "./figures_block";
import { figureText, isRate, type Telling } from "./metric";

export interface Drawn {
  lines: (Measured & { name: string })[];
  by: Stretch;
  telling: Telling;
  columns?: boolean;
}

const DASHES = ["solid", "dashed", "dotted"] as const;
const MARKS = ["circle", "diamond", "triangle"] as const;

export function courseOption({ lines, by, telling, columns }: Drawn) {
  const first = lines[0];
  const metric = first?.metric;
  const line = metric !== undefined && isRate(metric) && !columns;
  const periods = first?.told.periods ?? [];
  const text = (value: number | string | null) => (metric ? figureText(metric, value, telling) : "");
  const valueAt = (place: number, from: string) => {
    const found = lines[place]?.told.data.find((one) => one.from === from)?.value;
    return found == null ? (line ? null : 0) : Number(found);
  };
  return (colours: Colours): EChartsCoreOption => ({
    animation: false,
    grid: { left: 4, right: 12, top: 12, bottom: 2, containLabel: true },
    textStyle: { fontFamily: "inherit", color: colours.quiet },
    tooltip: {
      trigger: "axis",
      confine: true,
      backgroundColor: colours.card,
      borderColor: colours.line,
      textStyle: { color: colours.text, fontSize: 13 },
      axisPointer: { type: line ? "line" : "shadow" },
      formatter: (shown: { dataIndex: number }[]) => {
        const span = periods[shown[0]?.dataIndex ?? 0];
        if (!span) return "";
        const told = lines.map(({ name }, place) => `${name} <b>${text(valueAt(place, span.from))}</b>`);
        return [spanText(span.from, span.to, telling.language), ...told].join("<br>");
      },
    },
    xAxis: {
      type: "category",
      data: periods.map((one) => tick(one.from, by, telling.language)),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.quiet, fontSize: 11 },
    },
    yAxis: {
      type: "value",
      splitNumber: 2,
      min: 0,
      ...(metric?.function === "share" ? { max: 1, interval: 0.5 } : {}),
      ...(metric?.function === "count" ? { minInterval: 1 } : {}),
      ...(metric?.type === "duration" ? lengths(lines) : {}),
      splitLine: { lineStyle: { color: colours.line } },
      axisLabel: { color: colours.quiet, fontSize: 11, formatter: (value: number) => text(value) },
    },
    series: lines.map(({ told }, place) => ({
      type: line ? "line" : "bar",
      data: periods.map((one) => valueAt(place, one.from)),
      cursor: "pointer",
      symbol: MARKS[place % MARKS.length],
      symbolSize: 8,
      barMaxWidth: 28,
      lineStyle: {
        color: place ? colours.quiet : colours.accent,
        width: 2,
        type: DASHES[place % DASHES.length],
      },
      itemStyle: { color: place ? colours.quiet : colours.accent },
      emphasis: { disabled: true },
      ...(told.target === null || place > 0 ? {} : { markLine: target(Number(told.target), colours) }),
    })),
  });
}

function target(at: number, colours: Colours) {
  return {
    silent: true,
    symbol: "none",
    lineStyle: { color: colours.late, type: "dashed", width: 1 },
    label: { show: false },
    data: [{ yAxis: at }],
  };
}

/** An axis of lengths of time in steps that people count in. */
function lengths(lines: Measured[]): { interval: number; max: number } {
  const most = Math.max(
    60,
    ...lines.flatMap(({ told }) => [
      Number(told.target ?? 0),
      ...told.data.map((one) => Number(one.value ?? 0)),
    ]),
  );
  const step = STEPS.find((one) => most / one <= 2) ?? Math.ceil(most / 2 / 86_400) * 86_400;
  return { interval: step, max: Math.ceil(most / step) * step };
}
const STEPS = [60, 300, 600, 900, 1800, 3600, 7200, 14_400, 28_800, 43_200, 86_400, 172_800, 345_600];
