/** Two records that become one: what would come of it, and taking it back. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask, type Json } from "./http";
import { forget } from "./records";

/** Of a field whose two values differ: which stays, and why. */
export interface Won {
  from: "survivor" | "loser" | "both";
  why: "only" | "both" | "keep" | "newest";
  before?: Json;
  after?: Json;
}

export interface Merging {
  into: string;
  values: Record<string, Won>;
  /** How many records move, by `entity.link`. */
  moved: Record<string, number>;
  tasks: number;
  limits: string[];
}

interface About {
  entity: string;
  id: string;
  version: number;
  transition: string;
}

/** What merging would do with what is filled in; nothing is written. */
export const mergingQuery = (about: About, input: Record<string, Json>) =>
  queryOptions({
    queryKey: ["records", about.entity, "merging", about.id, about.version, about.transition, input],
    queryFn: ({ signal }) =>
      ask<{ merged: Merging }>(
        `records/${about.entity}/${about.id}/transitions/${about.transition}/preview`,
        { method: "POST", body: { input }, signal },
      ).then((told) => told.merged),
    retry: false,
  });

/** Within 30 days; ``id`` is the record that was merged into another. */
export function useUndoMerge(entity: string, id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () =>
      ask<{ version: number }>(`records/${entity}/${id}/merge/undo`, {
        method: "POST",
        body: {},
        key: crypto.randomUUID(),
      }),
    onSuccess: () => forget(client),
  });
}
