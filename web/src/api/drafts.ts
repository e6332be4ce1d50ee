/** What was begun and not sent: kept with the account, and in this window for as long as it is open. */
import { queryOptions } from "@tanstack/react-query";
import type { Label } from "../language";
import { ALL_FIELDS } from "./forms";
import { ask, type Json } from "./http";

export type DraftValues = Record<string, Json>;

export interface Begun {
  form: string;
  entity: string;
  record: string | null;
  label: Label;
  at: string;
}

export const draftsQuery = queryOptions({
  queryKey: ["drafts"],
  queryFn: ({ signal }) => ask<{ data: Begun[]; titles: Record<string, string> }>("me/drafts", { signal }),
  staleTime: 30_000,
});

/** The name under which a draft is kept. */
export function draftName(form: string, entity: string, record?: string | null): string {
  const name = form === ALL_FIELDS || form === "" ? `${ALL_FIELDS}.${entity}` : form;
  return record ? `${name}:${record}` : name;
}

export const readDraft = (name: string) =>
  ask<{ draft: { values?: DraftValues } }>(`me/drafts/${name}`).then((told) => told.draft.values ?? {});

export const writeDraft = (name: string, values: DraftValues) =>
  ask<unknown>(`me/drafts/${name}`, { method: "PUT", body: { draft: { values } } });

export const dropDraft = (name: string) => ask<unknown>(`me/drafts/${name}`, { method: "DELETE" });
