import { EditOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/http";
import type { One, Row } from "../api/records";
import { type Entity, type Field, useWorkspace } from "../api/workspace";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";
import { Value } from "./value";

const ELSEWHERE = new Set(["number", "state", "owner", "release"]); // in the head of the record

/** What the record says, in two parts: what people filled in, and what the engine wrote. */
export function Facts({ kind, record, edit }: { kind: Entity; record: One; edit: () => void }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = Object.entries(kind.fields).filter(
    ([name, field]) => name in record.values && !ELSEWHERE.has(name) && field.kind !== "lines",
  );
  const own = shown.filter(([, field]) => !field.common);
  const filled = all ? own : own.filter(([name]) => present(record.values[name]));
  const engine = shown.filter(([name, field]) => field.common && present(record.values[name]));
  const writable = own.some(([, field]) => field.right === "write" && !field.derived);
  return (
    <>
      <Values kind={kind} record={record} fields={filled} />
      <Lists kind={kind} record={record} />
      <div style={{ display: "flex", gap: 8, margin: "16px 0" }}>
        {writable && (
          <Button icon={<EditOutlined />} onClick={edit}>
            {t("record.edit")}
          </Button>
        )}
        {own.length > filled.length || all ? (
          <Button type="text" onClick={() => setAll(!all)}>
            {all ? t("record.less") : t("record.empty_too", { count: own.length - filled.length })}
          </Button>
        ) : null}
      </div>
      <div className="quiet" style={{ fontSize: 12 }}>
        <Values kind={kind} record={record} fields={engine} />
      </div>
    </>
  );
}

function present(value: Json | undefined): boolean {
  return (
    value !== null &&
    value !== undefined &&
    value !== "" &&
    value !== false &&
    value !== 0 &&
    !(Array.isArray(value) && value.length === 0)
  );
}

function Values({ record, fields }: { kind: Entity; record: One; fields: [string, Field][] }) {
  const label = useLabel();
  return (
    <dl className="facts">
      {fields.map(([name, field]) => (
        <div
          key={name}
          style={field.kind === "long_text" ? { gridColumn: "1 / -1", whiteSpace: "pre-wrap" } : undefined}
        >
          <dt>{label(field.label, name)}</dt>
          <dd>
            <Value name={name} field={field} record={record} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Lists({ kind, record }: { kind: Entity; record: One }) {
  const label = useLabel();
  const { entities } = useWorkspace();
  const lists = Object.entries(record.lines ?? {}).filter(([, rows]) => rows.length > 0);
  return lists.map(([name, rows]) => {
    const field = kind.fields[name];
    const line = field?.lines ? entities[field.lines] : entities[rows[0]?.entity ?? ""];
    const columns = Object.entries(line?.fields ?? {}).filter(
      ([one, column]) => !column.common && rows.some((row) => present(row.values[one])),
    );
    return (
      <section key={name} style={{ marginTop: 16 }}>
        <h3 style={{ fontSize: 14, margin: "0 0 4px" }}>{label(field?.label, name)}</h3>
        <Table columns={columns} rows={rows} titles={record.titles} />
      </section>
    );
  });
}

function Table({
  columns,
  rows,
  titles,
}: {
  columns: [string, Field][];
  rows: Row[];
  titles?: Record<string, string>;
}) {
  const label = useLabel();
  return (
    <div style={{ overflowX: "auto" }}>
      <table className="lines">
        <thead>
          <tr>
            {columns.map(([name, column]) => (
              <th key={name} scope="col">
                {label(column.label, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {columns.map(([name, column]) => (
                <td key={name}>
                  <FieldText field={column} value={row.values[name]} title={(place) => titles?.[place]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
