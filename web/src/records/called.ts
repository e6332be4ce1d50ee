/** What a record without a title is called: by its own texts, and by whom and what it points to. */
import type { Json } from "../api/http";
import type { Entity } from "../api/workspace";
import { linkOf } from "../fields/text";

export type Titles = (place: string) => string | undefined;

const BETWEEN = " · ";

/** Undefined where the pack says nothing of it, or nothing of it is known; `titles`: names of what links point to. */
export function calledBy(kind: Entity, values: Record<string, Json>, titles?: Titles): string | undefined {
  const names = (kind.named_by ?? []).flatMap((name) => {
    const value = values[name];
    const field = kind.fields[name];
    if (typeof value !== "string" || !field) return [];
    const points = field.kind === "link" || field.kind === "person";
    return (points ? titles?.(linkOf(field, value).join("/")) : value) ?? [];
  });
  return [...new Set(names)].join(BETWEEN) || undefined;
}
