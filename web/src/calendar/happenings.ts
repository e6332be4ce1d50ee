/** Records as what happens at a time: when, how long, who, and what it is called. */
import type { Json } from "../api/http";
import type { Row } from "../api/records";
import type { Block, Entity } from "../api/workspace";
import { nameOf } from "../pages/row_name";

const HOUR = 3_600_000;
const DURATION = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

export interface Happening {
  row: Row;
  name: string;
  /** A moment, or a day alone. */
  at: string;
  until: string;
  allDay: boolean;
  person: string | null;
  /** Whether it came to its end, or was called off: it is shown but not moved. */
  over?: "done" | "off";
}

export function happeningOf(
  row: Row,
  kind: Entity,
  block: Block,
  titles: Record<string, string>,
): Happening | undefined {
  const at = row.values[block.at ?? ""];
  if (typeof at !== "string") return undefined;
  const allDay = kind.fields[block.at ?? ""]?.kind === "date";
  const person = row.values[block.person ?? ""];
  return {
    row,
    name: nameOf(kind, row, block.fields, (place) => titles[place]),
    at,
    until: allDay ? at : endOf(at, row.values[block.until ?? ""]),
    allDay,
    person: typeof person === "string" ? person : null,
    over: overAs(kind, String(row.values.state ?? "")),
  };
}

/** What ends where the usual way ends was done. */
function overAs(kind: Entity, state: string): Happening["over"] {
  if (!kind.states[state]?.final) return undefined;
  return kind.path.includes(state) ? "done" : "off";
}

/** A moment, a number of minutes, or a duration; an hour where nothing is said. */
function endOf(at: string, until: Json | undefined): string {
  const begin = Date.parse(at);
  if (typeof until === "number") return new Date(begin + until * 60_000).toISOString();
  if (typeof until === "string") {
    const [found, days = 0, hours = 0, minutes = 0, seconds = 0] = (DURATION.exec(until) ?? []).map((part) =>
      Number(part ?? 0),
    );
    if (found !== undefined)
      return new Date(begin + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000).toISOString();
    if (Date.parse(until) > begin) return until;
  }
  return new Date(begin + HOUR).toISOString();
}
