/** The pools that this person may claim from. */
import { queryOptions } from "@tanstack/react-query";
import { ask } from "./http";
import type { Limit } from "./records";

export interface Pool {
  id: string;
  label: string;
  entity: string;
  states: string[];
  records: number;
  limits: Limit[];
}

export const poolsQuery = (language: string) =>
  queryOptions({
    queryKey: ["records", "pools", language],
    queryFn: ({ signal }) => ask<{ data: Pool[] }>("pools", { signal }).then((told) => told.data),
  });
