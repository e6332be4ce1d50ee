import type { Work } from "../api/queue";
import type { Row } from "../api/records";

/** What is to be done as a row with steps: those that do it, in the order in which the task names them; else all that may come next. */
export function rowOf({ entity, record, version, state, next, task }: Work): Row {
  const does = task?.done_by ?? [];
  const steps = does.length
    ? does.flatMap((name) => next.filter((one) => name === `${entity}.${one.id}`))
    : next;
  return { id: record, entity, version, values: { state }, masked: [], steps };
}
