/** Tables that are brought in: looked at, tried, imported in the background, and taken back. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Label } from "../language";
import { ask, download, type Json } from "./http";
import { forget, type Page, type Row } from "./records";

export interface Column {
  header: string;
  field: string | null;
  remembered: boolean;
  samples: string[];
}

export interface Look {
  kind: "csv" | "xlsx";
  encoding: string;
  delimiter: string;
  sheet: string;
  sheets: string[];
  rows: number;
  columns: Column[];
  keys: string[][];
  strategy: string | null;
  fields: { id: string; required: boolean }[];
  targets: Targets;
  /** The link to the record that one is a duplicate of; null where the pack names none. */
  duplicate_of: string | null;
}

/** Who may get the new records; `why`: the reason for which this person may not send them there. */
export interface Targets {
  person: { transition: string; form: string; field: string; why: WhyNot | null } | null;
  pools: { id: string; label: string; why: WhyNot | null }[];
}

export interface WhyNot {
  code: string;
  text: string;
  fix?: string;
}

/** A person (null: not chosen yet) or a pool; without either the rules decide. */
export interface To {
  person?: string | null;
  pool?: string;
}

export type Strategy = "skip" | "fill" | "overwrite" | "link" | "refuse";

/** What becomes of a row whose record belongs to somebody else. */
export type Owned = "keep" | "refuse";

/** What is said beside the file. */
export interface Mapping {
  columns: Record<string, string | null>;
  key: string[];
  strategy: Strategy;
  constants: Record<string, Json>;
  /** The only fields that overwriting writes; all of the row when there is none. */
  overwrites?: string[];
  owned?: Owned;
  to?: To;
}

export interface Why {
  code: string;
  pointer?: string;
  text: Label;
  fix?: Label;
}

export interface TriedRow {
  row: number;
  state: string;
  record: string | null;
  reasons: Why[] | null;
  cells: Record<string, Json>;
  values?: Record<string, Json>;
}

export interface Trial {
  total: number;
  counts: Record<string, number>;
  due: Record<string, number>;
  first: Record<string, TriedRow[]>;
  notes: { code: string; text: string }[];
}

export interface Job {
  id: string;
  entity: string;
  state: "running" | "stopped" | "done" | "undone";
  file: string | null;
  total: number;
  done: number;
  refused: number;
  created_at: string;
  created_by: string | null;
  ended_at: string | null;
}

export interface Given {
  entity: string;
  file: File;
  sheet?: string;
  mapping?: Mapping;
}

function form({ file, mapping }: Given): FormData {
  const said = new FormData();
  said.append("file", file, file.name);
  if (mapping) said.append("mapping", JSON.stringify(mapping));
  return said;
}

export const look = (given: Given): Promise<Look> =>
  ask("imports/look", {
    method: "POST",
    query: { entity: given.entity, sheet: given.sheet },
    body: form(given),
  });

/** What would become of each row; what is due at once is counted, not refused. */
export const tryOut = (given: Given, signal?: AbortSignal): Promise<Trial> =>
  ask("imports", {
    method: "POST",
    query: { entity: given.entity, sheet: given.sheet, dry: true, confirm_due: true },
    body: form(given),
    signal,
  });

/** Begin an import; gives its id while it goes on. */
export const begin = (given: Given, dueConfirmed: boolean): Promise<{ id: string }> =>
  ask("imports", {
    method: "POST",
    query: {
      entity: given.entity,
      sheet: given.sheet,
      background: true,
      confirm_due: dueConfirmed || undefined,
    },
    body: form(given),
  });

const OFTEN = 400; // milliseconds

export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", "one", id],
    queryFn: ({ signal }) =>
      ask<Job & { counts: Record<string, number>; rows: TriedRow[] }>(`imports/${id}`, {
        query: { state: "refused" },
        signal,
      }),
    refetchInterval: ({ state }) => (state.data?.state === "running" ? OFTEN : false),
  });

export const jobsQuery = (entity: string) =>
  queryOptions({
    queryKey: ["imports", "of", entity],
    queryFn: ({ signal }) =>
      ask<{ data: Job[] }>("imports", { query: { entity }, signal }).then((told) => told.data),
  });

export function useUndo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) =>
      ask<{ removed: number; restored: number }>(`imports/${id}/undo`, { method: "POST", body: {} }),
    onSettled: () => Promise.all([forget(client), client.invalidateQueries({ queryKey: ["imports"] })]),
  });
}

/** The rows of an import with what became of each, as a file. */
export const takeResult = (job: Job, state?: string): Promise<void> =>
  download(
    `imports/${job.id}/result?format=xlsx${state ? `&state=${state}` : ""}`,
    null,
    `${job.entity}.${state ?? "result"}.xlsx`,
  );

const MOST = 200;

/** The records of the rows that came to this end. */
async function recordsOf(job: Job, state: string): Promise<string[]> {
  const ids: string[] = [];
  for (let after: number | undefined; ; ) {
    const { rows } = await ask<{ rows: TriedRow[] }>(`imports/${job.id}`, { query: { state, after } });
    ids.push(...rows.flatMap((row) => row.record ?? []));
    if (rows.length < MOST) return ids;
    after = rows.at(-1)?.row;
  }
}

/** The records that an import made and that are still there, to do something with all of them. */
export async function madeBy(job: Job, fields: string[]): Promise<Row[]> {
  const ids = (await Promise.all(["created", "linked"].map((state) => recordsOf(job, state)))).flat();
  const found: Row[] = [];
  for (let from = 0; from < ids.length; from += MOST) {
    const page = await ask<Page>(`records/${job.entity}/search`, {
      method: "POST",
      body: { filter: { field: "id", op: "in", value: ids.slice(from, from + MOST) }, fields, limit: MOST },
    });
    found.push(...page.data);
  }
  return found;
}
