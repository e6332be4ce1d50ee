/**
 * Enter while an input method composes takes a word, and nothing else. Browsers do not agree on how they say so: the key
 * may be marked as composing, may have the code 229, or may come just after the end of the composition. One guard in front
 * of everything sees to it, so that no form, list or dialog ever takes such a key for its own.
 */

const SETTLES = 40; // milliseconds after the end of a composition in which its last key may still come
const CODE = 229; // the key code of a key that an input method has taken

let open = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Whether an input method composes at this moment, or has only just ended. */
export function isComposing(event?: { isComposing?: boolean; keyCode?: number }): boolean {
  return open || event?.isComposing === true || event?.keyCode === CODE;
}

function begin(): void {
  clearTimeout(timer);
  open = true;
}

function end(): void {
  clearTimeout(timer);
  timer = setTimeout(() => {
    open = false;
  }, SETTLES);
}

function guard(event: KeyboardEvent): void {
  const takes = event.key === "Enter" || event.key === "Escape" || event.keyCode === CODE;
  if (!takes || !isComposing(event)) return;
  event.stopImmediatePropagation();
  // The word is taken already when this comes late; what is left would send the form.
  if (event.key === "Enter") event.preventDefault();
}

/** Stand guard over a window; once, before anything else listens. Gives what ends it. */
export function guardComposing(over: Window = window): () => void {
  const kinds = { compositionstart: begin, compositionend: end, keydown: guard, keypress: guard } as const;
  for (const [kind, act] of Object.entries(kinds)) over.addEventListener(kind, act as EventListener, true);
  return () => {
    for (const [kind, act] of Object.entries(kinds))
      over.removeEventListener(kind, act as EventListener, true);
  };
}
