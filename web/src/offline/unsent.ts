/** What was sent while the server was out of reach: kept in this browser, as it was, until it gets through under the same key. */
import { useSyncExternalStore } from "react";
import type { Reason } from "../api/http";
import type { Command } from "../api/records";
import type { Filled } from "./slip";

const PLACE = "pointsman.unsent";
const MOST = 100;

export interface Unsent {
  command: Command;
  /** What it is, in words: the form, and what it is about. */
  label: string;
  at: string;
  /** What of the form was filled in, to be read without the server. */
  filled: Filled[];
  /** Under which name its beginnings are kept with the account. */
  draft: string;
  /** Why the server would not have it; it is not sent again by itself. */
  refused?: Reason[];
}

const watchers = new Set<() => void>();
let known: { text: string; all: Unsent[] } = { text: "", all: [] };

/** All of it, the oldest first. */
export function allUnsent(): Unsent[] {
  const text = localStorage.getItem(PLACE) ?? "[]";
  if (text !== known.text) known = { text, all: JSON.parse(text) as Unsent[] };
  return known.all;
}

export function useUnsent(): Unsent[] {
  return useSyncExternalStore(watch, allUnsent);
}

/** Keep one, in the place of an earlier one of its key. Gives whether there was room for it. */
export function keepUnsent(one: Unsent): boolean {
  const others = allUnsent().filter(({ command }) => command.key !== one.command.key);
  if (others.length >= MOST) return false;
  return write([...others, one]);
}

/** It got through, or was thrown away. */
export function dropUnsent(key: string): void {
  const others = allUnsent().filter(({ command }) => command.key !== key);
  if (others.length < allUnsent().length) write(others);
}

function write(all: Unsent[]): boolean {
  try {
    localStorage.setItem(PLACE, JSON.stringify(all));
  } catch {
    return false;
  }
  for (const one of watchers) one();
  return true;
}

function watch(one: () => void): () => void {
  watchers.add(one);
  addEventListener("storage", one);
  return () => {
    watchers.delete(one);
    removeEventListener("storage", one);
  };
}
