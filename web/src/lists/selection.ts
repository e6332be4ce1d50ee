/** Which rows are chosen and where the keyboard stands; kept while one looks at a record and comes back. */
import { useEffect, useRef, useState } from "react";
import type { Row } from "../api/records";
import { isTyping } from "../shell/shortcuts";

interface Kept {
  chosen: Map<string, Row>;
  at: string | undefined;
}

const kept = new Map<string, Kept>();

export interface Selection {
  chosen: ReadonlyMap<string, Row>;
  at: string | undefined;
  toggle: (row: Row, range?: boolean) => void;
  choose: (rows: Row[]) => void;
  stand: (id: string) => void;
  clear: () => void;
}

/** `place` names the list; another one begins with nothing chosen. */
export function useSelection(place: string, rows: Row[], open: (row: Row) => void): Selection {
  const [now, setNow] = useState<Kept>(() => kept.get(place) ?? { chosen: new Map(), at: undefined });
  const last = useRef<string>(undefined);
  const keep = (next: Kept) => {
    kept.set(place, next);
    setNow(next);
  };
  const toggle = (row: Row, range = false) => {
    const chosen = new Map(now.chosen);
    const on = !chosen.has(row.id);
    const between = range && last.current ? reach(rows, last.current, row.id) : [row];
    for (const one of between) {
      if (range || on) chosen.set(one.id, one);
      else chosen.delete(one.id);
    }
    last.current = row.id;
    keep({ chosen, at: row.id });
  };
  const choose = (wanted: Row[]) => keep({ ...now, chosen: new Map(wanted.map((row) => [row.id, row])) });
  const clear = () => keep({ ...now, chosen: new Map() });
  const stand = (id: string) => keep({ ...now, at: id });
  const step = (by: number, range: boolean) => {
    const from = rows.findIndex((row) => row.id === now.at);
    const next = rows[Math.min(rows.length - 1, Math.max(0, from + by))];
    if (!next) return;
    // Enter is for the row from here on, no longer for the button that was pressed last.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (!range) return stand(next.id);
    const chosen = new Map(now.chosen);
    for (const one of reach(rows, now.at ?? next.id, next.id)) chosen.set(one.id, one);
    last.current = next.id;
    keep({ chosen, at: next.id });
  };
  const latest = useRef({ rows, now, toggle, step, open, clear });
  latest.current = { rows, now, toggle, step, open, clear };
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector("[role=dialog]")) return;
      const { rows: all, now: here, ...act } = latest.current;
      const row = all.find((one) => one.id === here.at);
      const key = event.key.toLowerCase();
      if (key === "j") act.step(1, event.shiftKey);
      else if (key === "k") act.step(-1, event.shiftKey);
      else if (key === "x" && row) act.toggle(row, event.shiftKey);
      else if (key === "enter" && row && !onControl(event)) act.open(row);
      else if (key === "escape" && here.chosen.size) act.clear();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
  useEffect(() => {
    if (now.at) document.querySelector(`[data-row-key="${now.at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [now.at]);
  return { chosen: now.chosen, at: now.at, toggle, choose, stand, clear };
}

/** The rows from one to another, both included, whichever comes first. */
function reach(rows: Row[], from: string, to: string): Row[] {
  const ends = [from, to].map((id) => rows.findIndex((row) => row.id === id));
  return rows.slice(Math.max(0, Math.min(...ends)), Math.max(...ends) + 1);
}

/** Enter on a button or a link is theirs. */
function onControl(event: KeyboardEvent): boolean {
  return (
    event.target instanceof Element &&
    event.target.closest("a, button, [role=button], [role=menuitem]") !== null
  );
}
