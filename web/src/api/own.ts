/** What one says of oneself: language, absences, who stands in, and where one is signed in. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "./http";
import { meQuery } from "./session";

export interface StandIn {
  to: string | null;
  since: string | null;
  until: string | null;
  reason: string | null;
}

export interface Span {
  from: string;
  until: string;
}

export interface Absences {
  version: number;
  absences: Span[];
}

export interface SignedIn {
  id: string;
  seen_at: string;
  address: string | null;
  current: boolean;
}

export interface Token {
  id: string;
  label: string;
  begins: string;
  scopes: string[];
}

export const standInQuery = queryOptions({
  queryKey: ["own", "stand_in"],
  queryFn: ({ signal }) => ask<StandIn>("me/delegation", { signal }),
});

export const absencesQuery = (person: string) =>
  queryOptions({
    queryKey: ["own", "absences", person],
    queryFn: ({ signal }) => ask<Absences>(`people/${person}/absences`, { signal }),
  });

export const sessionsQuery = queryOptions({
  queryKey: ["own", "sessions"],
  queryFn: ({ signal }) => ask<{ data: SignedIn[] }>("me/sessions", { signal }),
});

export const tokensQuery = queryOptions({
  queryKey: ["own", "tokens"],
  queryFn: ({ signal }) => ask<{ data: Token[] }>("tokens", { signal }),
});

function useOwn<Said>(send: (said: Said) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => client.invalidateQueries({ queryKey: ["own"] }),
  });
}

export const useStandIn = () =>
  useOwn((said: StandIn) =>
    ask("me/delegation", {
      method: "PUT",
      body: said.to ? { ...said, reason: said.reason ?? "" } : { to: null },
    }),
  );

export const useAbsences = (person: string) =>
  useOwn(({ version, absences }: Absences) =>
    ask(`people/${person}/absences`, {
      method: "PUT",
      body: { absences: absences.map((one) => ({ ...one })) },
      version,
    }),
  );

export const useEndSession = () => useOwn((id: string) => ask(`me/sessions/${id}`, { method: "DELETE" }));

export const useEndToken = () => useOwn((id: string) => ask(`tokens/${id}`, { method: "DELETE" }));

export function useOwnLanguage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (language: string | null) => ask("me/language", { method: "PUT", body: { language } }),
    onSuccess: () => client.invalidateQueries({ queryKey: meQuery.queryKey }),
  });
}
