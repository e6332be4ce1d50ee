import { useEffect, useRef } from "react";

const TYPED_IN = "input, textarea, select, [contenteditable=true]";

/** Whether a key belongs to somebody who is typing, or to an input method that composes. */
export function isTyping(event: KeyboardEvent): boolean {
  const at = event.target instanceof Element ? event.target.closest(TYPED_IN) : null;
  return at !== null || event.isComposing || event.keyCode === 229;
}

/** Do something when a single key is pressed anywhere but in a field. */
export function useShortcut(key: string, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
      event.preventDefault();
      latest.current();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [key]);
}
