/** What other records tell of one: the latest contacts at a glance, and what is still open above everything. */
import { PushpinOutlined } from "@ant-design/icons";
import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Row } from "../api/records";
import { tellingQuery, tellingsOf } from "../api/tellings";
import { type Entity, type Telling, useWorkspace } from "../api/workspace";
import { LinkTo } from "../fields/link_to";
import { Moment } from "../fields/moment";
import { FieldText } from "../fields/text";
import { useLabel, useLanguage } from "../language";
import "./story.css";

export interface Told {
  telling: Telling;
  row: Row;
  titles?: Record<string, string>;
  at: string;
  who: string | null;
}

interface About {
  entity: string;
  id: string;
  kind: Entity;
}

/** Newest first; undefined as long as not everything is there. */
export function useTold({ entity, id, kind }: About, pinned: boolean): Told[] | undefined {
  const { entities } = useWorkspace();
  const tellings = tellingsOf(kind, entities).filter((one) => (one.pinned !== null) === pinned);
  const found = useQueries({ queries: tellings.map((one) => tellingQuery(entities, one, entity, id)) });
  if (found.some((one) => one.isPending)) return undefined;
  const told = found.flatMap((one, place) =>
    (one.data?.data ?? []).map((row) => ({
      telling: tellings[place] as Telling,
      row,
      titles: one.data?.titles,
      at: String(row.values.created_at),
      who: (row.values.created_by as string | null) ?? null,
    })),
  );
  return told.sort((a, b) => b.at.localeCompare(a.at));
}

const LATEST = 3;

/** The last three: who, when and with what result. */
export function Recent(about: About) {
  const { t } = useTranslation();
  const told = useTold(about, false);
  if (about.kind.story.every((one) => one.pinned !== null)) return null;
  const shown = told?.slice(0, LATEST);
  return (
    <section className="recent" aria-label={t("record.recent")}>
      <h3 className="quiet small">{t("record.recent")}</h3>
      {shown === undefined ? (
        <div className="line-skeleton" aria-hidden />
      ) : shown.length === 0 ? (
        <p className="quiet">{t("record.no_recent")}</p>
      ) : (
        <ul>
          {shown.map((one) => (
            <li key={one.row.id}>
              <TellingLine told={one} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What is still open, such as what was promised. */
export function Pinned(about: About) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const told = useTold(about, true);
  if (!told?.length) return null;
  return (
    <ul className="pinned" aria-label={t("record.pinned")}>
      {told.map((one) => (
        <li key={one.row.id}>
          <PushpinOutlined aria-hidden />{" "}
          <span className="quiet">{label(entities[one.telling.entity]?.label)}</span>{" "}
          <TellingLine told={one} />
        </li>
      ))}
    </ul>
  );
}

/** Who, when, and what it says; with a way to the whole. */
export function TellingLine({ told }: { told: Told }) {
  const language = useLanguage();
  const { entities } = useWorkspace();
  const { telling, row, titles } = told;
  const fields = entities[telling.entity]?.fields ?? {};
  const said = telling.show.filter(
    (name) => fields[name] && row.values[name] !== null && row.values[name] !== undefined,
  );
  return (
    <>
      <span className="who">
        {told.who && <LinkTo entity="person" id={told.who} title={titles?.[`person/${told.who}`]} />}{" "}
        <Moment at={told.at} relative />
      </span>{" "}
      <Link to="/records/$entity/$id" params={{ entity: telling.entity, id: row.id }} className="what">
        {said.length === 0
          ? String(row.values.number ?? "…")
          : said.map((name, place) => (
              <span key={name}>
                {place > 0 && (language === "zh-CN" ? "，" : ", ")}
                {fields[name] && (
                  <FieldText field={fields[name]} value={row.values[name]} title={(one) => titles?.[one]} />
                )}
              </span>
            ))}
      </Link>
    </>
  );
}
