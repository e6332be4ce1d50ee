import { EditOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { One } from "../api/records";
import type { Entity, Field } from "../api/workspace";
import { useLabel } from "../language";
import { present } from "./present";
import { Value } from "./value";

const ELSEWHERE = new Set(["number", "state", "owner", "release"]); // in the head of the record

type Named = [name: string, field: Field];

interface Props {
  kind: Entity;
  record: One;
  edit: () => void;
  /** How they stand: in a grid, in as many columns as there is room for, or in one narrow column, name beside value. */
  as?: "grid" | "dense" | "column";
}

/** What the record says, in two parts: what people filled in, under its headings, and what the engine wrote. */
export function Facts({ kind, record, edit, as = "grid" }: Props) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const shown = Object.entries(kind.fields).filter(
    ([name, field]) =>
      name in record.values && !ELSEWHERE.has(name) && field.kind !== "lines" && !isUnderList(field, record),
  );
  const own = shown.filter(([, field]) => !field.common);
  const filled = all ? own : own.filter(([name]) => present(record.values[name]));
  const engine = shown.filter(([name, field]) => field.common && present(record.values[name]));
  const writable = own.some(([, field]) => field.right === "write" && !field.derived);
  return (
    <>
      {as === "dense" ? (
        <Values record={record} fields={filled} as={as} />
      ) : (
        <Headed kind={kind} record={record} fields={filled} as={as} />
      )}
      <div className="facts-foot">
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
      <div className="quiet by-engine">
        <Values record={record} fields={engine} as={as} />
      </div>
    </>
  );
}

/** Whether it is a sum that stands under its list. */
function isUnderList(field: Field, record: One): boolean {
  return (record.lines?.[field.sum_of?.split(".")[0] ?? ""]?.length ?? 0) > 0;
}

interface ValuesProps {
  record: One;
  fields: Named[];
  as: Props["as"];
}

/** Under the headings that the pack gives its fields; those without one come last. */
function Headed({ kind, ...rest }: ValuesProps & { kind: Entity }) {
  const { t } = useTranslation();
  const label = useLabel();
  const left = new Map(rest.fields);
  const sections = kind.sections.map((one) => ({
    called: label(one.label),
    fields: one.fields.flatMap((name): Named[] => {
      const field = left.get(name);
      return field && left.delete(name) ? [[name, field]] : [];
    }),
  }));
  const headed = [...sections, { called: t("record.facts_more"), fields: [...left] }].filter(
    ({ fields }) => fields.length > 0,
  );
  if (headed.length < 2) return <Values {...rest} />;
  return headed.map(({ called, fields }) => (
    <section key={called} className="facts-section" aria-label={called}>
      <h3 className="quiet small">{called}</h3>
      <Values {...rest} fields={fields} />
    </section>
  ));
}

function Values({ record, fields, as }: ValuesProps) {
  const label = useLabel();
  return (
    <dl className="facts" data-as={as}>
      {fields.map(([name, field]) => (
        <div key={name} data-long={field.kind === "long_text" || undefined}>
          <dt>{label(field.label, name)}</dt>
          <dd>
            <Value name={name} field={field} record={record} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
