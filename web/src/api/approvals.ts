/** Approvals that wait for this person or that they have asked for, and deciding them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, type Json } from "./http";
import { forget, type Row } from "./records";

export interface Person {
  id: string;
  name: string | null;
}

export interface Seat {
  person: Person | null;
  given: string;
  stands_for: Person | null;
  decided_at: string | null;
  reason: string | null;
}

export interface Step {
  id: string;
  label: string;
  state: string;
  at: string | null;
  seats: Seat[];
}

export interface Approval {
  id: string;
  label: string;
  state: string;
  facts: number;
  about: { entity: string; record: string; number?: string | null; title?: string | null };
  requester: Person | null;
  opened_at: string;
  closed_at: string | null;
  closed_by: Person | null;
  reason: string | null;
  waits_for: Person[];
  may: string[];
  exception: {
    label: Record<string, string>;
    reason?: string;
    used?: Json;
    max?: Json;
    by?: Json;
    limit?: string;
  } | null;
}

export interface Whole extends Approval {
  steps: Step[];
  covered: { values: Record<string, Json>; lines: Record<string, Row[]>; masked: string[] | null };
  titles?: Record<string, string>;
}

export interface Precedents {
  days: number;
  approved: number;
  rejected: number;
  /** Of each number that is decided about: the average of those that were approved. */
  averages: Record<string, string>;
}

export type Role = "to_decide" | "delegated" | "asked";

export const approvalsQuery = (language: string, role: Role = "to_decide") =>
  queryOptions({
    queryKey: ["approvals", role, language],
    queryFn: ({ signal }) =>
      ask<{ data: Approval[] }>("approvals", { query: { role }, signal }).then((told) => told.data),
    refetchInterval: 60_000,
  });

export const approvalQuery = (id: string, language: string) =>
  queryOptions({
    queryKey: ["approvals", "one", id, language],
    queryFn: ({ signal }) => ask<Whole>(`approvals/${id}`, { signal }),
  });

export const precedentsQuery = (id: string) =>
  queryOptions({
    queryKey: ["approvals", "precedents", id],
    queryFn: ({ signal }) => ask<Precedents>(`approvals/${id}/precedents`, { signal }),
    staleTime: 300_000,
  });

export interface Verdict {
  decision: string;
  seen: number;
  reason?: string;
  to?: string;
  where?: "before" | "after";
  step?: string;
}

/** Answer; what was answered is told even where its card has gone by then, as what waits is asked for anew at once. */
export function useDecide(approval: string, told: (said: Verdict) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (said: Verdict) =>
      ask<unknown>(`approvals/${approval}/decision`, { method: "POST", body: { ...said } }),
    onSuccess: (_, said) => {
      told(said);
      return forget(client);
    },
  });
}
