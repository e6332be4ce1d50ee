const EMPTY_FIRST =
  "[role=radiogroup][aria-required=true]:not(:has([aria-checked=true])) button[tabindex='0'], input[aria-required=true]:not([value]):not([type=hidden]), input[aria-required=true][value='']";
const ANY = "[role=radiogroup] button[tabindex='0'], input:not([type=hidden]):not([disabled]), textarea";

const SEND = "button[type=submit]";

/** The first field that has to be filled in takes the focus; where nothing can be filled in, what sends it. */
export function focusFirst(place: HTMLElement | null): void {
  const first = (which: string) => place?.querySelector<HTMLElement>(which);
  const found = first(EMPTY_FIRST) ?? first(ANY) ?? first(SEND);
  setTimeout(() => found?.focus());
}
