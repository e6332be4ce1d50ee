/** What is free under a limit, and asking for an exception to one. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, type Json } from "./http";
import { forget } from "./records";

export interface Slot {
  from: string;
  until: string;
  used: number | string;
  free: number | string | null;
}

export interface Free {
  day: string;
  max: number | string | null;
  slots: Slot[];
}

export const freeQuery = (limit: string, day: string, per: Record<string, string>) =>
  queryOptions({
    queryKey: ["records", "free", limit, day, per],
    queryFn: ({ signal }) =>
      ask<Free>(`limits/${limit}/free`, {
        query: {
          day,
          ...Object.fromEntries(Object.entries(per).map(([name, one]) => [`filter[${name}]`, one])),
        },
        signal,
      }),
    retry: false,
  });

/** What was refused, as it would be sent again. */
export type Attempt =
  | { transition: string; id: string; input: Record<string, Json> }
  | { create: string; input: Record<string, Json>; form?: string };

export function useException(limit: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ reason, attempt }: { reason: string; attempt: Attempt }) =>
      ask<{ approval: { id: string } }>(`limits/${limit}/exceptions`, {
        method: "POST",
        body: { reason, ...attempt },
        key: crypto.randomUUID(),
      }),
    onSuccess: () => forget(client),
  });
}
