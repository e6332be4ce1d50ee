/** Figures of metrics, and the records behind each. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { ask } from "./http";
import type { Page } from "./records";

export const STRETCHES = ["day", "week", "month", "quarter", "year"] as const;
export type Stretch = (typeof STRETCHES)[number];

/** One part of a split: its value, and what a person calls it. */
export interface Part {
  value: string | boolean | null;
  label: string | null;
}

export interface Total {
  value: number | string | null;
  rows: number;
  held?: number;
  filled?: number;
}

export interface Figure extends Total {
  from: string;
  to: string;
  split: Record<string, Part>;
}

export interface Figures {
  id: string;
  target: number | string | null;
  from: string;
  to: string;
  today: string;
  periods: { from: string; to: string }[];
  data: Figure[];
  total: Total;
  before?: Total & { from: string; to: string };
}

/** Values that paths of a record must have; null: that they are absent. */
export type Where = Record<string, string | boolean | null>;

export interface FiguresAsk {
  metric: string;
  period?: Stretch;
  rolling?: boolean;
  on?: string;
  from?: string;
  to?: string;
  by?: Stretch;
  split?: string;
  compare?: boolean;
  where?: Where;
}

const MINUTE = 60_000; // milliseconds

export const figuresQuery = ({ metric, where, ...said }: FiguresAsk, language: string) =>
  queryOptions({
    queryKey: ["figures", metric, said, where ?? {}, language],
    queryFn: ({ signal }) =>
      ask<Figures>(`metrics/${metric}`, { query: { ...said, ...filters(where) }, signal }),
    placeholderData: (before, query) => (query?.queryKey[4] === language ? before : undefined),
    staleTime: MINUTE,
    refetchInterval: MINUTE,
  });

export interface BehindAsk {
  metric: string;
  from: string;
  to: string;
  where?: Where;
  held?: boolean;
  fields: string[];
  sort: string;
}

export const behindQuery = ({ metric, where, fields, ...said }: BehindAsk) =>
  infiniteQueryOptions({
    queryKey: ["records", "behind", metric, said, where ?? {}, fields],
    queryFn: ({ pageParam, signal }) =>
      ask<Page>(`metrics/${metric}/records`, {
        query: {
          ...said,
          ...filters(where),
          fields: fields.join(","),
          cursor: pageParam || undefined,
        },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

function filters(where: Where = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(where).map(([path, value]) =>
      value === null ? [`filter[${path}][absent]`, "true"] : [`filter[${path}]`, String(value)],
    ),
  );
}
