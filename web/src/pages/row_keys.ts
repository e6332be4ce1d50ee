/** Going through rows by the arrows, or J and K: up and down in a column, left and right between columns. */
import { type KeyboardEvent, type RefObject, useCallback } from "react";
import { isTyping } from "../shell/shortcuts";

const ROW = "[data-row]";
const COLUMN = "[data-column]";
const STEPS: Readonly<Record<string, [rows: number, columns: number]>> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  j: [1, 0],
  k: [-1, 0],
};

/** `keys` for the place with the columns; `enter` goes to the first row in it. */
export function useRowKeys(place: RefObject<HTMLElement | null>) {
  const enter = useCallback(() => {
    if (!place.current?.contains(document.activeElement?.closest(ROW) ?? null))
      place.current?.querySelector<HTMLElement>(ROW)?.focus();
  }, [place]);
  const keys = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      const step = STEPS[event.key];
      const at = event.target instanceof Element ? event.target.closest(ROW) : null;
      if (
        !step ||
        !at ||
        event.defaultPrevented ||
        isTyping(event.nativeEvent) ||
        event.ctrlKey ||
        event.metaKey
      )
        return;
      const next = nextOf(place.current, at, step);
      if (!next) return;
      event.preventDefault();
      next.focus();
    },
    [place],
  );
  return { keys, enter };
}

/** The row so many rows further in the column, or at the same height of the nearest column with rows that way. */
function nextOf(
  place: HTMLElement | null,
  at: Element,
  [rows, columns]: [number, number],
): HTMLElement | undefined {
  const all = [...(place?.querySelectorAll(COLUMN) ?? [])].map((one) => [
    ...one.querySelectorAll<HTMLElement>(ROW),
  ]);
  const column = all.findIndex((one) => one.includes(at as HTMLElement));
  const row = all[column]?.indexOf(at as HTMLElement) ?? 0;
  if (rows) return all[column]?.[row + rows];
  for (let next = column + columns; next >= 0 && next < all.length; next += columns) {
    const there = all[next];
    if (there?.length) return there[Math.min(row, there.length - 1)];
  }
  return undefined;
}
