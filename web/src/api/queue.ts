/** What this person should do now, and why. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, type Reason } from "./http";
import { forget, type Step } from "./records";

export interface Work {
  kind: "task" | "next_action" | "deadline" | "stale";
  id: string;
  entity: string;
  entity_label: string;
  record: string;
  version: number;
  number: string | null;
  title: string | null;
  state: string | null;
  state_label: string | null;
  label: string | null;
  due_at: string | null;
  overdue_since: string | null;
  stale_since: string | null;
  reasons: Reason[];
  next: Step[];
  task: { person: string | null; duty: string | null; team: string | null; done_by: string[] } | null;
}

export interface Queue {
  data: Work[];
  counts: { total: number; overdue: number; stays: number; task: number };
  next_cursor: string | null;
}

export const queueQuery = (language: string) =>
  queryOptions({
    queryKey: ["queue", language],
    queryFn: ({ signal }) => ask<Queue>("queue", { query: { limit: 100 }, signal }),
    refetchInterval: 60_000,
  });

export function useTask() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ task, act }: { task: string; act: "take" | "give_back" | "done" }) =>
      ask<unknown>(`tasks/${task}/${act}`, { method: "POST", body: {} }),
    onSuccess: () => forget(client),
  });
}
