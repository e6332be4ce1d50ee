import type { EChartsCoreOption, EChartsType } from "echarts/core";
import { useEffect, useRef } from "react";
import { useLook } from "../theme/look";
import { init } from "./chart";

export interface Colours {
  accent: string;
  quiet: string;
  line: string;
  late: string;
  card: string;
  text: string;
}

const PAPER: Colours = {
  accent: "#1b6b58",
  quiet: "#5f5e59",
  line: "#d8d7d2",
  late: "#b3261e",
  card: "#ffffff",
  text: "#1d1d1b",
};

/** A chart in the colours of the look; on paper in those of paper, whatever the look is. */
export default function Drawing({
  option,
  label,
  pressed,
}: {
  option: (colours: Colours) => EChartsCoreOption;
  label: string;
  pressed: (place: number, line: number) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const { look } = useLook();
  const press = useRef(pressed);
  press.current = pressed;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another look has other colours
  useEffect(() => {
    if (!place.current) return;
    const chart: EChartsType = init(place.current, undefined, { renderer: "svg" });
    const draw = (colours: Colours) => {
      chart.setOption(option(colours), { notMerge: true });
      chart.getZr().flush();
    };
    draw(colours());
    chart.on("click", (event) => press.current(Number(event.dataIndex), Number(event.seriesIndex)));
    const watch = new ResizeObserver(() => chart.resize());
    watch.observe(place.current);
    const print = matchMedia("print");
    const printed = () => {
      chart.resize();
      draw(print.matches ? PAPER : colours());
    };
    print.addEventListener("change", printed);
    return () => {
      print.removeEventListener("change", printed);
      watch.disconnect();
      chart.dispose();
    };
  }, [option, look]);
  return <div ref={place} className="drawing" role="img" aria-label={label} />;
}

function colours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return {
    accent: of("accent"),
    quiet: of("quiet"),
    line: of("line"),
    late: of("late"),
    card: of("card"),
    text: of("rail-text"),
  };
}
