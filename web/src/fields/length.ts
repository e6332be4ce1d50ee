import type { Language } from "../language";

/** Seconds as a person tells them: at the most two units. */
export function lengthText(seconds: number, language: Language): string {
  const chinese = language === "zh-CN";
  const sign = seconds < 0 ? "−" : "";
  const minutes = Math.round(Math.abs(seconds) / 60);
  const [day, hour, minute] = chinese ? [" 天", " 小时", " 分钟"] : [" d", " h", " min"];
  const parts: [number, string][] = [
    [Math.floor(minutes / 1440), day],
    [Math.floor((minutes % 1440) / 60), hour],
    [minutes % 60, minute],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  if (first < 0) return `0${minute}`;
  const told = parts.slice(first, first + 2).filter(([count]) => count > 0);
  return sign + told.map(([count, unit]) => `${count}${unit}`).join(" ");
}

const LENGTH = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const SECONDS = [365 * 86_400, 30 * 86_400, 7 * 86_400, 86_400, 3_600, 60, 1];

/** How many seconds an ISO 8601 length has, as it is told: a month for 30 days. */
export function secondsOf(length: string): number | undefined {
  const [, sign, ...parts] = LENGTH.exec(length) ?? [];
  if (sign === undefined) return undefined;
  const sum = parts.reduce((all, part, at) => all + Number(part ?? 0) * (SECONDS[at] ?? 0), 0);
  return sign ? -sum : sum;
}
