import { useTranslation } from "react-i18next";
import type { One, Row } from "../api/records";
import { type Entity, type Field, useWorkspace } from "../api/workspace";
import { sideOf } from "../fields/side";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";
import { present } from "./present";

type Named = [name: string, field: Field];

/** The lists that belong to a record, each as a table with the sums that the record keeps of its columns. */
export function LineTables({ kind, record }: { kind: Entity; record: One }) {
  const label = useLabel();
  const { entities } = useWorkspace();
  const lists = Object.entries(record.lines ?? {}).filter(([, rows]) => rows.length > 0);
  return lists.map(([name, rows]) => {
    const field = kind.fields[name];
    const line = field?.lines ? entities[field.lines] : entities[rows[0]?.entity ?? ""];
    const columns = Object.entries(line?.fields ?? {}).filter(
      ([one, column]) => !column.common && rows.some((row) => present(row.values[one])),
    );
    const called = label(field?.label, name);
    return (
      <section key={name} className="line-table" aria-label={called}>
        <h3>{called}</h3>
        <Table columns={columns} rows={rows} sums={sumsOf(kind, name)} record={record} />
      </section>
    );
  });
}

/** By the column that they are of. */
function sumsOf(kind: Entity, list: string): Map<string, Named> {
  const sums = Object.entries(kind.fields).filter(([, field]) => field.sum_of?.startsWith(`${list}.`));
  return new Map(sums.map(([name, field]) => [String(field.sum_of).slice(list.length + 1), [name, field]]));
}

interface TableProps {
  columns: Named[];
  rows: Row[];
  sums: Map<string, Named>;
  record: One;
}

function Table({ columns, rows, sums, record }: TableProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const title = (place: string) => record.titles?.[place];
  const summed = columns.some(([name]) => present(record.values[sums.get(name)?.[0] ?? ""]));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what is scrolled must be reached by the keyboard
    <div className="scrolled" tabIndex={0}>
      <table className="lines">
        <thead>
          <tr>
            {columns.map(([name, column]) => (
              <th key={name} scope="col" data-side={sideOf(column)}>
                {label(column.label, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map(([name, column]) => (
                <td key={name} data-side={sideOf(column)}>
                  <FieldText field={column} value={row.values[name]} title={title} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        {summed && (
          <tfoot>
            <tr>
              {columns.map(([name, column], place) => {
                const sum = sums.get(name);
                return (
                  <td key={name} data-side={sideOf(column)}>
                    {sum && present(record.values[sum[0]]) ? (
                      <FieldText field={sum[1]} value={record.values[sum[0]]} title={title} />
                    ) : (
                      place === 0 && t("record.together")
                    )}
                  </td>
                );
              })}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}
