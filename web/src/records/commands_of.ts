/** Lines of history by the command that wrote them: what somebody did, and what followed from it at the same moment. */
import type { Line } from "../api/records";

export interface Deed {
  /** What was done. */
  first: Line;
  /** What followed from it on the same record, in order. */
  after: Line[];
}

/** `lines` newest first, as they come; so are the deeds. A rule heads only what it made, or what nothing but rules did here. */
export function commandsOf(lines: Line[]): Deed[] {
  const together = new Map<string, Line[]>();
  for (const line of lines) {
    const root = line.caused_by ?? line.id;
    together.set(root, [line, ...(together.get(root) ?? [])]);
  }
  return [...together.values()].flatMap((inside) => {
    const made = inside.find((one) => one.version === 1);
    const first = made ?? inside.find((one) => !one.command.startsWith("rule:")) ?? inside[0];
    return first ? [{ first, after: inside.filter((one) => one !== first) }] : [];
  });
}
