/** What is said of the columns of a file, and what is wrong with it before anything is sent. */
import type { Look, Mapping, Strategy } from "../api/imports";

export const STRATEGIES: readonly Strategy[] = ["skip", "fill", "overwrite", "link", "refuse"];

export interface Fault {
  what: "twice" | "missing" | "nothing" | "nobody";
  field: string;
  headers: string[];
}

/** What a look at the file suggests: its columns as they were recognised, and the first key of which every field is there. */
export function suggested(look: Look): Mapping {
  const columns = Object.fromEntries(look.columns.map((one) => [one.header, one.field]));
  const said = STRATEGIES.find((one) => one === look.strategy) ?? "skip";
  const strategy = said === "link" && !look.duplicate_of ? "skip" : said;
  return { columns, key: keysFor(look, columns)[0] ?? [], strategy, constants: {} };
}

/** What may say which record a row is: only what has a column. */
export function keysFor(look: Look, columns: Mapping["columns"]): string[][] {
  const given = new Set(Object.values(columns));
  return look.keys.filter((key) => key.every((field) => given.has(field)));
}

/** The mapping with a column taken for another field; a key whose field lost its column is given up. */
export function changed(look: Look, mapping: Mapping, header: string, field: string | null): Mapping {
  const columns = { ...mapping.columns, [header]: field };
  const keys = keysFor(look, columns);
  const key = keys.find((one) => one.join() === mapping.key.join()) ?? keys[0] ?? [];
  return { ...mapping, columns, key };
}

/** Two columns that mean one field, required fields that nothing gives a value, and nobody who gets the new records. */
export function faultsOf(look: Look, mapping: Mapping): Fault[] {
  const headers = new Map<string, string[]>();
  for (const [header, field] of Object.entries(mapping.columns))
    if (field) headers.set(field, [...(headers.get(field) ?? []), header]);
  const twice = [...headers].filter(([, all]) => all.length > 1);
  const missing = look.fields.filter(
    ({ id, required }) => required && !headers.has(id) && mapping.constants[id] === undefined,
  );
  return [
    ...(headers.size === 0 ? [{ what: "nothing" as const, field: "", headers: [] }] : []),
    ...twice.map(([field, all]) => ({ what: "twice" as const, field, headers: all })),
    ...missing.map(({ id }) => ({ what: "missing" as const, field: id, headers: [] })),
    ...(mapping.to?.person === null ? [{ what: "nobody" as const, field: "", headers: [] }] : []),
  ];
}
