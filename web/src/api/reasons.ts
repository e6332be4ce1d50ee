/** What a reason of a refusal says to a person. */
import type { Reason } from "./http";

const CONDITION = "workflows.guard";

/** Its text, and the way out where that is something else: that a condition is not met, and what would meet it, is the same said twice. */
export function told({ code, text, fix }: Pick<Reason, "code" | "text" | "fix">): {
  text: string;
  fix?: string | null;
} {
  return code === CONDITION && fix ? { text: fix } : { text, fix };
}
