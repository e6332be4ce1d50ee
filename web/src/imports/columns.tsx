/** Which column is which field: recognised by itself where it can be, said by hand where not. */
import { Button, Select, Tag } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Look, Mapping } from "../api/imports";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { changed } from "./mapping";

interface Props {
  entity: string;
  look: Look;
  mapping: Mapping;
  change: (next: Mapping) => void;
  faulty: boolean;
}

export function Columns({ entity, look, mapping, change, faulty }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const fields = useWorkspace().entities[entity]?.fields ?? {};
  const known = look.columns.filter((one) => mapping.columns[one.header]).length;
  // What was left out on purpose before need not be looked at again.
  const [open, setOpen] = useState(faulty || look.columns.some((one) => !one.field && !one.remembered));
  const required = new Set(look.fields.filter((one) => one.required).map((one) => one.id));
  const options = look.fields
    .filter(({ id }) => fields[id]?.right === "write")
    .map(({ id }) => ({
      value: id,
      label: label(fields[id]?.label, id) + (required.has(id) ? t("imports.required") : ""),
    }));
  return (
    <div>
      <p className="import-known">
        {t("imports.known", { some: known, count: look.columns.length })}
        {!faulty && (
          <Button type="link" size="small" onClick={() => setOpen(!open)} aria-expanded={open}>
            {t(open ? "imports.hide_columns" : "imports.show_columns")}
          </Button>
        )}
      </p>
      {(open || faulty) && (
        <ul className="import-columns">
          {look.columns.map((one) => (
            <li key={one.header}>
              <div className="import-column">
                <strong>{one.header}</strong>
                <span className="quiet">{one.samples.join(t("lists.comma")) || t("imports.no_cells")}</span>
              </div>
              <Select
                aria-label={t("imports.field_of", { header: one.header })}
                value={mapping.columns[one.header] ?? ""}
                onChange={(next) => change(changed(look, mapping, one.header, next || null))}
                showSearch={{ optionFilterProp: "label" }}
                options={[{ value: "", label: t("imports.left_out") }, ...options]}
              />
              {one.remembered && mapping.columns[one.header] === one.field && (
                <Tag variant="filled">{t("imports.remembered")}</Tag>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
