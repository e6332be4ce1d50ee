/** Settings of one's own, kept with the account. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { Label } from "../language";
import type { Liked } from "../shell/shortcuts";
import { ask, type Json } from "./http";

export interface Wishes {
  off?: Record<string, string[]>;
  quiet?: { from: string; until: string };
}

/** What only this application understands. */
export interface Workspaced {
  keys?: Liked;
  /** Whether the desktop tells what becomes due and which letters come. */
  desktop?: boolean;
}

export interface Settings {
  notifications: Wishes;
  workspace: Workspaced;
  messages: Record<string, { label: Label; channels: string[] }>;
}

export const settingsQuery = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => ask<Settings>("me/settings", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useSettings(): Settings | undefined {
  return useQuery(settingsQuery).data;
}

/** Put one part by; what is not said of it stays as it was. */
export function usePutSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (next: { notifications?: Wishes; workspace?: Workspaced }) => {
      const { notifications, workspace } = await client.ensureQueryData(settingsQuery);
      return next.workspace
        ? ask<Settings>("me/settings/workspace", {
            method: "PUT",
            body: { settings: { ...workspace, ...next.workspace } as Json },
          })
        : ask<Settings>("me/settings/notifications", {
            method: "PUT",
            body: { ...notifications, ...next.notifications } as Record<string, Json>,
          });
    },
    onSuccess: (told) => client.setQueryData(settingsQuery.queryKey, told),
  });
}
