/** Handing over what a person holds: planned, done, gone on with, taken back. For administrators. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Label } from "../language";
import { ask, type Json, type Reason } from "./http";
import { forget } from "./records";

export interface Account {
  id: string;
  login: string;
  person: { id: string; name: string | null };
  active: boolean;
  admin: boolean;
  posts: { role: string; centre: string | null; team: string | null }[];
  version: number;
}

export const accountsQuery = queryOptions({
  queryKey: ["accounts"],
  queryFn: ({ signal }) => ask<{ data: Account[] }>("users", { signal }).then((told) => told.data),
});

export interface Held {
  entity: string;
  field: string;
  state: string | null;
  count: number;
  more: boolean;
  labels: { entity: Label; field: Label; state: Label };
}

export interface Left {
  entity: string;
  id: string;
  field: string;
  reasons: Reason[];
}

export type Way = "in_turn" | "first" | "least_loaded";

/** A part of the split: what it is about, to whom it goes, and in which order. */
export interface Part {
  entity?: string;
  to: string[] | { duty: string } | { team: string };
  by?: Way;
  within?: string[];
  on_duty?: boolean;
}

export interface HandoverAsk {
  person: string;
  to: string[];
  split: Part[];
}

export interface Plan {
  person: string;
  held: Held[];
  to: { person: string; count: number; of: Record<string, number> }[];
  nobody: Left[];
}

export interface Handover {
  id: string;
  person: string;
  to: string[];
  moved: number;
  back: number;
  left: Held[];
  refused: Left[];
}

const body = (said: HandoverAsk) => ({ ...said, split: said.split as unknown as Json[] });

export const planQuery = (said: HandoverAsk) =>
  queryOptions({
    queryKey: ["handovers", "plan", said],
    queryFn: ({ signal }) => ask<Plan>("handovers/plan", { method: "POST", body: body(said), signal }),
    enabled: said.person !== "",
    retry: false,
    gcTime: 0,
  });

export const handoverQuery = (id: string) =>
  queryOptions({
    queryKey: ["handovers", "one", id],
    queryFn: ({ signal }) => ask<Handover>(`handovers/${id}`, { signal }),
  });

/** Begin one (under a key, so that sending it twice begins one). */
export function useBegin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ said, key }: { said: HandoverAsk; key: string }) =>
      ask<Handover>("handovers", { method: "POST", body: body(said), key }),
    onSuccess: (told) => {
      client.setQueryData(handoverQuery(told.id).queryKey, told);
      return forget(client);
    },
  });
}

/** Go on with one that stopped, or take it back. */
export function useHandover(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: "continue" | "undo") =>
      ask<Handover>(`handovers/${id}/${act}`, { method: "POST", body: {} }),
    onSuccess: (told) => {
      client.setQueryData(handoverQuery(id).queryKey, told);
      return forget(client);
    },
  });
}

/** Switch an account off: refused while its person still holds something. */
export function useSwitchOff() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (account: Account) =>
      ask<Account>(`users/${account.id}`, {
        method: "PATCH",
        body: { active: false },
        version: account.version,
      }),
    onSettled: () => client.invalidateQueries({ queryKey: accountsQuery.queryKey }),
  });
}
