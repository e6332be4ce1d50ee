/** Local days (2026-03-02) as people read them; they are never moments, so no zone is asked. */
import type { Stretch } from "../api/figures";
import type { Language } from "../language";

const DAY = 86_400_000;

function utc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function dayText(day: string, language: Language, year = false): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: "UTC",
    month: language === "zh-CN" ? "long" : "short",
    day: "numeric",
    ...(year ? { year: "numeric" } : {}),
  }).format(utc(day));
}

/** `3月2日–3月8日`; one day alone; with the year where a reader must know it. */
export function spanText(from: string, to: string, language: Language, year = false): string {
  if (from === to) return dayText(from, language, year);
  const other = from.slice(0, 4) !== to.slice(0, 4);
  return `${dayText(from, language, year || other)}–${dayText(to, language, other)}`;
}

/** What a period is called on an axis: as short as it stays clear. */
export function tick(from: string, by: Stretch | undefined, language: Language): string {
  if (by === "month")
    return new Intl.DateTimeFormat(language, { timeZone: "UTC", month: "short" }).format(utc(from));
  if (by === "year") return from.slice(0, 4);
  if (by === "quarter") return `${from.slice(0, 4)} Q${Math.floor((Number(from.slice(5, 7)) + 2) / 3)}`;
  return `${Number(from.slice(5, 7))}/${Number(from.slice(8))}`;
}

/** The day so many days later, or earlier. */
export function dayAfter(day: string, days: number): string {
  return new Date(utc(day).getTime() + days * DAY).toISOString().slice(0, 10);
}

/** How many days there are from one to the other, both counted. */
export function daysOf(from: string, to: string): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / DAY) + 1;
}
