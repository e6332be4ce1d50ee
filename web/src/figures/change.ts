/** How a figure stands to the period before and to its target, and whether that is good. */
import type { Figures, Total } from "../api/figures";
import type { Metric } from "../api/workspace";
import { numberText } from "../fields/text";
import type { Language } from "../language";

export type Verdict = "good" | "bad" | "even";

export interface Change {
  /** With its sign: percentage points of a share, else percent. */
  text: string;
  up: boolean;
  verdict: Verdict;
  /** How much worse than before, relative; below nothing: better. */
  worse: number;
}

const FEW = 5; // on fewer records a change tells nothing
const EVEN = 0.0005;

export function changeOf(metric: Metric, told: Figures, language: Language): Change | undefined {
  const now = numberOf(told.total);
  const past = told.before && numberOf(told.before);
  if (now === undefined || past === undefined) return undefined;
  const points = metric.function === "share";
  if ((told.before?.rows ?? 0) < FEW || (!points && past === 0)) return undefined;
  const size = points ? now - past : (now - past) / Math.abs(past);
  return {
    text: sized(size * 100, points, language),
    up: size > 0,
    verdict: Math.abs(size) < EVEN ? "even" : verdictOf(metric, size),
    worse: past !== 0 ? worseBy(metric, now, past) : 0,
  };
}

/** How far the figure misses its target, relative to it; nothing when it is met or there is none. */
export function missOf(metric: Metric, told: Figures): number {
  const now = numberOf(told.total);
  const target = told.target === null ? 0 : Number(told.target);
  if (now === undefined || !target || told.total.rows < FEW) return 0;
  return Math.max(0, worseBy(metric, now, target));
}

export function numberOf(total: Total): number | undefined {
  return total.value === null ? undefined : Number(total.value);
}

function worseBy(metric: Metric, now: number, measure: number): number {
  if (!metric.better) return 0;
  const more = (now - measure) / Math.abs(measure);
  return metric.better === "less" ? more : -more;
}

function verdictOf(metric: Metric, size: number): Verdict {
  if (!metric.better) return "even";
  return size > 0 === (metric.better === "more") ? "good" : "bad";
}

function sized(size: number, points: boolean, language: Language): string {
  const digits = Math.abs(size) < 10 ? 1 : 0;
  const [whole = "0", rest] = Math.abs(size).toFixed(digits).split(".");
  const text = numberText(whole, language) + (rest && rest !== "0" ? `.${rest}` : "");
  const sign = size > 0 ? "+" : size < 0 ? "−" : "±";
  if (!points) return `${sign}${text}%`;
  return language === "zh-CN" ? `${sign}${text} 个百分点` : `${sign}${text} pts`;
}
