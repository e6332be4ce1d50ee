/** The columns of lanes and boards: the states that the block names, or all in their usual order. */
import type { Block, Entity } from "../api/workspace";

export interface Column {
  id: string;
  /** The states of the records in it: itself, or those within the group. */
  states: string[];
}

export function columnsOf(kind: Entity, block: Pick<Block, "states">): Column[] {
  const ids = block.states?.length
    ? block.states
    : plain(kind).sort((a, b) => place(kind, a) - place(kind, b));
  return ids.map((id) => ({ id, states: kind.states[id]?.group ? within(kind, id) : [id] }));
}

function plain(kind: Entity): string[] {
  return Object.keys(kind.states).filter((id) => !kind.states[id]?.group);
}

function place(kind: Entity, id: string): number {
  return kind.states[id]?.order ?? Number.MAX_SAFE_INTEGER;
}

function within(kind: Entity, group: string): string[] {
  const inside = (id: string): boolean => {
    const parent = kind.states[id]?.parent;
    return parent === group || (parent != null && inside(parent));
  };
  return plain(kind).filter(inside);
}
