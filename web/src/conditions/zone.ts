/** Local days of a time zone, from the zones that the browser knows. */
import { DAY, dayOf, floorDivide, SECOND } from "./calendar";

/** A time zone: how far its clocks are ahead of UTC at a moment, in microseconds. */
export interface Zone {
  offsetAt(moment: bigint): bigint;
}

const MOST_REMEMBERED = 500;
const zones = new Map<string, Zone | undefined>();

/** The zone of a name such as `Asia/Shanghai`; undefined when the browser has none of that name. */
export function zoneOf(name: string): Zone | undefined {
  if (!zones.has(name)) zones.set(name, made(name));
  return zones.get(name);
}

function made(name: string): Zone | undefined {
  try {
    const clock = new Intl.DateTimeFormat("en-US", {
      timeZone: name,
      calendar: "gregory",
      numberingSystem: "latn",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    return { offsetAt: remembered((moment) => offset(clock, moment)) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The few moments that the conditions of a form are about come again and again, and to ask the browser is slow. */
function remembered(ask: (moment: bigint) => bigint): (moment: bigint) => bigint {
  const known = new Map<bigint, bigint>();
  return (moment) => {
    const before = known.get(moment);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const found = ask(moment);
    known.set(moment, found);
    return found;
  };
}

function offset(clock: Intl.DateTimeFormat, moment: bigint): bigint {
  const second = floorDivide(moment, SECOND);
  const shown = new Map<string, number>();
  for (const part of clock.formatToParts(Number(second) * 1000)) shown.set(part.type, Number(part.value));
  const read = (part: string) => shown.get(part) ?? 0;
  const day = dayOf(read("year"), read("month"), read("day"));
  const local = day * 86_400 + read("hour") * 3600 + read("minute") * 60 + read("second");
  return (BigInt(local) - second) * SECOND;
}

/** The day it is in a zone at a moment. */
export function localDay(moment: bigint, zone: Zone): number {
  return Number(floorDivide(moment + zone.offsetAt(moment), DAY));
}

/**
 * The moment of a local time (microseconds since 1970 on the clocks of the zone): in a gap the first moment after it, of
 * a time that occurs twice the first.
 */
export function resolve(local: bigint, zone: Zone): bigint {
  const before = zone.offsetAt(local - DAY);
  const after = zone.offsetAt(local + DAY);
  const [early, late] = before > after ? [local - before, local - after] : [local - after, local - before];
  if (early + zone.offsetAt(early) === local) return early;
  if (late + zone.offsetAt(late) === local) return late;
  let low = floorDivide(early, SECOND);
  let high = floorDivide(late, SECOND);
  const earlier = zone.offsetAt(low * SECOND);
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (zone.offsetAt(middle * SECOND) === earlier) low = middle;
    else high = middle;
  }
  return high * SECOND;
}
