/** What the reader narrows the figures of a page by. It stands in the address, so that it survives and can be sent on. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type FiguresAsk, STRETCHES, type Stretch, type Where } from "../api/figures";
import { type Block, type Metric, useWorkspace } from "../api/workspace";

export interface Filters {
  period?: Stretch;
  /** A day in the period; none: today. */
  on?: string;
  centre?: string;
  split?: string;
}

export function useFilters(): [Filters, (next: Filters) => void] {
  const said = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const text = (name: string) => (typeof said[name] === "string" && said[name] ? String(said[name]) : undefined);
  const period = STRETCHES.find((one) => one === said.period);
  const on = text("on");
  const filters: Filters = {
    period,
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
    period: filters.period ?? (block.period as Stretch | undefined) ?? "month",
    on: filters.on,
    by: split || block.as === "funnel" ? undefined : (block.by as Stretch | undefined),
    split,
    compare: block.compare || undefined,
    where: whereOf(filters),
  };
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
