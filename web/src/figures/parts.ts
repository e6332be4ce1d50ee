/** Parts of a split in words, and what the path is called by which it is split. */
import type { TFunction } from "i18next";
import type { Part } from "../api/figures";
import { type Entity, type Field, useWorkspace } from "../api/workspace";
import { useLabel } from "../language";

export function partText(part: Part | undefined, t: TFunction): string {
  if (!part || part.value === null) return t("figures.absent");
  if (typeof part.value === "boolean") return part.value ? t("field.yes") : t("field.no");
  return part.label ?? t("figures.hidden");
}

/** The field at the end of a path through links; nothing where the reader may not see so far. */
export function fieldAt(entities: Record<string, Entity>, entity: string, path: string): Field | undefined {
  const names = path.split(".");
  let here: string | undefined = entity;
  let found: Field | undefined;
  for (const name of names) {
    found = entities[here ?? ""]?.fields[name];
    here = found?.to?.[0] ?? (found?.kind === "person" ? "person" : undefined);
  }
  return found;
}

export function usePathName(entity: string, path: string): string {
  const { entities } = useWorkspace();
  const label = useLabel();
  return label(fieldAt(entities, entity, path)?.label, path);
}
