/**
 * What a person saw lately, kept in this browser so that it can be read while the server is out of reach. Kept is only
 * what a screen was drawn from, never what was merely fetched ahead; a masked value that was shown whole is no such answer.
 */
import { hydrate, type Query, type QueryClient } from "@tanstack/react-query";
import { Refused } from "../api/http";
import { type Me, meQuery } from "../api/session";
import { own } from "./owner";

const PLACE = "pointsman.seen.";
const WHO = String(meQuery.queryKey[0]);
const ROOMS = new Set([WHO, "workspace", "settings", "queue", "records", "form", "drafts", "papers"]);
const FIRST = [WHO, "workspace"]; // without these nothing else can be shown
const MOST = 120; // answers
const SPACE = 2_000_000; // characters of all answers together; browsers give five million
const OLD = 12 * 3_600_000; // milliseconds
const PAUSE = 1_000; // milliseconds in which answers gather before they are written

interface Kept {
  hash: string;
  key: Query["queryKey"];
  state: Query["state"];
}

/** Begin to keep what is seen. Gives what ends it. */
export function keepSeen(client: QueryClient): () => void {
  const waiting = new Set<Query>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const query of waiting) put(query);
    waiting.clear();
  };
  const end = client.getQueryCache().subscribe((event) => {
    const { type, query } = event;
    if (type === "updated" && denied(query)) {
      waiting.delete(query);
      return localStorage.removeItem(PLACE + query.queryHash);
    }
    if (type !== "observerAdded" && !(type === "updated" && event.action.type === "success")) return;
    if (query.queryKey[0] === WHO && type === "updated") known(query.state.data as Me | null);
    if (!worth(query, client)) return;
    waiting.add(query);
    timer ??= setTimeout(write, PAUSE);
  });
  addEventListener("pagehide", write);
  return () => {
    end();
    clearTimeout(timer);
    removeEventListener("pagehide", write);
  };
}

/** Show again what was seen, where nothing newer is known. Gives the moment of the latest of it, if there is anything. */
export function recall(client: QueryClient): number | undefined {
  const kept = places().filter(({ at }) => at > Date.now() - OLD);
  const queries = kept.map(({ at, text }) => {
    const { key, hash, state } = JSON.parse(text.slice(text.indexOf(" "))) as Kept;
    return { queryKey: key, queryHash: hash, state, dehydratedAt: at };
  });
  hydrate(client, { queries, mutations: [] }, { defaultOptions: { queries: { gcTime: OLD } } });
  return kept.length > 0 ? Math.max(...kept.map(({ at }) => at)) : undefined;
}

/** A session that has ended shows nothing any more; another person's begins with nothing. */
function known(me: Me | null): void {
  if (me) own(me.login);
  else for (const { place } of places()) localStorage.removeItem(place);
}

/**
 * A form is kept when it was only fetched ahead too, so that it can be filled in out of reach: one for a new record holds
 * nothing of any record, and one that is about a record nothing but what this person may see of it, once they looked at it.
 */
function worth(query: Query, client: QueryClient): boolean {
  const [room, , entity, record] = query.queryKey;
  if (!ROOMS.has(String(room)) || !query.state.data || denied(query)) return false;
  if (query.getObserversCount() > 0 || room === WHO) return true;
  if (room !== "form") return false;
  const about = ["records", entity, "one", record];
  return !record || (client.getQueryCache().find({ queryKey: about })?.getObserversCount() ?? 0) > 0;
}

function put({ queryHash: hash, queryKey: key, state }: Query): void {
  if (!state.data) return;
  // Whoever reads this file may not act with it: the token against forged requests comes anew with the connection.
  const data = key[0] === WHO ? { ...(state.data as Me), csrf: null } : state.data;
  const clean = { ...state, data, status: "success" as const, error: null, fetchFailureReason: null };
  const kept: Kept = { hash, key, state: { ...clean, fetchMeta: null } };
  const text = `${state.dataUpdatedAt} ${JSON.stringify(kept)}`;
  if (!makeRoom(text.length, PLACE + hash)) return;
  try {
    localStorage.setItem(PLACE + hash, text);
  } catch {
    // No space was given: what was seen cannot be read out of reach, all else goes on.
  }
}

/** Whether the server says no to it, such as to a record that is not this person's any more. */
function denied({ state: { error } }: Query): boolean {
  return error instanceof Refused && error.status >= 400 && error.status < 500;
}

/** Throw away what was seen longest ago, until so many characters fit. Gives whether they do. */
function makeRoom(wanted: number, place: string): boolean {
  if (wanted > SPACE) return false;
  const others = places().filter((one) => one.place !== place);
  let size = others.reduce((sum, one) => sum + one.text.length, wanted);
  let count = others.length + 1;
  for (const one of others.sort((a, b) => a.at - b.at)) {
    if (size <= SPACE && count <= MOST) break;
    if (FIRST.some((room) => one.place.startsWith(`${PLACE}["${room}"`))) continue;
    localStorage.removeItem(one.place);
    size -= one.text.length;
    count -= 1;
  }
  return size <= SPACE;
}

/** Where things are kept, and of when they are; they are read only when they are wanted. */
function places(): { place: string; at: number; text: string }[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(PLACE))
    .map((place) => {
      const text = localStorage.getItem(place) ?? "";
      return { place, at: Number.parseInt(text, 10) || 0, text };
    });
}
