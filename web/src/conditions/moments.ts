/** Spans and windows of days around now. */
import { addMonths, civil, DAY, dayOf, floorDivide, SECOND } from "./calendar";
import { type Duration, roughSeconds } from "./duration";
import { resolve, type Zone } from "./zone";

// What is moved beyond the calendar stops here, a few days from its ends so that every zone has a day for it.
const FIRST = BigInt(dayOf(2, 1, 1)) * DAY;
const LAST = BigInt(dayOf(9999, 12, 1)) * DAY;
const LAST_DAY = dayOf(9999, 12, 31);
const FIRST_DAY = dayOf(1, 1, 2);

type Unit = "day" | "week" | "month" | "quarter" | "year";
const MONTHS = { month: 1, quarter: 3, year: 12 };
const SHIFTS: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1 };
const DAY_WORDS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };

/** What `during` may name: unit, and how many units from the present one. */
export function windowOf(name: string): readonly [Unit, number] | undefined {
  if (Object.hasOwn(DAY_WORDS, name)) return ["day", DAY_WORDS[name] ?? 0];
  const found = /^(last|this|next)_(week|month|quarter|year)$/.exec(name);
  return found ? [found[2] as Unit, SHIFTS[found[1] ?? ""] ?? 0] : undefined;
}

/** The first and the last day of a window (weeks begin on Monday). */
export function windowDays([unit, shift]: readonly [Unit, number], today: number): [number, number] {
  if (unit === "day") return [today + shift, today + shift];
  const { year, month, weekday } = civil(today);
  if (unit === "week") {
    const monday = today - weekday + 7 * shift;
    return [monday, monday + 6];
  }
  const months = MONTHS[unit];
  const first = (Math.floor((month - 1) / months) + shift) * months + 1;
  return [dayOf(year, first, 1), dayOf(year, first + months, 0)];
}

/** The moment a duration from now; beyond the calendar, its first or last one. Days and months keep the local time. */
export function moved(now: bigint, offset: Duration | null, zone: Zone): bigint {
  if (offset === null) return now;
  let moment = now;
  if (offset.months !== 0 || offset.days !== 0) {
    const local = now + zone.offsetAt(now);
    const from = floorDivide(local, DAY);
    const day = addMonths(Number(from), offset.months) + offset.days;
    if (!(day >= FIRST_DAY && day <= LAST_DAY)) return roughSeconds(offset) < 0 ? FIRST : LAST;
    moment = resolve(BigInt(day) * DAY + (local - from * DAY), zone);
  }
  moment += BigInt(offset.seconds) * SECOND;
  return moment < FIRST ? FIRST : moment > LAST ? LAST : moment;
}

/** `within`: from now to now + offset, or from now - offset to now; both ends belong to it. */
export function span(now: bigint, offset: Duration, zone: Zone): [bigint, bigint] {
  const then = moved(now, offset, zone);
  return then < now ? [then, now] : [now, then];
}
