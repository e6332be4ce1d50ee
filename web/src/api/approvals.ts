/** Approvals that wait for this person, and deciding them. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, type Json } from "./http";
import { forget } from "./records";

export interface Approval {
  id: string;
  label: string;
  facts: number;
  about: { entity: string; record: string; number?: string | null; title?: string | null };
  requester: { id: string; name: string | null } | null;
  opened_at: string;
  may: string[];
  covered?: { values: Record<string, Json> };
}

/** Each whole: what is decided about belongs to what is shown. */
export const approvalsQuery = (language: string) =>
  queryOptions({
    queryKey: ["approvals", language],
    queryFn: async ({ signal }) => {
      const listed = await ask<{ data: Approval[] }>("approvals", { signal });
      return Promise.all(listed.data.map((one) => ask<Approval>(`approvals/${one.id}`, { signal })));
    },
    refetchInterval: 60_000,
  });

export function useDecide(approval: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (said: { decision: string; reason: string; seen: number }) =>
      ask<unknown>(`approvals/${approval}/decision`, {
        method: "POST",
        body: {
          decision: said.decision,
          seen: said.seen,
          ...(said.reason.trim() ? { reason: said.reason.trim() } : {}),
        },
      }),
    onSuccess: () => forget(client),
  });
}
