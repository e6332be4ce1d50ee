/** Which steps lead a record on its way, so that the one which is offered most plainly never ends or calls off anything. */
import type { Row } from "../api/records";
import type { Entity } from "../api/workspace";

/** Whether the step leaves the record where it is, or may bring it to a later state of a usual way. */
export function leadsOn(kind: Entity, step: string, values: Row["values"] = {}): boolean {
  const { to = [], track } = kind.transitions[step] ?? {};
  const now = String(values[track ?? "state"] ?? "");
  if (to.every((state) => state === now)) return true;
  return pathsOf(kind, track).some((path) => {
    const at = path.indexOf(now);
    return to.some((state) => path.indexOf(state) > at);
  });
}

/** Whether the record stands where the usual way does not pass, such as with somebody who has not come. */
export function isAside(kind: Entity, values: Row["values"]): boolean {
  const now = String(values.state ?? "");
  return (
    now in kind.states && !kind.states[now]?.final && !pathsOf(kind, null).some((path) => path.includes(now))
  );
}

/** The ways that are usual: of the workflow, and of its variants, for records that follow one of those. */
function pathsOf(kind: Entity, track: string | null | undefined): string[][] {
  if (track) return [kind.tracks[track]?.path ?? []];
  return [kind.path, ...Object.values(kind.variants).map((one) => one.path)];
}
