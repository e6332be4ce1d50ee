/** Records: lists, one, its history and transitions, and the commands that change them. */
import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { Label } from "../language";
import { ALL_FIELDS } from "./forms";
import { ask, type Json, type Reason } from "./http";
import type { components } from "./schema";

export interface Row {
  id: string;
  entity: string;
  version: number;
  values: Record<string, Json>;
  masked: string[];
  /** When the engine takes which step by itself, where that was asked for. */
  due?: Record<string, string>;
  /** What may come next, where that was asked for; `allowed` null: only its offer tells. */
  steps?: Step[];
}

export interface Step {
  id: string;
  label: string;
  allowed: boolean | null;
  form: string | null;
  reasons: Reason[];
}

/** Which record, as it was seen. */
export type Subject = Pick<Row, "entity" | "id" | "version">;

export interface One extends Row {
  lines?: Record<string, Row[]>;
  merged_into?: string;
  approval?: Json;
  titles?: Record<string, string>;
}

export interface Page {
  data: Row[];
  next_cursor: string | null;
  total: { value: number; exact: boolean } | null;
  titles?: Record<string, string>;
}

export type Limit = components["schemas"]["limit"];
export type Offer = components["schemas"]["offer"];

export interface Line {
  id: string;
  version: number;
  at: string;
  actor: string | null;
  command: string;
  /** What the pack calls it; null of what every pack knows. */
  label: Label | null;
  /** Of what was done to a record of another kind: which. */
  elsewhere: { entity: string; label: Label; id: string | null } | null;
  /** The first line that the same command wrote; null of that line itself. */
  caused_by: string | null;
  changes: Record<string, { before?: Json; after?: Json } | [Json, Json]>;
  notes: Record<string, Json>;
}

export interface ListAsk {
  entity: string;
  filter?: Json;
  sort?: string[];
  fields?: string[];
  search?: string;
  limit?: number;
}

export interface Decided {
  entity: string;
  id: string;
  version: number;
  number?: string;
  state?: string;
}

const PAGE = 50;

export const listQuery = (list: ListAsk) =>
  infiniteQueryOptions({
    queryKey: ["records", list.entity, "list", list],
    queryFn: ({ pageParam, signal }) =>
      ask<Page>(`records/${list.entity}/search`, {
        method: "POST",
        body: {
          ...(list.filter ? { filter: list.filter } : {}),
          ...(list.sort?.length ? { sort: list.sort } : {}),
          ...(list.fields?.length ? { fields: list.fields } : {}),
          ...(list.search ? { search: list.search } : {}),
          ...(pageParam ? { cursor: pageParam } : { count: true }),
          limit: list.limit ?? PAGE,
        },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export const recordQuery = (entity: string, id: string) =>
  queryOptions({
    queryKey: ["records", entity, "one", id],
    queryFn: ({ signal }) => ask<One>(`records/${entity}/${id}`, { signal }),
  });

export const offersQuery = (entity: string, id: string, language: string) =>
  queryOptions({
    queryKey: ["records", entity, "offers", id, language],
    queryFn: ({ signal }) =>
      ask<{ data: Offer[] }>(`records/${entity}/${id}/transitions`, { signal }).then((told) => told.data),
  });

export interface Comparison {
  sentence: string;
  /** Null: it depends on what is sent. */
  holds: boolean | null;
  masked: boolean;
  left: Json;
  right: Json;
}

export interface Explanation {
  /** Null: the step has no condition. */
  guard: { comparisons: Comparison[] } | null;
  /** What is judged once the step is taken, as far as it concerns the record. */
  rules: { id: string; label: string; holds: boolean | null; comparisons: Comparison[] }[];
}

export const explanationQuery = ({ entity, id, version }: Subject, transition: string, language: string) =>
  queryOptions({
    queryKey: ["records", entity, "explanation", id, version, transition, language],
    queryFn: ({ signal }) => ask<Explanation>(`explain/${entity}/${id}/${transition}`, { signal }),
    retry: false,
  });

export const historyQuery = (entity: string, id: string) =>
  infiniteQueryOptions({
    queryKey: ["records", entity, "history", id],
    queryFn: ({ pageParam, signal }) =>
      ask<{ data: Line[]; next_cursor: string | null; titles?: Record<string, string> }>(
        `records/${entity}/${id}/history`,
        { query: { cursor: pageParam || undefined }, signal },
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });

export interface Command {
  entity: string;
  id?: string;
  transition?: string;
  form?: string;
  version?: number;
  input: Record<string, Json>;
  confirmed?: Record<string, string>;
  key: string;
}

/** Create, change or move: one command, sent under a key of its own, so that sending it again does nothing twice. */
export function send({
  entity,
  id,
  transition,
  form,
  version,
  input,
  confirmed,
  key,
}: Command): Promise<Decided> {
  const more = confirmed ? { confirmed } : {};
  const shape = form && form !== ALL_FIELDS ? { form } : {};
  if (!id) return ask(`records/${entity}`, { method: "POST", body: { input, ...shape, ...more }, key });
  if (transition)
    return ask(`records/${entity}/${id}/transitions/${transition}`, {
      method: "POST",
      body: { input, ...more },
      version,
      key,
    });
  return ask(`records/${entity}/${id}`, {
    method: "PATCH",
    body: { input, ...shape, ...more },
    version,
    key,
  });
}

/** A command may have changed anything that hangs together with its record: all that is shown is asked for again. */
export function forget(client: QueryClient): Promise<unknown> {
  client.removeQueries({ queryKey: ["form"], type: "inactive" }); // the next one opens as it is then
  return Promise.all(
    ["records", "queue", "approvals", "form", "inbox", "figures"].map((first) =>
      client.invalidateQueries({ queryKey: [first] }),
    ),
  );
}

export function useSend() {
  const client = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => forget(client) });
}

export function useReveal(entity: string, id: string) {
  return useMutation({
    mutationFn: (field: string) =>
      ask<{ value: Json }>(`records/${entity}/${id}/reveal`, { method: "POST", body: { field } }),
  });
}
