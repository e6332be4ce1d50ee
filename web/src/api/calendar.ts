/** What a calendar shows: the records of a span of days, and what is free on a day. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { ask, type Json } from "./http";
import type { Page } from "./records";

export interface SpanAsk {
  page: string;
  block: string;
  entity: string;
  at: string;
  from: string;
  until: string;
  fields: string[];
}

export const MOST = 200;

export const spanQuery = ({ page, block, entity, at, from, until, fields }: SpanAsk) =>
  queryOptions({
    queryKey: ["records", entity, "span", page, block, { at, from, until, fields }],
    queryFn: ({ signal }) => {
      const filter: Json = {
        all: [
          { field: at, op: "gte", value: from },
          { field: at, op: "lt", value: until },
        ],
      };
      return ask<Page>(`records/${entity}/search`, {
        method: "POST",
        body: { view: page, block, filter, sort: [at], fields, limit: MOST },
        signal,
      });
    },
    placeholderData: keepPreviousData,
  });
