/** At which side of its column a value stands: figures at the end, so that they can be compared down the column. */
import type { Field } from "../api/workspace";

const NUMBERS = new Set(["integer", "decimal", "money", "percent", "rollup"]);

export function sideOf(field: Field | undefined): "end" | undefined {
  return field && NUMBERS.has(field.kind) ? "end" : undefined;
}
