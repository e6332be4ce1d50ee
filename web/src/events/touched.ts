/** Which answers that are kept here a change touches, and asking for them again: at once, or with others after a while. */
import type { QueryClient, QueryKey } from "@tanstack/react-query";
import type { Told } from "./told";

/** `now`: what one looks at. `shown`: what is followed on a page. `soon`: lists and figures, of which a busy house changes one every second. */
type When = "now" | "shown" | "soon";

const TOGETHER = 150; // milliseconds in which events of one change come
const APART = { shown: 1_000, soon: 4_000 } as const; // milliseconds between two times that these are asked for
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
  if (entity !== told.entity || OF_ONE.has(String(kind))) return undefined;
  return kind === "block" ? "shown" : "soon";
}

/** Takes events and asks again for what they touch. Gives what takes one, and what ends it. */
export function refresher(client: QueryClient) {
  const again = (told: Told[], when: When) =>
    void client.invalidateQueries({
      predicate: (query) => told.some((one) => touched(one, query.queryKey) === when),
    });
  const shown = gathered(APART.shown, (told) => again(told, "shown"));
  const soon = gathered(APART.soon, (told) => again(told, "soon"));
  const now = gathered(0, (told) => again(told, "now"));
  return {
    hear: (told: Told) => {
      if (told.name !== "record" || !known(client, told)) now.hear(told);
      shown.hear(told);
      soon.hear(told);
    },
    stop: () => {
      for (const one of [now, shown, soon]) one.stop();
    },
  };
}

/** Gathers what comes together, and gives it on not more often than every so many milliseconds. */
function gathered(apart: number, give: (told: Told[]) => void) {
  let waiting: Told[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  const all = () => {
    timer = undefined;
    last = Date.now();
    give(waiting);
    waiting = [];
  };
  return {
    hear: (told: Told) => {
      waiting.push(told);
      timer ??= setTimeout(all, Math.max(TOGETHER, last + apart - Date.now()));
    },
    stop: () => clearTimeout(timer),
  };
}

/** Whether the record is here already as it is now: one's own change, of which all was asked for again. */
function known(client: QueryClient, told: Extract<Told, { name: "record" }>): boolean {
  const kept = client.getQueryState<{ version: number }>(["records", told.entity, "one", told.id]);
  return kept?.data?.version === told.version && !kept.isInvalidated;
}
