import type { Json } from "../api/http";

/** Whether a value says anything: nothing, no and none are left out where only what is filled in is told. */
export function present(value: Json | undefined): boolean {
  return (
    value !== null &&
    value !== undefined &&
    value !== "" &&
    value !== false &&
    value !== "PT0S" &&
    value !== 0 &&
    !(Array.isArray(value) && value.length === 0)
  );
}
