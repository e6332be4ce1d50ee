/** What the reader narrows the figures of a page by. It stands in the address, so that it survives and can be sent on. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FiguresAsk, STRETCHES, type Stretch, type Where } from "../api/figures";
import { type Block, type Metric, useWorkspace } from "../api/workspace";

/** The running week, month ..., or so many days up to today. */
export const SPANS = ["last_week", "last_month", "last_quarter", ...STRETCHES] as const;
export type Span = (typeof SPANS)[number];

export interface Filters {
  period?: Span;
  /** A day in the period, or its last one; none: today. */
  on?: string;
  centre?: string;
  split?: string;
}

export function useFilters(): [Filters, (next: Filters) => void] {
  const said = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const text = (name: string) =>
    typeof said[name] === "string" && said[name] ? String(said[name]) : undefined;
  const on = text("on");
  const filters: Filters = {
    period: SPANS.find((one) => one === said.period),
    on: on && /^\d{4}-\d{2}-\d{2}$/.test(on) ? on : undefined,
    centre: text("centre"),
    split: text("split"),
  };
  const change = (next: Filters) =>
    void navigate({
      to: ".",
      search: (before: Record<string, unknown>) => ({ ...before, ...filters, ...next }),
      replace: true,
    } as never);
  return [filters, change];
}

/** One metric of a block, as it is asked for with these filters. */
export function askOf(block: Block, metric: Metric, id: string, filters: Filters): FiguresAsk {
  const split = splitOf(block, metric, filters);
  return {
    metric: id,
    ...spanOf(block, filters),
    by: split || block.as === "funnel" ? undefined : (block.by as Stretch | undefined),
    split,
    compare: block.compare || undefined,
    where: whereOf(filters),
  };
}

/** The days that the reader chose, else those of the block. */
function spanOf(block: Block, { period, on }: Filters): Pick<FiguresAsk, "period" | "rolling" | "on"> {
  if (!period)
    return { period: (block.period as Stretch | undefined) ?? "month", rolling: block.rolling, on };
  const stretch = STRETCHES.find((one) => period === one || period === `last_${one}`);
  return { period: stretch, rolling: period.startsWith("last_") || undefined, on };
}

/** The split that the reader chose where the metric has it, else that of the block. */
function splitOf(block: Block, metric: Metric, filters: Filters): string | undefined {
  if (block.as === "funnel") return undefined;
  return filters.split && metric.split.includes(filters.split) ? filters.split : block.split;
}

export function whereOf(filters: Filters): Where | undefined {
  return filters.centre ? { centre: filters.centre } : undefined;
}

export interface PageFigures {
  block: string;
  said: Block;
  id: string;
  metric: Metric;
}

/** Every metric of every block of figures of a page. */
export function useFiguresOf(page: string): PageFigures[] {
  const { views, metrics } = useWorkspace();
  return Object.entries(views[page]?.blocks ?? {})
    .filter(([, said]) => said.show === "figures")
    .sort(([, one], [, other]) => (one.order ?? 0) - (other.order ?? 0))
    .flatMap(([block, said]) =>
      (said.metrics ?? []).flatMap((id) => {
        const metric = metrics[id];
        return metric ? [{ block, said, id, metric }] : [];
      }),
    );
}
