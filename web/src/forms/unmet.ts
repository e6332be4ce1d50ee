import { type Reason, Refused } from "../api/http";

/** What may be gone on with all the same, once a reason is given for it. */
export function confirmable(error: Error | null): Reason[] {
  return error instanceof Refused && error.status === 409
    ? error.reasons.filter((one) => one.code === "invariants.confirm" || one.code === "limits.confirm")
    : [];
}
