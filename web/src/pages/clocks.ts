/** What time says about a record: how long it has been where it is, and which of its moments is near or past. */
import type { Row } from "../api/records";
import type { Entity } from "../api/workspace";

export interface Due {
  at: string;
  /** Past it is late; within the last part of its time it is near. */
  how: "late" | "near" | "ahead";
}

const NEAR = 30 * 60_000; // milliseconds: what is due within half an hour is near
const SHARE = 0.5; // of a stopwatch: from half of its time on

/** The fields by which the time of a record is told: stopwatches, the next action, and since when it is in its state. */
export function timeFields(kind: Entity): string[] {
  const clocks = Object.entries(kind.fields)
    .filter(([, field]) => field.clock)
    .map(([name]) => name);
  return ["entered_at", ...clocks, ...(kind.next_action ? [kind.next_action.at] : [])].filter(
    (name) => name in kind.fields,
  );
}

/** The nearest moment that the record has to keep: of its running stopwatches, else of its next action. */
export function dueOf(kind: Entity, row: Row, now: number): Due | undefined {
  const clocks = new Set(Object.values(kind.fields).flatMap((field) => field.clock ?? []));
  const found = [...clocks].flatMap((clock) => {
    const at = row.values[`${clock}_due_at`];
    const status = row.values[`${clock}_status`];
    const since = row.values[`${clock}_started_at`];
    if (typeof at !== "string" || (status !== "running" && status !== "missed")) return [];
    return [{ at, how: judged(at, now, typeof since === "string" ? since : undefined) }];
  });
  const next = kind.next_action && row.values[kind.next_action.at];
  if (typeof next === "string" && !isFinal(kind, row)) found.push({ at: next, how: judged(next, now) });
  return found.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0];
}

function judged(at: string, now: number, since?: string): Due["how"] {
  const left = Date.parse(at) - now;
  if (left <= 0) return "late";
  const near = since ? (Date.parse(at) - Date.parse(since)) * SHARE : NEAR;
  return left <= near ? "near" : "ahead";
}

export function isFinal(kind: Entity, row: Row): boolean {
  return kind.states[String(row.values.state)]?.final === true;
}
