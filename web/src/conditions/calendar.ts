/** Days, times of day and moments as numbers, and how they are written. */

/** Microseconds. */
export const SECOND = 1_000_000n;
export const DAY = 86_400n * SECOND;

const MILLISECONDS_OF_A_DAY = 86_400_000;
const ON_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const AT_TIME = /^(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/;
const OFFSET = /(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** A day, as days since 1970-01-01, of `2026-03-02`; undefined when there is no such day. */
export function readDay(text: string): number | undefined {
  const found = ON_DAY.exec(text);
  if (!found) return undefined;
  const [year = 0, month = 0, day = 0] = found.slice(1).map(Number);
  const number = dayOf(year, month, day);
  const back = civil(number);
  return year > 0 && back.month === month && back.day === day ? number : undefined;
}

/** A time of day, as microseconds since midnight, of `09:30` or `09:30:00.5`; undefined when it is none. */
export function readTime(text: string): number | undefined {
  const found = AT_TIME.exec(text);
  if (!found) return undefined;
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(1, 4).map((digits) => Number(digits ?? 0));
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return (hours * 3600 + minutes * 60 + seconds) * Number(SECOND) + Number((found[4] ?? "").padEnd(6, "0"));
}

/** A moment, as microseconds since 1970 in UTC, of an RFC 3339 text with its offset; undefined when it is none. */
export function readMoment(text: string): bigint | undefined {
  const offset = OFFSET.exec(text);
  const day = readDay(text.slice(0, 10));
  const time = offset && /[T ]/.test(text.charAt(10)) ? readTime(text.slice(11, offset.index)) : undefined;
  if (!offset || day === undefined || time === undefined) return undefined;
  const [hours, minutes] = [Number(offset[2] ?? 0), Number(offset[3] ?? 0)];
  if (hours > 23 || minutes > 59) return undefined;
  const east = BigInt(hours * 3600 + minutes * 60) * SECOND;
  return BigInt(day) * DAY + BigInt(time) - (offset[1] === "-" ? -east : east);
}

/** The number of a day of the calendar; months and days beyond their range run over. */
export function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getTime() / MILLISECONDS_OF_A_DAY;
}

/** Year, month (from 1), day and weekday (Monday is 0) of a day. */
export function civil(day: number): { year: number; month: number; day: number; weekday: number } {
  const date = new Date(day * MILLISECONDS_OF_A_DAY);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: (date.getUTCDay() + 6) % 7,
  };
}

/** The day so many months later; a day that the month does not have becomes its last one. */
export function addMonths(day: number, months: number): number {
  const from = civil(day);
  const last = dayOf(from.year, from.month + months + 1, 0);
  return Math.min(dayOf(from.year, from.month + months, 1) + from.day - 1, last);
}

/** `a / b`, cut downwards (bigint division cuts towards zero). */
export function floorDivide(value: bigint, by: bigint): bigint {
  const cut = value / by;
  return value % by < 0n ? cut - 1n : cut;
}
