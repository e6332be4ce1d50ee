import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Row } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { linkOf } from "../fields/text";
import { useLabel } from "../language";
import { BlockEmpty } from "../pages/block_failed";
import { BlockLoading } from "../pages/block_frame";
import type { BlockProps } from "../pages/blocks";
import { fieldsOf, shownOf, useBlockRows } from "../pages/reading";
import { nameOf, type Titles } from "../pages/row_name";
import { RecordPanel } from "../records/record_panel";
import { PapersPanel } from "./papers_panel";
import "./papers.css";

/** One record whole: its details and steps beside the sheet that is made of it. */
export function DocumentBlock({ page, id, block }: BlockProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const entity = block.entity ?? "";
  const kind = entities[entity];
  const shown = kind ? shownOf(kind, block) : [];
  const found = useBlockRows({ page, id, entity, fields: kind && fieldsOf(kind, shown), limit: 50 });
  const [chosen, setChosen] = useState<string>();
  if (!kind) return null;
  if (!found) return <BlockLoading />;
  const first = found.rows.find((one) => one.id === chosen) ?? found.rows[0];
  if (!first) return <BlockEmpty>{t("pages.none_now")}</BlockEmpty>;
  const called = (row: Row) => calledWith(kind, row, shown, found.titles);
  return (
    <div className="panel paper-block">
      <Select
        showSearch={{ optionFilterProp: "label" }}
        value={first.id}
        onChange={setChosen}
        aria-label={label(kind.label, entity)}
        options={found.rows.map((row) => ({ value: row.id, label: called(row) }))}
        style={{ width: "100%", maxWidth: 480, marginBottom: 12 }}
      />
      <div className="paper-desk">
        <RecordPanel key={first.id} entity={entity} id={first.id} bare />
        <PapersPanel key={`sheet ${first.id}`} entity={entity} id={first.id} />
      </div>
    </div>
  );
}

/** What a record is called in the choice: its title or number, and what it points to. */
function calledWith(kind: Entity, row: Row, shown: string[], titles: Titles): string {
  const links = shown
    .filter((name) => name !== kind.title)
    .map((name) => ({ field: kind.fields[name], value: row.values[name] }))
    .map(({ field, value }) =>
      field?.kind === "link" && typeof value === "string"
        ? titles(linkOf(field, value).join("/"))
        : undefined,
    );
  return [nameOf(kind, row, [], titles), ...links].filter(Boolean).join(" · ");
}
