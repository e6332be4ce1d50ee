/** What a metric is, and how its figures are told: shares as percent, durations in hours and minutes, money in the reader's way. */
import type { Metric } from "../api/workspace";
import { lengthText } from "../fields/length";
import { movePoint, numberText } from "../fields/text";
import type { Language } from "../language";

const WAN = 10_000;

export interface Telling {
  language: Language;
  currency: string;
}

/** A figure as a person reads it; an en dash where there is nothing to make one of. */
export function figureText(metric: Metric, value: number | string | null, telling: Telling): string {
  if (value === null) return "–";
  if (metric.function === "share") return percentText(Number(value));
  if (metric.type === "duration") return lengthText(Number(value), telling.language);
  if (metric.type === "money") return moneyFigure(String(value), telling);
  return numberText(rounded(String(value)), telling.language);
}

export function percentText(share: number): string {
  const text = (share * 100).toFixed(1);
  return `${text.endsWith(".0") ? text.slice(0, -2) : text}%`;
}

/** Whole amounts below ten thousand; above, in Chinese in units of ten thousand with one decimal. */
function moneyFigure(value: string, { language, currency }: Telling): string {
  const amount = Number(value);
  const sign =
    new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
      .formatToParts(0)
      .find((part) => part.type === "currency")?.value ?? currency;
  if (language === "zh-CN" && Math.abs(amount) >= WAN)
    return `${sign}${new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(amount / WAN)} 万`;
  const [, cents = ""] = value.split(".");
  return `${sign}${numberText(movePoint(value, 0).split(".")[0] ?? "0", language)}.${cents.padEnd(2, "0").slice(0, 2)}`;
}

/** At the most one decimal: figures are read, not booked. */
function rounded(value: string): string {
  const [, decimals = ""] = value.split(".");
  if (decimals.length < 2) return value;
  return String(Math.round(Number(value) * 10) / 10);
}

/** Metrics of one unit may stand in one drawing. */
export function unitOf(metric: Metric): string {
  return metric.function === "share"
    ? "share"
    : metric.function === "count"
      ? "count"
      : (metric.type ?? "number");
}

/** Whether it is a rate or a value in the middle: it is drawn as a line, amounts as columns. */
export function isRate(metric: Metric): boolean {
  return metric.function !== "count" && metric.function !== "sum";
}
