import { useTranslation } from "react-i18next";
import type { Row } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { momentText } from "../fields/moment";
import { useLabel, useLanguage } from "../language";
import { BlockEmpty } from "./block_failed";
import { BlockLoading } from "./block_frame";
import type { BlockProps } from "./blocks";
import { MoreRows } from "./more_rows";
import { fieldsOf, shownOf, useBlockRows } from "./reading";
import { RowFacts } from "./row_facts";
import { foundBy, nameOf, RowName, type Titles } from "./row_name";

/** Records one after the other by a moment of theirs, under the day that it falls on. */
export function TimelineBlock({ page, id, block, alone }: BlockProps) {
  const { t } = useTranslation();
  const { entities } = useWorkspace();
  const entity = block.entity ?? "";
  const kind = entities[entity];
  const at = block.at ?? "";
  const shown = (kind ? shownOf(kind, block) : []).filter((name) => name !== at);
  const found = useBlockRows({
    page,
    id,
    entity,
    sort: block.sort?.length ? block.sort : [`-${at}`],
    fields: kind && fieldsOf(kind, shown, [at]),
    limit: alone ? 50 : 12,
  });
  const days = useDays(found?.rows ?? [], at, kind);
  if (!kind) return null;
  if (!found) return <BlockLoading />;
  if (found.rows.length === 0) return <BlockEmpty>{t("pages.none_now")}</BlockEmpty>;
  return (
    <div className="panel timeline">
      {days.map(({ day, rows }) => (
        <section key={day} aria-label={day}>
          <h3>{day || t("pages.no_day")}</h3>
          <ol>
            {rows.map((row) => (
              <Entry key={row.id} kind={kind} row={row} at={at} shown={shown} titles={found.titles} />
            ))}
          </ol>
        </section>
      ))}
      <MoreRows {...found} />
    </div>
  );
}

interface EntryProps {
  kind: Entity;
  row: Row;
  at: string;
  shown: string[];
  titles: Titles;
}

function Entry({ kind, row, at, shown, titles }: EntryProps) {
  const language = useLanguage();
  const label = useLabel();
  const { time_zone } = useWorkspace();
  const moment = row.values[at];
  const time = kind.fields[at]?.kind === "datetime" && typeof moment === "string";
  const state = shown.includes("state") ? label(kind.states[String(row.values.state)]?.label) : "";
  return (
    <li data-about={foundBy(kind, row)}>
      <time className="figures quiet" dateTime={String(moment ?? "")}>
        {time ? momentText(moment, language, time_zone).slice(-5) : ""}
      </time>
      <div>
        <RowName row={row} name={nameOf(kind, row, shown, titles)} />{" "}
        {state && <span className="quiet">{state}</span>}
        <RowFacts kind={kind} row={row} shown={shown} titles={titles} />
      </div>
    </li>
  );
}

/** Rows under the day of their moment in the company's zone, in the order they came. */
function useDays(rows: Row[], at: string, kind?: Entity): { day: string; rows: Row[] }[] {
  const language = useLanguage();
  const { time_zone } = useWorkspace();
  const days = new Map<string, Row[]>();
  for (const row of rows) {
    const value = row.values[at];
    const zone = kind?.fields[at]?.kind === "date" ? "UTC" : time_zone; // a day has no zone
    const day = typeof value === "string" ? momentText(value, language, zone, true) : "";
    days.set(day, [...(days.get(day) ?? []), row]);
  }
  return [...days].map(([day, inside]) => ({ day, rows: inside }));
}
