/** Metrics as a pack puts them together: bare figures, a course over periods, bars of a split, a funnel, or a table. */
import { useQueries } from "@tanstack/react-query";
import { type Figures, type FiguresAsk, figuresQuery, type Where } from "../api/figures";
import { useLanguage } from "../language";
import type { BlockProps } from "../pages/blocks";
import { Bars } from "./bars";
import { Course } from "./course";
import { Figure } from "./figure";
import { FigureFailed } from "./figure_failed";
import { FigureLoading } from "./figure_loading";
import { askOf, type PageFigures, useFiguresOf, useFilters, whereOf } from "./filters";
import { Funnel } from "./funnel";
import { unitOf } from "./metric";
import { SideTable } from "./side_table";
import { isWorst, useWorst, type Worst } from "./worst";
import "./figures.css";

/** A metric that has been measured, and how it was asked for. */
export interface Measured extends PageFigures {
  told: Figures;
  ask: FiguresAsk;
}

export function FiguresBlock({ page, id, block }: BlockProps) {
  const language = useLanguage();
  const [filters] = useFilters();
  const mine = useFiguresOf(page).filter((one) => one.block === id);
  const asks = mine.map((one) => askOf(block, one.metric, one.id, filters));
  const found = useQueries({ queries: asks.map((ask) => figuresQuery(ask, language)) });
  const shared = { where: whereOf(filters), worst: useWorst(page, filters) };
  const waiting = found.some((one) => one.isPending);
  const measured = mine.flatMap((one, at): Measured[] => {
    const told = found[at]?.data;
    const ask = asks[at];
    return told && ask ? [{ ...one, told, ask }] : [];
  });
  const split = asks.find((one) => one.split)?.split;
  return (
    <div className="panel figures-block" aria-busy={waiting || undefined}>
      {mine.map((one, at) => {
        const query = found[at];
        return query?.error ? <FigureFailed key={one.id} metric={one.metric} query={query} /> : null;
      })}
      {waiting ? (
        <FigureLoading lines={asks[0]?.by || split || block.as ? 4 : 0} />
      ) : block.as === "funnel" ? (
        <Funnel steps={measured} {...shared} />
      ) : block.as === "table" ? (
        <SideTable
          columns={measured.filter((one) => one.ask.split === split)}
          split={split}
          by={asks[0]?.by}
          {...shared}
        />
      ) : (
        groups(measured).map((group) => (
          <Together key={group[0]?.id} group={group} columns={block.as === "bars"} {...shared} />
        ))
      )}
    </div>
  );
}

/** Figures beside each other, and below them the one drawing of all, or the bars of each. */
function Together({
  group,
  where,
  worst,
  columns,
}: {
  group: Measured[];
  where?: Where;
  worst?: Worst;
  columns: boolean;
}) {
  const { by, split } = group[0]?.ask ?? {};
  return (
    <div className="measured">
      <div className="figure-row">
        {group.map(({ id, metric, told, block }, at) => (
          <Figure
            key={id}
            id={id}
            metric={metric}
            told={told}
            where={where}
            worst={isWorst(worst, { id, block })}
            mark={by && !split && group.length > 1 ? at : undefined}
          />
        ))}
      </div>
      {by && !split && <Course lines={group} by={by} where={where} columns={columns} />}
      {split &&
        group.map(({ id, metric, told }) => (
          <Bars key={id} id={id} metric={metric} told={told} split={split} where={where} />
        ))}
    </div>
  );
}

/** What may stand in one drawing: the same unit over the same periods. What is split stands by itself. */
function groups(measured: Measured[]): Measured[][] {
  const found = new Map<string, Measured[]>();
  for (const one of measured) {
    const key = one.ask.split ? one.id : one.ask.by ? unitOf(one.metric) : "";
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()];
}
