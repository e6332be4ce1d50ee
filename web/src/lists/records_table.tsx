/** The rows of a list as a table: sorted by its heads, chosen by boxes, opened by their first column. */
import { Table } from "antd";
import type { ColumnType } from "antd/es/table";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/http";
import type { Row } from "../api/records";
import type { Entity } from "../api/workspace";
import { sideOf } from "../fields/side";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";
import { Cell, RowLink } from "./cell";
import { fieldOf } from "./fields";
import type { Selection } from "./selection";

export interface RowsProps {
  entity: string;
  kind: Entity;
  rows: Row[];
  titles: Record<string, string>;
  columns: string[];
  sorts: string[];
  group?: string;
  selection: Selection;
  loading: boolean;
  empty: React.ReactNode;
  open: (row: Row) => void;
  sort: (sorts: string[]) => void;
}

/** A row of the table: a record, or the head of a group of them. */
type Line = Row | { id: string; head: Json };

const FIRST_WIDTH = 180;

export function RecordsTable(props: RowsProps) {
  const { entity, kind, rows, titles, columns, sorts, group, selection, loading, empty, open, sort } = props;
  const { t } = useTranslation();
  const label = useLabel();
  const field = group ? fieldOf(kind, group) : undefined;
  const lines = group ? grouped(rows, group) : rows;
  const made = columns.map((name, at): ColumnType<Line> => {
    const one = fieldOf(kind, name);
    const place = sorts.findIndex((sorted) => sorted.replace("-", "") === name);
    return {
      key: name,
      title: label(one?.label, name),
      width: at === 0 ? FIRST_WIDTH : undefined,
      fixed: at === 0 ? "left" : undefined,
      sorter: one?.kind !== "rollup" && { multiple: columns.length - at },
      sortOrder: place < 0 ? null : sorts[place]?.startsWith("-") ? "descend" : "ascend",
      showSorterTooltip: false,
      align: sideOf(one),
      onCell: (line) => ("head" in line ? { colSpan: at === 0 ? columns.length : 0 } : {}),
      render: (_: unknown, line) => {
        if (!("head" in line))
          return at === 0 ? (
            <RowLink entity={entity} kind={kind} row={line} name={name} />
          ) : (
            <Cell entity={entity} kind={kind} row={line} name={name} titles={titles} />
          );
        if (at > 0 || !field) return null;
        return (
          <strong className="group-head">
            {label(field.label)}
            {t("lists.colon")}
            <FieldText field={field} value={line.head} title={(to) => titles[to]} />
          </strong>
        );
      },
    };
  });
  return (
    <Table<Line>
      rowKey="id"
      size="middle"
      className="records-table"
      loading={loading}
      dataSource={lines}
      pagination={false}
      scroll={{ x: "max-content" }}
      locale={{ emptyText: empty }}
      columns={made}
      rowClassName={(line) => (line.id === selection.at ? "row-at" : "")}
      onRow={(line) =>
        "head" in line
          ? {}
          : {
              "aria-current": line.id === selection.at || undefined,
              onClick: (event) => {
                if (!(event.target as Element).closest("a, button, input, label")) open(line);
              },
            }
      }
      rowSelection={{
        columnWidth: 44,
        fixed: true,
        selectedRowKeys: [...selection.chosen.keys()],
        onChange: (keys) => {
          const known = new Map([...selection.chosen, ...rows.map((row) => [row.id, row] as const)]);
          selection.choose(keys.flatMap((key) => known.get(String(key)) ?? []));
        },
        preserveSelectedRowKeys: true,
        getCheckboxProps: (line) => ({ "aria-label": t("lists.choose_row"), disabled: "head" in line }),
        renderCell: (_on, line, _at, box) => ("head" in line ? null : box),
        getTitleCheckboxProps: () => ({ "aria-label": t("lists.choose_all") }),
      }}
      onChange={(_page, _filters, sorter, { action }) => {
        if (action !== "sort") return;
        const all = Array.isArray(sorter) ? sorter : [sorter];
        const now = all
          .filter((one) => one.order)
          .map((one) => `${one.order === "descend" ? "-" : ""}${String(one.columnKey)}`);
        // The head that was pressed last counts most.
        sort([...now.filter((one) => !sorts.includes(one)), ...now.filter((one) => sorts.includes(one))]);
      }}
    />
  );
}

function grouped(rows: Row[], group: string): Line[] {
  const lines: Line[] = [];
  let before: string | undefined;
  for (const row of rows) {
    const value = row.values[group] ?? null;
    const now = JSON.stringify(value);
    if (now !== before) lines.push({ id: `head ${now}`, head: value });
    before = now;
    lines.push(row);
  }
  return lines;
}
