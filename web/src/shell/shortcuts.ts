/** The keys that do something on the present screen. Rooms say which; help, palette and settings read them here. */
import { useLayoutEffect, useRef, useSyncExternalStore } from "react";
import { isComposing } from "../fields/composing";
import { ENTER } from "../fields/enter";

const TYPED_IN = "input, textarea, select, [contenteditable=true]";
const PRESSED = "button:not([aria-current=true]), a, summary, [role=button], [role=tab], [role=radio]";
const OVER = "[role=dialog], [role=menu], [role=listbox]";
const PAUSE = 1_500; // milliseconds in which the second key of two must come

/** `key` is how it is kept and, unless somebody chose another, pressed: `j`, `g t`, `mod+k`. Without one: a command. */
export interface Shortcut {
  key: string;
  label?: string;
  act: () => void;
}

/** How a person likes keys: single ones not at all, or others than usual. */
export interface Liked {
  off?: boolean;
  keys?: Record<string, string>;
}

let liked: Liked = {};
let here: readonly Shortcut[] = [];
let pending = "";
let pause: ReturnType<typeof setTimeout> | undefined;
const watchers = new Set<() => void>();

const changed = () => {
  for (const one of watchers) one();
};
const watch = (one: () => void) => {
  watchers.add(one);
  return () => watchers.delete(one);
};

/** What a person has chosen in the settings. */
export function likeKeys(next: Liked): void {
  liked = next;
  changed();
}

/** The key that is pressed for a shortcut by this person; empty when single keys are switched off. */
export function pressedFor(key: string): string {
  if (key.startsWith("mod+")) return key;
  return liked.off ? "" : (liked.keys?.[key] ?? key);
}

/** Whether a key belongs to somebody who is typing, or to an input method that composes. */
export function isTyping(event: KeyboardEvent): boolean {
  const at = event.target instanceof Element ? event.target.closest(TYPED_IN) : null;
  return at !== null || isComposing(event);
}

/** Do something when a key is pressed anywhere but in a field. With a label, help and palette tell of it. */
export function useShortcut(key: string, act: () => void, label?: string): void {
  const latest = useRef(act);
  latest.current = act;
  useLayoutEffect(() => add([{ key, label, act: () => latest.current() }]), [key, label]);
}

/** What can be done here without a key of its own, such as the steps of a record. */
export function useCommands(commands: { label: string; act: () => void }[]): void {
  const latest = useRef(commands);
  latest.current = commands;
  const names = commands.map((one) => one.label).join("\n");
  useLayoutEffect(() => {
    if (!names) return;
    return add(
      names.split("\n").map((label, at) => ({ key: "", label, act: () => latest.current[at]?.act() })),
    );
  }, [names]);
}

/** Everything that can be done on the present screen; of several with one key the one that came last. */
export function useHere(): readonly Shortcut[] {
  return useSyncExternalStore(watch, () => here);
}

function add(more: Shortcut[]): () => void {
  here = [...here, ...more];
  changed();
  return () => {
    here = here.filter((one) => !more.includes(one));
    changed();
  };
}

/** Listen for keys; once. */
export function listenForKeys(): () => void {
  addEventListener("keydown", pressed);
  return () => removeEventListener("keydown", pressed);
}

function pressed(event: KeyboardEvent): void {
  if (event.altKey || event.defaultPrevented || isComposing(event)) return;
  const name = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const found = event.ctrlKey || event.metaKey ? byKey(`mod+${name}`) : single(event, name);
  if (!found) return;
  event.preventDefault();
  found.act();
}

function single(event: KeyboardEvent, name: string): Shortcut | undefined {
  clearTimeout(pause);
  const keys = pending ? `${pending} ${name}` : name;
  pending = "";
  if (isTyping(event) || (event.target instanceof Element && event.target.closest(OVER))) return undefined;
  if (name === ENTER && event.target instanceof Element && event.target.closest(PRESSED)) return undefined;
  if (here.some((one) => one.key && pressedFor(one.key).startsWith(`${keys} `))) {
    pending = keys;
    pause = setTimeout(() => {
      pending = "";
    }, PAUSE);
    return undefined;
  }
  return byKey(keys) ?? (keys === name ? undefined : byKey(name));
}

function byKey(keys: string): Shortcut | undefined {
  return here.findLast((one) => one.key !== "" && pressedFor(one.key) === keys);
}
