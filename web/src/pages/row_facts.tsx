import type { Row } from "../api/records";
import type { Entity, Field } from "../api/workspace";
import { sideOf } from "../fields/side";
import { FieldText, linkOf } from "../fields/text";
import { useLabel } from "../language";
import { headOf, nameOf, type Titles } from "./row_name";

const NONE: ReadonlySet<string> = new Set();

interface RowFactsProps {
  kind: Entity;
  row: Row;
  shown: readonly string[];
  titles: Titles;
}

/** What a card or a row of a lane says besides its name: what is filled in, without what the name says already. */
export function RowFacts({ kind, row, shown, titles }: RowFactsProps) {
  const label = useLabel();
  const head = headOf(kind, row, shown);
  const name = nameOf(kind, row, shown, titles);
  const rest = shown.flatMap((id): [string, Field][] => {
    const field = kind.fields[id];
    return field && id !== head && id !== "state" && !said(field, row.values[id], name, titles)
      ? [[id, field]]
      : [];
  });
  if (rest.length === 0) return null;
  // Of several numbers nobody could tell which is which.
  const numbers = rest.filter(([, field]) => sideOf(field) === "end");
  const named = numbers.length > 1 ? new Set(numbers.map(([id]) => id)) : NONE;
  return (
    <div className="row-facts">
      {rest.map(([id, field]) => (
        <span key={id} title={label(field.label, id)}>
          {named.has(id) && <span className="quiet">{label(field.label, id)} </span>}
          {field.kind === "boolean" ? (
            label(field.label, id)
          ) : (
            <FieldText field={field} value={row.values[id]} title={titles} />
          )}
        </span>
      ))}
    </div>
  );
}

/** Whether there is nothing to tell, or nothing that the name does not tell. */
function said(field: Field, value: unknown, name: string, titles: Titles): boolean {
  if (value === null || value === undefined || value === "" || value === false) return true;
  return field.kind === "link" && titles(linkOf(field, String(value)).join("/")) === name;
}
