/** Sends what was kept as soon as the server is reached again: each under the key of its first try, so nothing is done twice. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../api/clock";
import { draftsQuery, dropDraft } from "../api/drafts";
import { Refused } from "../api/http";
import { forget, send } from "../api/records";
import { meQuery } from "../api/session";
import { useReach } from "../events/live";
import { forgetDraft } from "../forms/use_draft";
import { allUnsent, dropUnsent, keepUnsent, type Unsent, useUnsent } from "./unsent";

const EVERY = 15_000; // milliseconds between two tries
/** The server knows a key for a day: what lies longer is sent again only by hand. */
const FRESH = 20 * 3_600_000; // milliseconds
const LOCK = "pointsman.unsent";

export const stale = (one: Unsent) => Date.parse(one.at) < now() - FRESH;

/** Once, in the shell. */
export function useDelivery(): void {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const reached = ["live", "polling"].includes(useReach());
  const some = useUnsent().some((one) => !one.refused && !stale(one));
  useEffect(() => {
    if (!reached || !some) return;
    const go = () =>
      void deliver(client, (one) => void message.success(t("offline.sent", { label: one.label })));
    go();
    const again = setInterval(go, EVERY);
    return () => clearInterval(again);
  }, [client, message, t, reached, some]);
}

/** One window at a time, one after the other in the order of writing; the first that does not get through ends the round. */
async function deliver(client: QueryClient, sent: (one: Unsent) => void): Promise<void> {
  const all = async () => {
    // The token against forged requests is that of the session as it is now, and may be another than before.
    const me = await client.fetchQuery({ ...meQuery, staleTime: 0, retry: false }).catch(() => null);
    if (!me) return;
    for (const one of allUnsent().filter((waiting) => !waiting.refused && !stale(waiting)))
      if (!(await tried(client, one, sent))) return;
  };
  if ("locks" in navigator)
    await navigator.locks.request(LOCK, { ifAvailable: true }, (mine) => mine && all());
  else await all();
}

async function tried(client: QueryClient, one: Unsent, sent: (one: Unsent) => void): Promise<boolean> {
  try {
    await send(one.command);
  } catch (error) {
    if (!(error instanceof Refused) || error.undecided) return false;
    keepUnsent({ ...one, refused: error.reasons });
    return true;
  }
  dropUnsent(one.command.key);
  forgetDraft(one.draft);
  sent(one);
  await dropDraft(one.draft).catch(() => undefined); // it may be that none was kept with the account
  await client.invalidateQueries({ queryKey: draftsQuery.queryKey });
  await forget(client);
  return true;
}
