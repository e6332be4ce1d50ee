/** The rows of a list as cards, for a narrow screen: what a record is called, and what its columns say below. */
import { Checkbox, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";
import { Cell, RowLink } from "./cell";
import { fieldOf } from "./fields";
import type { RowsProps } from "./records_table";

const SHOWN = 4; // columns below the name

export function RecordCards({
  entity,
  kind,
  rows,
  titles,
  columns,
  group,
  selection,
  loading,
  empty,
}: RowsProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const [first, ...others] = columns;
  const field = group ? fieldOf(kind, group) : undefined;
  if (loading) return <Skeleton active title={false} paragraph={{ rows: 8 }} className="cards-loading" />;
  if (rows.length === 0) return <div className="cards-empty">{empty}</div>;
  return (
    <ul className="record-cards">
      {rows.map((row, at) => {
        const head =
          group && JSON.stringify(row.values[group]) !== JSON.stringify(rows[at - 1]?.values[group]);
        return (
          <li key={row.id} data-row-key={row.id} aria-current={row.id === selection.at || undefined}>
            {(head || (group && at === 0)) && field && (
              <h2 className="group-head">
                <FieldText field={field} value={row.values[group ?? ""] ?? null} title={(to) => titles[to]} />
              </h2>
            )}
            <div className="record-card">
              <Checkbox
                aria-label={t("lists.choose_row")}
                checked={selection.chosen.has(row.id)}
                onChange={() => selection.toggle(row)}
              />
              <div>
                <RowLink entity={entity} kind={kind} row={row} name={first ?? ""} />
                <dl>
                  {others
                    .filter((name) => row.values[name] !== null && row.values[name] !== undefined)
                    .slice(0, SHOWN)
                    .map((name) => (
                      <div key={name}>
                        <dt>{label(fieldOf(kind, name)?.label, name)}</dt>
                        <dd>
                          <Cell entity={entity} kind={kind} row={row} name={name} titles={titles} />
                        </dd>
                      </div>
                    ))}
                </dl>
              </div>
            </div>
          </li>
        );
      })}
    </ul>
  );
}
