/** Moments and local times of one zone, and the spans that a calendar shows. Weeks begin on Monday. */
import { Temporal } from "temporal-polyfill";

export type Look = "day" | "week" | "month" | "people";

/** `2026-03-02T14:30` of a moment. */
export function localOf(moment: string, zone: string): string {
  return zoned(moment, zone).toPlainDateTime().toString({ smallestUnit: "minute" });
}

/** The moment of a local time; one that a clock change skips is the first after it. */
export function momentOf(local: string, zone: string): string {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant().toString();
}

export function dayOf(moment: string, zone: string): string {
  return zoned(moment, zone).toPlainDate().toString();
}

/** Minutes from local midnight. */
export function minuteOf(moment: string, zone: string): number {
  const at = zoned(moment, zone);
  return at.hour * 60 + at.minute;
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

function zoned(moment: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(moment).toZonedDateTimeISO(zone);
}
