import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button, Empty, Segmented, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { behindQuery, figuresQuery } from "../api/figures";
import type { Row } from "../api/records";
import { type Entity, type Metric, useWorkspace } from "../api/workspace";
import { FieldText } from "../fields/text";
import { useLabel, useLanguage } from "../language";
import { fieldsOf } from "../pages/reading";
import { Failed, PageMissing } from "../shell/failed";
import { spanText } from "./days";
import { figureText } from "./metric";
import { Narrowed } from "./narrowed";
import "./figures.css";
import "../pages/pages.css";

const route = getRouteApi("/inside/figures/$metric");
const COLUMNS = 6;
const WIDE = new Set(["long_text", "lines", "file", "image", "address"]);

/** The records behind a figure. */
export function BehindPage() {
  const { metric } = route.useParams();
  const search = route.useSearch();
  const { metrics, entities } = useWorkspace();
  const measured = metrics[metric];
  const kind = entities[measured?.entity ?? ""];
  if (!measured || !kind || !search.from || !search.to) return <PageMissing />;
  return <Records key={metric} id={metric} metric={measured} kind={kind} />;
}

type Which = "all" | "held" | "rest";

function Records({ id, metric, kind }: { id: string; metric: Metric; kind: Entity }) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { currency } = useWorkspace();
  const { from, to, where, held } = route.useSearch();
  const [which, setWhich] = useState<Which>(held === undefined ? "all" : held ? "held" : "rest");
  const share = metric.function === "share";
  const shown = columnsOf(kind, metric);
  const figure = useQuery(figuresQuery({ metric: id, from, to, where }, language));
  const found = useInfiniteQuery(
    behindQuery({
      metric: id,
      from,
      to,
      where,
      held: !share || which === "all" ? undefined : which === "held",
      fields: fieldsOf(kind, shown),
      sort: `-${metric.at}`,
    }),
  );
  const rows = found.data?.pages.flatMap((page) => page.data) ?? [];
  const titles: Record<string, string> = Object.assign(
    {},
    ...(found.data?.pages.map((page) => page.titles) ?? []),
  );
  const total = figure.data?.total;
  return (
    <>
      <div className="page-head">
        <h1>{label(metric.label, id)}</h1>
        {total && (
          <strong className="behind-total figures">
            {figureText(metric, total.value, { language, currency })}
          </strong>
        )}
        <span className="quiet figures">
          {spanText(from, to, language, true)}
          {total && ` · ${t("list.count", { count: total.rows, more: "" })}`}
        </span>
        <Narrowed entity={metric.entity} where={where} />
        <span className="grow" />
        {share && (
          <Segmented<Which>
            aria-label={t("figures.which")}
            value={which}
            onChange={setWhich}
            options={[
              { value: "all", label: t("figures.all") },
              { value: "held", label: t("figures.held", { count: total?.held ?? 0 }) },
              { value: "rest", label: t("figures.rest", { count: (total?.rows ?? 0) - (total?.held ?? 0) }) },
            ]}
          />
        )}
      </div>
      {label(metric.help) && <p className="quiet">{label(metric.help)}</p>}
      {found.error ? (
        <Failed error={found.error} again={found.refetch} />
      ) : found.isPending ? (
        <div className="panel" style={{ padding: 16 }}>
          <Skeleton active title={false} paragraph={{ rows: 6 }} />
        </div>
      ) : rows.length === 0 ? (
        <Empty description={t("list.empty")} />
      ) : (
        <div className="panel behind-rows">
          <Rows kind={kind} entity={metric.entity} shown={shown} rows={rows} titles={titles} />
          {found.hasNextPage && (
            <div className="block-more">
              <Button
                type="text"
                onClick={() => void found.fetchNextPage()}
                loading={found.isFetchingNextPage}
              >
                {t("list.more")}
              </Button>
            </div>
          )}
        </div>
      )}
    </>
  );
}

interface RowsProps {
  kind: Entity;
  entity: string;
  shown: string[];
  rows: Row[];
  titles: Record<string, string>;
}

function Rows({ kind, entity, shown, rows, titles }: RowsProps) {
  const label = useLabel();
  const head = kind.title ?? "number";
  const called = (name: string) => label(kind.fields[name]?.label, name);
  const rest = shown.filter((name) => name !== head);
  return (
    <table className="rows">
      <thead>
        <tr>
          {[head, ...rest].map((name) => (
            <th key={name} scope="col">
              {called(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <Link to="/records/$entity/$id" params={{ entity, id: row.id }}>
                <strong>{String(row.values[head] ?? row.values.number ?? "–")}</strong>
              </Link>
            </td>
            {rest.map((name) => (
              <td key={name} data-label={called(name)}>
                {name === "state"
                  ? label(kind.states[String(row.values.state)]?.label, String(row.values.state ?? "–"))
                  : kind.fields[name] && (
                      <FieldText
                        field={kind.fields[name]}
                        value={row.values[name]}
                        title={(place) => titles[place]}
                      />
                    )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Whom it is about, when, its state and owner, and then its first own fields. */
function columnsOf(kind: Entity, metric: Metric): string[] {
  const own = Object.entries(kind.fields).filter(([, field]) => !field.common && !WIDE.has(field.kind));
  const links = own.filter(([, field]) => field.kind === "link").slice(0, 2);
  const moving = Object.keys(kind.states).length > 0;
  const wanted = [
    kind.title ?? "number",
    ...links.map(([name]) => name),
    metric.at,
    ...(moving ? ["state"] : []),
    "owner",
    ...own.map(([name]) => name),
  ];
  return [...new Set(wanted)].filter((name) => name in kind.fields).slice(0, COLUMNS);
}
