/** ISO 8601 durations that keep calendar days and clock time apart: P1D is not PT24H (A22). */

export interface Duration {
  readonly months: number;
  readonly days: number;
  readonly seconds: number;
}

const WRITTEN =
  /^(-)?P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,10})S)?)?$/;
const LONGEST_TEXT = 60;
const SECONDS_OF_A_DAY = 86_400;

/** The span that a text such as `P30D`, `-PT72H` or `P1Y2M` writes; undefined when it is no ISO 8601 duration. */
export function readDuration(text: string): Duration | undefined {
  const found = text.length <= LONGEST_TEXT ? WRITTEN.exec(text) : null;
  if (!found || /[PT]$/.test(text)) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = found
    .slice(2)
    .map((digits: string | undefined) => Number(digits ?? 0));
  const sign = found[1] ? -1 : 1;
  return {
    months: sign * (years * 12 + months),
    days: sign * (weeks * 7 + days),
    seconds: sign * (hours * 3600 + minutes * 60 + seconds),
  };
}

/** A length to order durations by (a month counts as 30 days). */
export function roughSeconds({ months, days, seconds }: Duration): number {
  return (months * 30 + days) * SECONDS_OF_A_DAY + seconds;
}
