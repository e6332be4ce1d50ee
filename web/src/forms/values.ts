/** What stands in a form, and what of it is sent. */
import type { FormItem, FormShape } from "../api/forms";
import type { Json } from "../api/http";

export type Values = Record<string, Json>;

export function itemsOf(shape: FormShape): FormItem[] {
  return shape.sections.flatMap((section) => section.items);
}

/** The values that the server gave with the form. */
export function valuesOf(shape: FormShape): Values {
  return Object.fromEntries(
    itemsOf(shape).map((item) => [
      item.path,
      item.type === "lines" ? ((item.rows ?? []) as unknown as Json) : item.value,
    ]),
  );
}

export function same(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

/** What is sent: of a new record what is filled in, of another only what differs; never what is hidden or read-only. */
export function changed(
  shape: FormShape,
  first: Values,
  now: Values,
  open: (item: FormItem) => boolean,
  fresh: boolean,
): Values {
  return Object.fromEntries(
    itemsOf(shape)
      .filter((item) => !item.path.includes(".") && open(item))
      .filter((item) => {
        const value = now[item.path] ?? null;
        return fresh || item.ask ? value !== null : !same(value, first[item.path]);
      })
      .map((item) => [item.path, item.type === "lines" ? linesOf(now[item.path]) : (now[item.path] ?? null)]),
  );
}

function linesOf(rows: Json | undefined): Json {
  return ((rows ?? []) as { id?: string; version?: number; values: Values }[]).map((row) => ({
    ...(row.version ? { id: row.id as string } : {}),
    ...row.values,
  }));
}

/** What became of a form that somebody else's change has overtaken. */
export interface Merged {
  /** What stands in it now: what was typed here, and of the rest what the other wrote. */
  values: Values;
  /** The fields that both have changed, and not to the same. */
  both: string[];
  /** The fields that only the other has changed. */
  theirs: string[];
}

/** Bring together what was loaded, what was typed since, and what the server has now. */
export function merge(loaded: Values, typed: Values, latest: Values): Merged {
  const names = Object.keys(latest);
  const other = names.filter((name) => !same(loaded[name], latest[name]));
  const both = other.filter((name) => !same(typed[name], loaded[name]) && !same(typed[name], latest[name]));
  const theirs = other.filter((name) => same(typed[name], loaded[name]));
  return {
    values: { ...typed, ...Object.fromEntries(theirs.map((name) => [name, latest[name] ?? null])) },
    both,
    theirs,
  };
}
