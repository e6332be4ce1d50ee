/** The pools that this person may claim from, with how much of each limit is used. */
import { queryOptions } from "@tanstack/react-query";
import { ask } from "./http";
import type { Limit } from "./records";

export interface PoolTold {
  id: string;
  label: string;
  entity: string;
  states: string[];
  records: number;
  shows: string[];
  claim: { transition: string; limits: Limit[] };
  /** Records that this person had last, and from when on they may claim them again. */
  waiting: { record: string; until: string }[];
}

export const poolsQuery = (language: string) =>
  queryOptions({
    queryKey: ["records", "pools", language],
    queryFn: ({ signal }) => ask<{ data: PoolTold[] }>("pools", { signal }).then((told) => told.data),
  });
