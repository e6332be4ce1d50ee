/** The keys that do something with what was typed. The only place that knows Enter: see `composing.ts`. */
import { type KeyboardEvent as ReactKey, useEffect, useRef } from "react";
import { isComposing } from "./composing";

/** The name of the key, for what takes it as a shortcut. */
export const ENTER = "Enter";

const isEnter = (event: { key: string }) => event.key === ENTER;

/** Whether Enter alone was pressed, and not to end a word that is being composed. */
export function isPlainEnter(event: KeyboardEvent): boolean {
  return isEnter(event) && !isComposing(event) && !event.ctrlKey && !event.metaKey;
}

/** What a field does on Enter, unless a word is being composed. */
export function onEnter(act: () => void) {
  return (event: ReactKey) => {
    if (!isPlainEnter(event.nativeEvent)) return;
    event.preventDefault();
    act();
  };
}

/** Ctrl+Enter (or Command+Enter) within a form sends this form. */
export function onSending(act: () => void) {
  return (event: ReactKey) => {
    if (!isSending(event.nativeEvent)) return;
    event.preventDefault();
    act();
  };
}

/** The same keys anywhere else send what is being filled in: the form that opened last. */
export function useSending(act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const mine = () => latest.current();
    forms.push(mine);
    if (forms.length === 1) addEventListener("keydown", pressed);
    return () => {
      forms.splice(forms.indexOf(mine), 1);
      if (forms.length === 0) removeEventListener("keydown", pressed);
    };
  }, []);
}

const forms: (() => void)[] = [];

function pressed(event: KeyboardEvent): void {
  if (!isSending(event) || event.defaultPrevented) return;
  event.preventDefault();
  forms.at(-1)?.();
}

function isSending(event: KeyboardEvent): boolean {
  return isEnter(event) && (event.ctrlKey || event.metaKey) && !isComposing(event);
}
