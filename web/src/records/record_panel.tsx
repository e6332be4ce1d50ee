import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Segmented, Skeleton } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { papersQuery } from "../api/papers";
import { recordQuery } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { FieldText } from "../fields/text";
import { useLabel, useLanguage } from "../language";
import { EditPanel } from "./edit_panel";
import { Facts } from "./facts";
import { Offers } from "./offers";
import { Path } from "./path";
import { Story } from "./story";

interface About {
  entity: string;
  id: string;
  /** Whether its documents stand beside it already. */
  bare?: boolean;
}

/** A record: how far it is, what it says, what happened, and what this person can do about it. */
export function RecordPanel(about: About) {
  return (
    <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
      <Panel {...about} />
    </Suspense>
  );
}

type Part = "facts" | "story" | "papers";
const PapersPanel = lazy(() =>
  import("../papers/papers_panel").then((room) => ({ default: room.PapersPanel })),
);

function Panel({ entity, id, bare }: About) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const { data: record } = useSuspenseQuery(recordQuery(entity, id));
  const language = useLanguage();
  const { data: papers } = useQuery({ ...papersQuery({ entity, id }, language), enabled: !bare });
  const [part, setPart] = useState<Part>("facts");
  const [editing, setEditing] = useState(false);
  const kind = entities[entity];
  if (!kind) return null;
  const title = kind.title ? record.values[kind.title] : null;
  const owner = kind.fields.owner;
  return (
    <div>
      <div className="page-head" style={{ marginBottom: 8 }}>
        <h2 style={{ margin: 0, fontSize: 18 }}>
          <Link to="/records/$entity/$id" params={{ entity, id }} style={{ color: "inherit" }}>
            {String(title ?? record.values.number ?? label(kind.label, entity))}
          </Link>
        </h2>
        <span className="quiet figures">
          {[label(kind.label, entity), title ? record.values.number : null].filter(Boolean).join(" · ")}
        </span>
        {owner && record.values.owner ? (
          <span className="quiet">
            {label(owner.label)}{" "}
            <FieldText field={owner} value={record.values.owner} title={(place) => record.titles?.[place]} />
          </span>
        ) : null}
      </div>
      {record.merged_into && (
        <Alert
          type="info"
          showIcon
          style={{ marginBottom: 12 }}
          title={
            <>
              {t("record.merged")}{" "}
              <Link to="/records/$entity/$id" params={{ entity, id: record.merged_into }}>
                {t("record.survivor")}
              </Link>
            </>
          }
        />
      )}
      <Path entity={kind} state={String(record.values.state ?? "")} />
      <div className="record">
        <div style={{ minWidth: 0 }}>
          <Segmented<Part>
            value={part}
            onChange={setPart}
            options={[
              { value: "facts", label: t("record.facts") },
              { value: "story", label: t("record.story") },
              ...(!bare && papers?.documents.length
                ? [{ value: "papers" as const, label: t("papers.part") }]
                : []),
            ]}
            style={{ marginBottom: 12 }}
          />
          {editing ? (
            <EditPanel record={record} close={() => setEditing(false)} />
          ) : part === "facts" ? (
            <Facts kind={kind} record={record} edit={() => setEditing(true)} />
          ) : part === "papers" ? (
            <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
              <PapersPanel entity={entity} id={id} />
            </Suspense>
          ) : (
            <Story entity={entity} id={id} />
          )}
        </div>
        <aside aria-label={t("record.offers")}>
          <Offers entity={entity} id={id} version={record.version} />
        </aside>
      </div>
    </div>
  );
}
