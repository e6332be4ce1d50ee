/** Keeps what is shown true: hears what has changed, and asks for it again. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { meQuery } from "../api/session";
import { workspaceQuery } from "../api/workspace";
import { recall } from "../offline/seen";
import { listen } from "./one_for_all";
import type { Reach } from "./told";
import { refresher } from "./touched";

const POLL = 20_000; // milliseconds
const state = { reach: "starting" as Reach, since: Date.now() };
const watchers = new Set<() => void>();

function setReach(reach: Reach): void {
  if (reach === state.reach) return;
  if (reach === "live" || state.reach === "live") state.since = Date.now();
  state.reach = reach;
  for (const one of watchers) one();
}

const watch = (one: () => void) => {
  watchers.add(one);
  return () => watchers.delete(one);
};

/** How the server is reached now. */
export function useReach(): Reach {
  return useSyncExternalStore(watch, () => state.reach);
}

/** What is shown was seen before this window was opened. */
export function heardAt(moment: number): void {
  if (state.reach !== "live") state.since = moment;
}

/** The moment by this machine's clock at which the server was heard last. */
export function lastHeard(): number {
  return state.reach === "live" ? Date.now() : state.since;
}

/** Listen as long as somebody is signed in; where no stream gets through, ask again and again. Once, in the shell. */
export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const refresh = refresher(client);
    const gone = () => void client.invalidateQueries({ queryKey: meQuery.queryKey });
    // Found out of reach: what was seen today may be read on. Reached again: who is signed in, and all that is shown, is asked anew.
    const reached = (reach: Reach) => {
      const back = state.reach === "offline" && reach !== "offline";
      setReach(reach);
      if (reach === "offline") recall(client);
      if (!back) return;
      client.removeQueries({ queryKey: ["form"], type: "inactive" });
      refresh.hear({ name: "reset" });
      for (const { queryKey } of [meQuery, workspaceQuery]) void client.invalidateQueries({ queryKey });
    };
    const close = listen(refresh.hear, reached, gone);
    const poll = setInterval(() => state.reach === "polling" && refresh.hear({ name: "reset" }), POLL);
    return () => {
      clearInterval(poll);
      close();
      refresh.stop();
    };
  }, [client]);
}
