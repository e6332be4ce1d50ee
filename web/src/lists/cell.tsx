import { Link } from "@tanstack/react-router";
import type { Row } from "../api/records";
import type { Entity } from "../api/workspace";
import { FieldText } from "../fields/text";
import { fieldOf } from "./fields";

interface Props {
  entity: string;
  kind: Entity;
  row: Row;
  name: string;
  titles: Record<string, string>;
}

/** The value of one field of one row. */
export function Cell({ kind, row, name, titles }: Props) {
  const field = fieldOf(kind, name);
  if (!field || field.kind === "clock") return null;
  return <FieldText field={field} value={row.values[name]} title={(place) => titles[place]} />;
}

/** What the record is called, as the way to it. */
export function RowLink({ entity, kind, row, name }: Omit<Props, "titles">) {
  const shown = row.values[name] ?? (kind.title ? row.values[kind.title] : null) ?? row.values.number ?? "–";
  return (
    <Link to="/records/$entity/$id" params={{ entity, id: row.id }} className="row-link">
      {String(shown)}
    </Link>
  );
}
