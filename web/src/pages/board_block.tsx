import { useWorkspace } from "../api/workspace";
import { Board } from "../records/board";
import type { BlockProps } from "./blocks";

/** The records of a block by their state, to be moved on. */
export function BoardBlock({ page, id, block }: BlockProps) {
  const { entities } = useWorkspace();
  const entity = block.entity ?? "";
  const kind = entities[entity];
  return kind ? (
    <Board entity={entity} kind={kind} of={{ page, id }} states={block.states} fields={block.fields} />
  ) : null;
}
