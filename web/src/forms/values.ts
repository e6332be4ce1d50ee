/** What stands in a form, and what of it is sent. */
import type { FormItem, FormShape } from "../api/forms";
import type { Json } from "../api/http";

export type Values = Record<string, Json>;

/** What the server says stands in a form. */
export function valuesOf(shape: FormShape): Values {
  return Object.fromEntries(
    shape.sections
      .flatMap((section) => section.items)
      .map((item) => [
        item.path,
        item.type === "lines" ? ((item.rows ?? []) as unknown as Json) : item.value,
      ]),
  );
}

/** What is sent: of a new record what is filled in, of another only what differs; never what is hidden or read-only. */
export function changed(
  shape: FormShape,
  first: Values,
  now: Values,
  visible: (item: FormItem) => boolean,
  fresh: boolean,
): Values {
  const open = shape.sections
    .flatMap((section) => section.items)
    .filter((item) => !item.readonly && !item.path.includes(".") && visible(item));
  return Object.fromEntries(
    open
      .filter((item) => {
        const value = now[item.path] ?? null;
        return fresh || item.ask
          ? value !== null
          : JSON.stringify(value) !== JSON.stringify(first[item.path] ?? null);
      })
      .map((item) => [item.path, item.type === "lines" ? linesOf(now[item.path]) : (now[item.path] ?? null)]),
  );
}

function linesOf(rows: Json | undefined): Json {
  return ((rows ?? []) as { id?: string; version?: number; values: Record<string, Json> }[]).map((row) => ({
    ...(row.version ? { id: row.id as string } : {}),
    ...row.values,
  }));
}
