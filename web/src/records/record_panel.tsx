import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Segmented, Skeleton } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { papersQuery } from "../api/papers";
import { offersQuery, recordQuery } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { useLanguage } from "../language";
import { Failed } from "../shell/failed";
import { ActingDialog } from "./acting_dialog";
import { Facts } from "./facts";
import { Header } from "./header";
import { OfferList } from "./offer_list";
import { Path } from "./path";
import { QuickBar } from "./quick_bar";
import "./records.css";
import { Story } from "./story";
import { Pinned, Recent } from "./told";
import { useActing } from "./use_acting";

interface About {
  entity: string;
  id: string;
  /** Beside the queue: only what one needs to act; the rest stands on the record's own page. */
  brief?: boolean;
  /** Whether its documents stand beside it already. */
  bare?: boolean;
  /** Whether it is a page of its own. */
  whole?: boolean;
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
const Listed = lazy(() => import("../pages/listed").then((room) => ({ default: room.Listed })));
const PapersPanel = lazy(() =>
  import("../papers/papers_panel").then((room) => ({ default: room.PapersPanel })),
);

function Panel({ entity, id, brief, bare, whole }: About) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { entities } = useWorkspace();
  const { data: record } = useSuspenseQuery(recordQuery(entity, id));
  const asked = useQuery(offersQuery(entity, id, language));
  const { data: papers } = useQuery({ ...papersQuery({ entity, id }, language), enabled: !bare });
  const acting = useActing(record);
  const [part, setPart] = useState<Part>(brief ? "facts" : "story");
  const kind = entities[entity];
  if (!kind) return null;
  const offers = asked.data ?? [];
  return (
    <div>
      <Header kind={kind} record={record} whole={whole} />
      {record.merged_into && <Merged entity={entity} into={record.merged_into} />}
      <Path entity={kind} state={String(record.values.state ?? "")} offers={offers} />
      {asked.data && <QuickBar kind={kind} record={record} offers={offers} acting={acting} />}
      <div className="record">
        <div style={{ minWidth: 0 }}>
          {!brief && kind.story.some((one) => one.listed) && (
            <Suspense fallback={<Skeleton active title={false} />}>
              <Listed kind={kind} entity={entity} id={id} />
            </Suspense>
          )}
          {brief && <Pinned entity={entity} id={id} kind={kind} />}
          {brief && <Recent entity={entity} id={id} kind={kind} />}
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
          {part === "facts" ? (
            <Facts key={id} kind={kind} record={record} edit={() => acting.open({ kind: "edit" })} />
          ) : part === "papers" ? (
            <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
              <PapersPanel key={id} entity={entity} id={id} />
            </Suspense>
          ) : (
            <Story key={id} entity={entity} id={id} kind={kind} />
          )}
        </div>
        <aside aria-label={t("record.offers")}>
          {asked.error ? (
            <Failed error={asked.error} again={asked.refetch} />
          ) : asked.data ? (
            <OfferList kind={kind} offers={offers} record={record} acting={acting} />
          ) : (
            <Skeleton active title={false} />
          )}
        </aside>
      </div>
      {acting.opened && <ActingDialog record={record} acting={acting} opened={acting.opened} />}
    </div>
  );
}

function Merged({ entity, into }: { entity: string; into: string }) {
  const { t } = useTranslation();
  return (
    <Alert
      type="info"
      showIcon
      style={{ marginBottom: 12 }}
      title={
        <>
          {t("record.merged")}{" "}
          <Link to="/records/$entity/$id" params={{ entity, id: into }}>
            {t("record.survivor")}
          </Link>
        </>
      }
    />
  );
}
