/** Which answers that are kept here a change touches, and asking for them again: at once, or with others after a while. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { Told } from "./told";

/** `now`: what one looks at. `soon`: lists and figures, of which a busy house changes one every second. */
type When = "now" | "soon";

const TOGETHER = 150; // milliseconds in which events of one change come
const SOON = 4_000; // milliseconds between two times that lists are asked for
/** What no change of a record alters; a form that is being filled in must not change under the hands. */
const STILL = new Set(["me", "workspace", "form", "search", "settings"]);
/** Figures over many records cost more than lists: they are asked for again every minute, not at each change. */
const SLOW = "figures";
const OF_ONE = new Set(["one", "offers", "history", "messages"]);

/** Whether, and when, the answer under a key is to be asked for again. */
export function touched(told: Told, key: QueryKey): When | undefined {
  const [room, entity, kind, ...rest] = key;
  if (told.name === "hello" || STILL.has(String(room))) return undefined;
  if (told.name === "reset") return "now";
  if (room === SLOW) return undefined;
  if (told.name === "inbox") return room === "inbox" ? "now" : undefined;
  if (told.name === "queue") return room === "queue" || room === "approvals" ? "now" : undefined;
  if (room === "inbox" || room === "queue") return undefined;
  if (room !== "records") return "soon";
  if (rest.includes(told.id) && entity === told.entity) return "now";
  return entity === told.entity && !OF_ONE.has(String(kind)) ? "soon" : undefined;
}

/** Takes events and asks again for what they touch. Gives what takes one, and what ends it. */
export function refresher(client: QueryClient) {
  let waiting: Told[] = [];
  let lists: Told[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let listTimer: ReturnType<typeof setTimeout> | undefined;
  let listsAt = 0;
  const again = (told: Told[], when: When) =>
    void client.invalidateQueries({
      predicate: (query) => told.some((one) => touched(one, query.queryKey) === when),
    });
  const all = () => {
    timer = undefined;
    again(waiting, "now");
    waiting = [];
    listTimer ??= setTimeout(allLists, Math.max(0, listsAt + SOON - Date.now()));
  };
  const allLists = () => {
    listTimer = undefined;
    listsAt = Date.now();
    again(lists, "soon");
    lists = [];
  };
  return {
    hear: (told: Told) => {
      if (told.name !== "record" || !known(client, told)) waiting.push(told);
      lists.push(told);
      timer ??= setTimeout(all, TOGETHER);
    },
    stop: () => {
      clearTimeout(timer);
      clearTimeout(listTimer);
    },
  };
}

/** Whether the record is here already as it is now: one's own change, of which all was asked for again. */
function known(client: QueryClient, told: Extract<Told, { name: "record" }>): boolean {
  const kept = client.getQueryState<{ version: number }>(["records", told.entity, "one", told.id]);
  return kept?.data?.version === told.version && !kept.isInvalidated;
}
