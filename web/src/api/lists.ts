/** Lists that people put by, one thing done to many records, and tables that are taken away. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, download, type Json, type Reason } from "./http";
import { forget } from "./records";

export interface SavedList {
  id: string;
  mine: boolean;
  entity: string;
  name: string;
  role: string | null;
  filter: Json;
  sort: string[];
  fields: string[];
  group: string | null;
}

export type ListContent = Pick<
  SavedList,
  "entity" | "name" | "filter" | "sort" | "fields" | "group" | "role"
>;

export const savedListsQuery = queryOptions({
  queryKey: ["lists"],
  queryFn: ({ signal }) => ask<{ data: SavedList[] }>("me/lists", { signal }).then((told) => told.data),
});

/** Put a list by, change one of one's own, or (without content) take it away. */
export function useKeepList() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, content }: { id?: string; content?: ListContent }): Promise<SavedList | undefined> =>
      ask(id ? `me/lists/${id}` : "me/lists", {
        method: content ? (id ? "PUT" : "POST") : "DELETE",
        body: content && { ...content },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: savedListsQuery.queryKey }),
  });
}

export interface BulkAsk {
  entity: string;
  records: { id: string; version?: number }[];
  transition?: string;
  input: Record<string, Json>;
  confirmed?: Record<string, string>;
  key: string;
}

export interface BulkRow {
  id: string;
  done: boolean;
  state?: string | null;
  reasons?: Reason[];
}

const AT_ONCE = 50; // so that a person sees how far it is; the server takes up to 200

/** One thing done to many records, some at a time; `progress` hears how many are through. */
export function useBulk(progress: (done: number) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ entity, records, key, ...said }: BulkAsk): Promise<BulkRow[]> => {
      const rows: BulkRow[] = [];
      for (let from = 0; from < records.length; from += AT_ONCE) {
        const told = await ask<{ data: BulkRow[] }>(`records/${entity}/bulk`, {
          method: "POST",
          body: { ...said, records: records.slice(from, from + AT_ONCE) } as { [name: string]: Json },
          key: `${key}-${from}`,
        });
        rows.push(...told.data);
        progress(rows.length);
      }
      return rows;
    },
    onSettled: () => forget(client),
  });
}

export interface ExportAsk {
  entity: string;
  filter?: Json;
  sort: string[];
  fields: string[];
  format: "csv" | "xlsx";
  confirmed?: Record<string, string>;
}

/** Take records away as a table: the browser keeps the file. */
export function useExport() {
  return useMutation({
    mutationFn: ({ entity, filter, confirmed, ...said }: ExportAsk) =>
      download(
        `records/${entity}/export`,
        { ...said, ...(filter ? { filter } : {}), ...(confirmed ? { confirmed } : {}) },
        `${entity}.${said.format}`,
      ),
  });
}
