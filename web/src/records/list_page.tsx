import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button, Empty, Input, Segmented, Table } from "antd";
import type { ColumnType } from "antd/es/table";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/http";
import { listQuery, type Row } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";
import { Failed, PageMissing } from "../shell/failed";
import { Board } from "./board";

const route = getRouteApi("/inside/records/$entity");
const COLUMNS = 7;
const TELLING = new Set(["phone", "enum", "money", "datetime", "date"]);
const WIDE = new Set(["long_text", "lines", "file", "image", "address"]);

export function ListPage() {
  const { entity } = route.useParams();
  const { entities } = useWorkspace();
  const kind = entities[entity];
  return kind ? <List key={entity} entity={entity} kind={kind} /> : <PageMissing />;
}

type Look = "list" | "board";

function List({ entity, kind }: { entity: string; kind: Entity }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { state, sort } = route.useSearch();
  const navigate = useNavigate({ from: "/records/$entity" });
  const [words, setWords] = useState("");
  const [look, setLook] = useState<Look>("list");
  const wanted = useDeferredValue(words.trim());
  const shown = useMemo(() => columnsOf(kind), [kind]);
  const filter: Json = state ? { field: "state", op: "eq", value: state } : null;
  const found = useInfiniteQuery({
    ...listQuery({
      entity,
      filter: filter ?? undefined,
      sort: sort ? [sort] : undefined,
      fields: fieldsOf(kind, shown),
      search: wanted,
    }),
    enabled: look === "list",
  });
  const rows = found.data?.pages.flatMap((page) => page.data) ?? [];
  const titles = useMemo(
    () =>
      Object.assign({}, ...(found.data?.pages.map((page) => page.titles) ?? [])) as Record<string, string>,
    [found.data],
  );
  const total = found.data?.pages[0]?.total;
  const states = Object.entries(kind.states).filter(([, one]) => !one.group);
  const choose = (next: { state?: string; sort?: string }) =>
    void navigate({ search: { state, sort, ...next }, replace: true });
  return (
    <>
      <div className="page-head">
        <h1>{label(kind.label, entity)}</h1>
        {look === "list" && total && (
          <span className="quiet figures" role="status">
            {t("list.count", { count: total.value, more: total.exact ? "" : "+" })}
          </span>
        )}
        <span className="grow" />
        {states.length > 0 && (
          <Segmented<Look>
            value={look}
            onChange={setLook}
            options={[
              { value: "list", label: t("list.list") },
              { value: "board", label: t("list.board") },
            ]}
          />
        )}
        <Input.Search
          style={{ width: "min(260px, 100%)" }}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          placeholder={t("list.search")}
          aria-label={t("list.search")}
          allowClear
        />
      </div>
      {states.length > 0 && look === "list" && (
        <fieldset className="states" aria-label={t("list.states")}>
          <Button
            size="small"
            type={state ? "text" : "primary"}
            aria-pressed={!state}
            onClick={() => choose({ state: undefined })}
          >
            {t("list.every_state")}
          </Button>
          {states.map(([id, one]) => (
            <Button
              key={id}
              size="small"
              type={state === id ? "primary" : "text"}
              aria-pressed={state === id}
              onClick={() => choose({ state: id })}
            >
              {label(one.label, id)}
            </Button>
          ))}
        </fieldset>
      )}
      {look === "board" ? (
        <Board entity={entity} kind={kind} search={wanted} />
      ) : found.error ? (
        <Failed error={found.error} again={found.refetch} />
      ) : (
        <div className="panel">
          <Table<Row>
            rowKey="id"
            size="middle"
            loading={found.isPending}
            dataSource={rows}
            pagination={false}
            scroll={{ x: "max-content" }}
            locale={{ emptyText: <Empty description={t("list.empty")} /> }}
            columns={shown.map((name) => column(name))}
            onChange={(_page, _filters, sorter) => {
              const one = Array.isArray(sorter) ? sorter[0] : sorter;
              choose({
                sort: one?.order
                  ? `${one.order === "descend" ? "-" : ""}${String(one.columnKey)}`
                  : undefined,
              });
            }}
          />
          {found.hasNextPage && (
            <div style={{ padding: 12, textAlign: "center" }}>
              <Button onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
                {t("list.more")}
              </Button>
            </div>
          )}
        </div>
      )}
    </>
  );

  function column(name: string): ColumnType<Row> {
    const field = kind.fields[name];
    const first = name === shown[0];
    return {
      key: name,
      title: label(field?.label, name),
      sorter: field?.kind !== "rollup",
      sortOrder: sort === name ? "ascend" : sort === `-${name}` ? "descend" : null,
      align:
        field && ["integer", "decimal", "money", "percent", "rollup"].includes(field.kind)
          ? "end"
          : undefined,
      render: (_: unknown, row: Row) => {
        const value = row.values[name];
        if (first)
          return (
            <Link to="/records/$entity/$id" params={{ entity, id: row.id }}>
              <strong>{String(value ?? row.values.number ?? "–")}</strong>
            </Link>
          );
        if (name === "state") return label(kind.states[String(value)]?.label, String(value ?? "–"));
        return field ? <FieldText field={field} value={value} title={(place) => titles[place]} /> : null;
      },
    };
  }
}

/** The title, the number and the state, who has it, and of its own fields those that must be filled in, then the first ones. */
function columnsOf(kind: Entity): string[] {
  const moving = Object.keys(kind.states).length > 0;
  const first = ["number", "state", "owner"].filter((name) =>
    name === "state" ? moving : name in kind.fields,
  );
  const own = Object.entries(kind.fields).filter(
    ([name, field]) => !field.common && !WIDE.has(field.kind) && name !== kind.title && name !== "state",
  );
  const telling = own.filter(([, field]) => field.required || TELLING.has(field.kind));
  const names = [...telling, ...own].map(([name]) => name);
  return [...new Set([kind.title ?? "number", ...first, ...names])].slice(0, COLUMNS);
}

function fieldsOf(kind: Entity, shown: string[]): string[] {
  return [...new Set([...shown, ...("number" in kind.fields ? ["number"] : [])])];
}
