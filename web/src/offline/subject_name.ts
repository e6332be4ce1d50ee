import type { QueryClient } from "@tanstack/react-query";
import { type Command, type One, recordQuery } from "../api/records";
import type { Workspace } from "../api/workspace";
import { linkOf } from "../fields/text";

/** The name of the record that a command changes, or that what it makes is linked to; nothing where it is not known here. */
export function subjectName(
  client: QueryClient,
  { entities }: Workspace,
  { entity, id, input }: Command,
): string | undefined {
  const fields = entities[entity]?.fields ?? {};
  const linked = Object.entries(input).flatMap(([path, value]) => {
    const field = fields[path];
    return field?.to?.length && typeof value === "string" ? [linkOf(field, value)] : [];
  });
  const names = (id ? [[entity, id] as const] : linked).map(([kind, one]) => {
    const found = client.getQueryData<One>(recordQuery(kind, one).queryKey);
    return found?.values[entities[kind]?.title ?? "number"] ?? found?.values.number;
  });
  return names.find((name): name is string => typeof name === "string");
}
