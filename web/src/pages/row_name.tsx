import type { Row } from "../api/records";
import type { Entity } from "../api/workspace";
import { linkOf } from "../fields/text";
import { calledBy, type Titles } from "../records/called";
import { useOpenRecord } from "../records/open_record";
import "./pages.css";

export type { Titles } from "../records/called";

/** By which field a record is called: its title, else the first text or link that is filled in of what is shown. */
export function headOf(kind: Entity, row: Row, shown: readonly string[]): string | undefined {
  const told = (name: string) => row.values[name] !== null && row.values[name] !== undefined;
  if (kind.title && told(kind.title)) return kind.title;
  return shown.find((name) => told(name) && CALLED.has(kind.fields[name]?.kind ?? ""));
}

const CALLED = new Set(["text", "link"]);

/** What a record is called; without anything better, its number. */
export function nameOf(kind: Entity, row: Row, shown: readonly string[] = [], titles?: Titles): string {
  const named = calledBy(kind, row.values, titles);
  if (named) return named;
  const head = headOf(kind, row, shown);
  const value = row.values[head ?? "number"];
  const field = kind.fields[head ?? ""];
  const called =
    field?.kind === "link" && typeof value === "string" ? titles?.(linkOf(field, value).join("/")) : value;
  return String(called ?? row.values.number ?? "–");
}

/** The record of a row and those that it points to, as `entity/id` with spaces between: a search finds the row by it. */
export function foundBy(kind: Entity, row: Row): string {
  const links = Object.entries(row.values).flatMap(([name, value]) => {
    const field = kind.fields[name];
    return field?.kind === "link" && typeof value === "string" ? [linkOf(field, value).join("/")] : [];
  });
  return [`${row.entity}/${row.id}`, ...links].join(" ");
}

/** The name of a record, as the button that opens it; `reached`: the keys that go through rows stop here. */
export function RowName({ row, name, reached }: { row: Row; name: string; reached?: boolean }) {
  const open = useOpenRecord();
  return (
    <button type="button" className="row-name" data-row={reached || undefined} onClick={() => open(row)}>
      {name}
    </button>
  );
}
