/** Above the rows: how many there are, the states, what the list is narrowed to, and its columns. */
import { FilterOutlined, ImportOutlined, SwapOutlined, TableOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Page } from "../api/records";
import { useMe } from "../api/session";
import { type Entity, useWorkspace } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { LinkButton } from "../shell/link_button";
import { ColumnsPanel } from "./columns_panel";
import { ExportButton } from "./export_button";
import { placesOf } from "./fields";
import { FilterPanel } from "./filter_panel";
import { filterOf, type ListSearch, type ListState, sortsOf } from "./list_state";
import { sentence } from "./sentence";
import { readFilter } from "./tree";

interface Props {
  entity: string;
  kind: Entity;
  state: ListState;
  change: (next: Partial<ListSearch>) => void;
  total: Page["total"] | undefined;
  titles: Record<string, string>;
}

export function ListTools({ entity, kind, state, change, total, titles }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const workspace = useWorkspace();
  const me = useMe();
  const [panel, setPanel] = useState<"filter" | "columns">();
  const places = useMemo(() => placesOf(workspace, kind), [workspace, kind]);
  const told = useMemo(() => {
    if (state.filter === undefined) return "";
    const known = new Map(places.map((one) => [one.path, one]));
    const title = (to: string, id: string) => titles[`${to}/${id}`];
    const telling = { t, label, language, workspace, places: known, me: me.person.id, title };
    return sentence(readFilter(state.filter), telling);
  }, [state.filter, places, t, label, language, workspace, me.person.id, titles]);
  const states = Object.entries(kind.states).filter(([, one]) => !one.group);
  return (
    <>
      <div className="list-tools">
        <Button
          icon={<FilterOutlined aria-hidden />}
          type={state.filter === undefined ? "default" : "primary"}
          ghost={state.filter !== undefined}
          onClick={() => setPanel("filter")}
        >
          {t("lists.filter")}
        </Button>
        <Button icon={<TableOutlined aria-hidden />} onClick={() => setPanel("columns")}>
          {t("lists.columns")}
        </Button>
        {kind.export && (
          <ExportButton
            ask={{ entity, filter: filterOf(state), sort: sortsOf(state), fields: state.columns }}
          />
        )}
        {kind.create.allowed && !kind.builtin && (
          <LinkButton to="/imports/$entity" params={{ entity }} icon={<ImportOutlined aria-hidden />}>
            {t("lists.import")}
          </LinkButton>
        )}
        {entity === "person" && me.admin && (
          <LinkButton to="/handovers" icon={<SwapOutlined aria-hidden />}>
            {t("handovers.open")}
          </LinkButton>
        )}
        <span className="grow" />
        {total && (
          <span className="quiet figures" role="status">
            {t("list.count", { count: total.value, more: total.exact ? "" : "+" })}
          </span>
        )}
      </div>
      {states.length > 0 && (
        <fieldset className="states" aria-label={t("list.states")}>
          {[undefined, ...states.map(([id]) => id)].map((id) => (
            <Button
              key={id ?? ""}
              size="small"
              type={state.state === id ? "primary" : "text"}
              aria-pressed={state.state === id}
              onClick={() => change({ state: id })}
            >
              {id ? label(kind.states[id]?.label, id) : t("list.every_state")}
            </Button>
          ))}
        </fieldset>
      )}
      {told && (
        <p className="list-said">
          <FilterOutlined aria-hidden /> <span>{told}</span>
          <Button size="small" type="link" onClick={() => change({ filter: undefined })}>
            {t("lists.clear")}
          </Button>
        </p>
      )}
      {panel === "filter" && (
        <FilterPanel
          said={state.filter}
          places={places}
          close={() => setPanel(undefined)}
          apply={(filter) => change({ filter })}
        />
      )}
      {panel === "columns" && (
        <ColumnsPanel
          kind={kind}
          columns={state.columns}
          group={state.group}
          close={() => setPanel(undefined)}
          change={change}
        />
      )}
    </>
  );
}
