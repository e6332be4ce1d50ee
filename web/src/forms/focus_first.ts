const EMPTY_FIRST =
  "[role=radiogroup][aria-required=true]:not(:has([aria-checked=true])) button[tabindex='0'], input[aria-required=true]:not([value]):not([type=hidden]), input[aria-required=true][value='']";
const ANY = "[role=radiogroup] button[tabindex='0'], input:not([type=hidden]):not([disabled]), textarea";

/** The first field that has to be filled in takes the focus. */
export function focusFirst(place: HTMLElement | null): void {
  const found = place?.querySelector<HTMLElement>(EMPTY_FIRST) ?? place?.querySelector<HTMLElement>(ANY);
  setTimeout(() => found?.focus());
}
