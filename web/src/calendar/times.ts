/** Days and minutes of moments, and the spans that a calendar shows. Weeks begin on Monday. */
import { Temporal } from "temporal-polyfill";
import { wallOf } from "../fields/wall";

export type Look = "day" | "week" | "month" | "people";

export function dayOf(moment: string, zone: string): string {
  return wallOf(moment, zone).slice(0, 10);
}

/** Minutes from local midnight. */
export function minuteOf(moment: string, zone: string): number {
  const [hour, minute] = wallOf(moment, zone).slice(11).split(":").map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

/** The first day that is shown, and the one after the last. */
export function spanOf(look: Look, day: string): [from: string, until: string] {
  const at = Temporal.PlainDate.from(day);
  if (look === "day" || look === "people") return [day, at.add({ days: 1 }).toString()];
  if (look === "week") {
    const monday = at.subtract({ days: at.dayOfWeek - 1 });
    return [monday.toString(), monday.add({ days: 7 }).toString()];
  }
  const first = at.with({ day: 1 });
  const monday = first.subtract({ days: first.dayOfWeek - 1 });
  return [monday.toString(), monday.add({ days: 42 }).toString()];
}

/** The day in the span before or after. */
export function stepped(look: Look, day: string, by: 1 | -1): string {
  const at = Temporal.PlainDate.from(day);
  const step = look === "month" ? { months: by } : { days: look === "week" ? 7 * by : by };
  return at.add(step).toString();
}
