/** Who is signed in, and signing in and out. */
import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { setClock } from "./clock";
import { ask, speak } from "./http";

export interface Post {
  role: string;
  centre: string | null;
  team?: string | null;
}

export interface Me {
  person: { id: string | null; name: string | null };
  login: string;
  language: string | null;
  admin: boolean;
  must_change_password: boolean;
  holdings: Post[];
  acting_as: Post | null;
  roles: Record<string, string>;
  duties: Record<string, string>;
  csrf: string | null;
}

/** Who is signed in here, and the server's time. */
export interface Here {
  me: Me | null;
  now: string;
}

/** Who calls; null when nobody is signed in. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }): Promise<Me | null> => {
    const { me, now } = await ask<Here>("session", { signal });
    setClock(now);
    speak({ csrf: me?.csrf ?? "" });
    return me;
  },
  staleTime: Number.POSITIVE_INFINITY,
});

export function useMe(): Me {
  const { data } = useQuery(meQuery);
  if (!data) throw new Error("nobody is signed in");
  return data;
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (said: { login: string; password: string }) =>
      ask<{ csrf: string }>("session", { method: "POST", body: said }),
    onSuccess: (told) => {
      speak({ csrf: told.csrf });
      return client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask<undefined>("session", { method: "DELETE" }),
    onSuccess: () => location.assign("/sign-in"),
    onSettled: () => {
      client.clear();
      client.setQueryData(meQuery.queryKey, null);
    },
  });
}

export function useActAs() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (post: Post | null) =>
      ask<Me>("session/acting-as", {
        method: "PUT",
        body: post ? { role: post.role, ...(post.centre ? { centre: post.centre } : {}) } : {},
      }),
    onSuccess: () => client.invalidateQueries(),
  });
}

export function useNewPassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (said: { password: string; new_password: string }) =>
      ask<{ csrf: string }>("me/password", { method: "POST", body: said }),
    onSuccess: (told) => {
      speak({ csrf: told.csrf });
      return client.invalidateQueries({ queryKey: meQuery.queryKey });
    },
  });
}
