/** What has to be dealt with beside a record, in lists of its own: each row with its steps. */
import { useTranslation } from "react-i18next";
import { listedOf, pointingTo } from "../api/tellings";
import { type Entity, type Telling, useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { Failed } from "../shell/failed";
import { Rows } from "./list_block";
import { MoreRows } from "./more_rows";
import "./pages.css";
import { fieldsOf, useRows } from "./reading";

interface About {
  kind: Entity;
  entity: string;
  id: string;
}

export function Listed({ kind, entity, id }: About) {
  const { entities } = useWorkspace();
  return listedOf(kind, entities).map((one) => (
    <List key={`${one.entity}.${one.link}`} telling={one} entity={entity} id={id} />
  ));
}

function List({ telling, entity, id }: { telling: Telling; entity: string; id: string }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const kind = entities[telling.entity];
  const moves = Object.keys(kind?.states ?? {}).length > 0;
  const shown = [...telling.show.filter((name) => kind?.fields[name]), ...(moves ? ["state"] : [])];
  const { rows, error, again } = useRows({
    entity: telling.entity,
    filter: pointingTo(entities, telling, entity, id),
    fields: kind && fieldsOf(kind, shown),
    steps: moves,
  });
  if (!kind || rows?.rows.length === 0) return null;
  const name = label(kind.label, telling.entity);
  const ends = (state: string) => kind.states[state]?.final || kind.path.at(-1) === state;
  const done = rows?.rows.filter((row) => ends(String(row.values.state))).length ?? 0;
  return (
    <section className="listed" aria-label={name}>
      <h3>
        {name}{" "}
        {moves && rows && (
          <span className="quiet figures">{t("pages.dealt_with", { done, all: rows.rows.length })}</span>
        )}
      </h3>
      {error ? (
        <Failed error={error} again={again} />
      ) : rows ? (
        <>
          <Rows kind={kind} shown={shown} rows={rows.rows} titles={rows.titles} />
          <MoreRows {...rows} />
        </>
      ) : (
        <div className="line-skeleton" aria-hidden />
      )}
    </section>
  );
}
