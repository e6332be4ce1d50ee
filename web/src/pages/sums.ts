/** Adding up amounts that came as text, so that no digit is lost. */

import type { Row } from "../api/records";
import { add, type Decimal, readDecimal, wholeNumber, writeDecimal } from "../conditions/decimal";

/** The sum of a field over rows; rows without it, or in which it is masked, count as nothing. */
export function sumOf(rows: readonly Row[], field: string): string {
  const amounts = rows.flatMap((row): Decimal[] => {
    const found = readDecimal(String(row.values[field] ?? ""));
    return found && !row.masked.includes(field) ? [found] : [];
  });
  return writeDecimal(amounts.reduce(add, wholeNumber(0)));
}
