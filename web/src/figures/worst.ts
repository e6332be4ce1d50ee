/** Which figure of a page has gone wrong the most: it misses its target, or is worse than before, by the largest part. */
import { useQueries } from "@tanstack/react-query";
import { type Figures, figuresQuery } from "../api/figures";
import { useLanguage } from "../language";
import { changeOf, missOf } from "./change";
import { askOf, type Filters, type PageFigures, useFiguresOf } from "./filters";

const LITTLE = 0.1; // what is less than a tenth off is no deviation

export interface Worst extends PageFigures {
  told: Figures;
}

/** The worst figure when all have come, or nothing when none is far off. The answers are those that the blocks show. */
export function useWorst(page: string, filters: Filters): Worst | undefined {
  const language = useLanguage();
  const every = useFiguresOf(page);
  const found = useQueries({
    queries: every.map(({ said, metric, id }) => figuresQuery(askOf(said, metric, id, filters), language)),
  });
  if (found.some((one) => one.isPending)) return undefined;
  let most = LITTLE;
  let worst: Worst | undefined;
  every.forEach((one, at) => {
    const told = found[at]?.data;
    if (!told) return;
    const off = Math.max(missOf(one.metric, told), changeOf(one.metric, told, language)?.worse ?? 0);
    if (off > most) {
      most = off;
      worst = { ...one, told };
    }
  });
  return worst;
}

export function isWorst(worst: Worst | undefined, one: { id: string; block: string }): boolean {
  return worst?.id === one.id && worst.block === one.block;
}
