/** The keys that do something with what was typed. The only place that knows Enter: see `composing.ts`. */
import { type KeyboardEvent as ReactKey, useEffect, useRef } from "react";
import { isComposing } from "./composing";

const isEnter = (event: { key: string }) => event.key === "Enter";

/** What a field does on Enter, unless a word is being composed. */
export function onEnter(act: () => void) {
  return (event: ReactKey) => {
    if (!isEnter(event) || isComposing(event.nativeEvent) || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    act();
  };
}

/** Ctrl+Enter (or Command+Enter) anywhere sends what is being filled in: the form that opened last. */
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
  if (!isEnter(event) || !(event.ctrlKey || event.metaKey) || isComposing(event)) return;
  event.preventDefault();
  forms.at(-1)?.();
}
