import { useEffect, useState } from "react";
import { now as serverNow } from "../api/clock";
import { useWorkspace } from "../api/workspace";
import { useLanguage } from "../language";

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

interface Told {
  at: string;
  /** How long ago or ahead, with the moment as its title. */
  relative?: boolean;
  /** For how long by now: of what goes on since then. */
  lasting?: boolean;
  /** Only the date. */
  day?: boolean;
}

/** A moment as it is told in the company's time zone. */
export function Moment({ at, relative, lasting, day }: Told) {
  const language = useLanguage();
  const { time_zone } = useWorkspace();
  const near = relative || lasting;
  const now = useNow(near ? 30_000 : 0);
  const whole = momentText(at, language, time_zone, day);
  if (!near) return <time dateTime={at}>{whole}</time>;
  const seconds = (Date.parse(at) - now) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ["minute", 60];
  const count = Math.round(seconds / size);
  const text = lasting
    ? new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(Math.abs(count))
    : new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" }).format(count, unit);
  return (
    <time dateTime={at} title={whole} className="figures">
      {text}
    </time>
  );
}

/** `2026-11-22 14:05`, or with `day` only the date. */
export function momentText(at: string, language: string, zone: string, day?: boolean): string {
  const parts = new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    ...(day ? {} : { hour: "2-digit", minute: "2-digit" }),
  }).format(new Date(at));
  const weekday = new Intl.DateTimeFormat(language, { timeZone: zone, weekday: "short" }).format(
    new Date(at),
  );
  return day ? `${parts} ${weekday}` : parts;
}

/** The present moment by the server, again every so many milliseconds (0: as it is now). */
export function useNow(every: number): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (!every) return;
    const timer = setInterval(() => setNow(serverNow()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
