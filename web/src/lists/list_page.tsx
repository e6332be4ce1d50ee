/** The records of one entity: filtered, sorted and grouped as one likes, as a list or a board. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Button, Empty, Input, Segmented } from "antd";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { listQuery, type Row } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { Board } from "../records/board";
import { calledBy } from "../records/called";
import { Failed, PageMissing } from "../shell/failed";
import { useIsNarrow } from "../shell/narrow";
import { BeginHere } from "./begin_here";
import { BulkBar } from "./bulk_bar";
import { ListTools } from "./list_tools";
import "./lists.css";
import { filterOf, type ListSearch, type ListState, sortsOf, useListState } from "./list_state";
import { RecordCards } from "./record_cards";
import { RecordsTable } from "./records_table";
import { SavedLists } from "./saved_lists";
import { useSelection } from "./selection";

const route = getRouteApi("/inside/records/$entity");

export function ListPage() {
  const { entity } = route.useParams();
  const { entities } = useWorkspace();
  const kind = entities[entity];
  return kind ? <List key={entity} entity={entity} kind={kind} /> : <PageMissing />;
}

function List({ entity, kind }: { entity: string; kind: Entity }) {
  const { t } = useTranslation();
  const label = useLabel();
  const [state, change] = useListState(kind);
  const navigate = useNavigate({ from: "/records/$entity" });
  const [words, setWords] = useState(state.q ?? "");
  const wanted = useDeferredValue(words.trim());
  const states = Object.entries(kind.states).filter(([, one]) => !one.group);
  const board = state.look === "board" && states.length > 0;
  return (
    <>
      <div className="page-head list-head">
        <h1>{label(kind.label, entity)}</h1>
        <SavedLists
          entity={entity}
          state={state}
          open={(search) => void navigate({ search: search as ListSearch, replace: true })}
        />
        <span className="grow" />
        {states.length > 0 && (
          <Segmented
            value={board ? "board" : "list"}
            onChange={(next) => change({ look: next === "board" ? "board" : undefined })}
            options={[
              { value: "list", label: t("list.list") },
              { value: "board", label: t("list.board") },
            ]}
          />
        )}
        <Input.Search
          className="list-words"
          value={words}
          onChange={(event) => {
            setWords(event.target.value);
            change({ q: event.target.value.trim() || undefined });
          }}
          placeholder={t("list.search")}
          aria-label={t("list.search")}
          allowClear
        />
      </div>
      {board ? (
        <Board entity={entity} kind={kind} search={wanted} />
      ) : (
        <Rows entity={entity} kind={kind} state={state} change={change} wanted={wanted} />
      )}
    </>
  );
}

interface RowsProps {
  entity: string;
  kind: Entity;
  state: ListState;
  change: (next: Partial<ListSearch>) => void;
  wanted: string;
}

function Rows({ entity, kind, state, change, wanted }: RowsProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const navigate = useNavigate();
  const narrow = useIsNarrow();
  const filter = filterOf(state);
  const found = useInfiniteQuery(
    listQuery({ entity, filter, sort: sortsOf(state), fields: asked(kind, state), search: wanted }),
  );
  const pages = found.data?.pages;
  const rows = useMemo(() => pages?.flatMap((page) => page.data) ?? [], [pages]);
  const titles = useMemo(
    () => Object.assign({}, ...(pages?.map((page) => page.titles) ?? [])) as Record<string, string>,
    [pages],
  );
  const open = (row: Row) => void navigate({ to: "/records/$entity/$id", params: { entity, id: row.id } });
  const selection = useSelection(JSON.stringify([entity, filter, wanted]), rows, open);
  const name = (row: Row) =>
    String(
      (kind.title && row.values[kind.title]) ??
        calledBy(kind, row.values, (place) => titles[place]) ??
        row.values.number ??
        row.id,
    );
  const narrowed = filter !== undefined || wanted !== "";
  const empty = (
    <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t(narrowed ? "lists.none_fits" : "list.empty")}>
      {narrowed ? (
        <Button onClick={() => change({ filter: undefined, state: undefined, q: undefined })}>
          {t("lists.show_all")}
        </Button>
      ) : (
        <BeginHere entity={entity} />
      )}
    </Empty>
  );
  const shown = {
    ...{ entity, kind, rows, titles, selection, empty, open },
    columns: state.columns,
    sorts: sortsOf(state),
    group: state.group,
    loading: found.isPending,
    sort: (sorts: string[]) => change({ sort: sorts.slice(0, 3).join(",") || undefined }),
  };
  return (
    <>
      <ListTools
        entity={entity}
        kind={kind}
        state={state}
        change={change}
        total={pages?.[0]?.total}
        titles={titles}
      />
      {found.error ? (
        <Failed error={found.error} again={found.refetch} />
      ) : (
        <div className={narrow ? "" : "panel"}>
          {narrow ? <RecordCards {...shown} /> : <RecordsTable {...shown} />}
          {found.hasNextPage && (
            <div className="list-more">
              <Button onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
                {t("list.more")}
              </Button>
            </div>
          )}
        </div>
      )}
      {selection.chosen.size > 0 && (
        <BulkBar
          entity={entity}
          kind={kind}
          chosen={[...selection.chosen.values()]}
          columns={state.columns}
          clear={selection.clear}
          name={name}
        />
      )}
      <p className="quiet list-keys only-wide">{t("lists.keys", { name: label(kind.label) })}</p>
    </>
  );
}

/** What is asked for: the columns, and what naming a row, its steps and its group need. */
function asked(kind: Entity, state: ListState): string[] {
  const tracks = Object.values(kind.transitions).flatMap((one) => one.track ?? []);
  const needed = [kind.title, ...(kind.named_by ?? []), "number", "state", state.group, ...tracks];
  const there = needed.filter((name): name is string => typeof name === "string" && name in kind.fields);
  return [...new Set([...state.columns, ...there])];
}
