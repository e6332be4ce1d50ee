/** Messages to this person. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "./http";

export interface Letter {
  id: string;
  at: string;
  text: string;
  subject?: string | null;
  read_at: string | null;
  entity: string | null;
  record: string | null;
}

export interface Letters {
  data: Letter[];
  unread: number;
  next_cursor: string | null;
}

export const inboxQuery = queryOptions({
  queryKey: ["inbox"],
  queryFn: ({ signal }) => ask<Letters>("inbox", { signal }),
});

export function useRead() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (letter: string | "all") =>
      ask<unknown>(letter === "all" ? "inbox/read-all" : `inbox/${letter}/read`, {
        method: "POST",
        body: {},
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: inboxQuery.queryKey }),
  });
}
