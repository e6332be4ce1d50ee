import { type QueryKey, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert, Skeleton } from "antd";
import { lazy, Suspense } from "react";
import { useTranslation } from "react-i18next";
import { papersQuery } from "../api/papers";
import { historyQuery, offersQuery, recordQuery } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { useLanguage } from "../language";
import { Failed } from "../shell/failed";
import { ActingDialog } from "./acting_dialog";
import { Facts } from "./facts";
import { Header } from "./header";
import { LineTables } from "./line_tables";
import { Middle } from "./middle";
import { OfferList } from "./offer_list";
import { PanelSkeleton } from "./panel_skeleton";
import { Path } from "./path";
import { QuickBar } from "./quick_bar";
import "./panes.css";
import "./records.css";
import { Pinned, Recent } from "./told";
import { useActing } from "./use_acting";
import { useWide } from "./use_wide";

interface About {
  entity: string;
  id: string;
  /** Beside the queue: only what one needs to act; the rest stands on the record's own page. */
  brief?: boolean;
  /** Whether its documents stand beside it already. */
  bare?: boolean;
  /** Whether it is a page of its own: with room enough it has three panes. */
  whole?: boolean;
}

/** A record: how far it is, what it says, what happened, and what this person can do about it. */
export function RecordPanel(about: About) {
  const { place, wide } = useWide();
  const panes = about.whole && wide;
  return (
    <div ref={place}>
      <Suspense fallback={<PanelSkeleton wide={panes} />}>
        <Panel {...about} wide={panes} />
      </Suspense>
    </div>
  );
}

const Listed = lazy(() => import("../pages/listed").then((room) => ({ default: room.Listed })));

/** What the panel will show is asked for at once, and not when the record has come. */
function useAskedTogether({ entity, id, brief, bare }: About, language: string): void {
  const client = useQueryClient();
  const anew = ({ queryKey }: { queryKey: QueryKey }) => client.getQueryState(queryKey) === undefined;
  const offers = offersQuery(entity, id, language);
  const papers = papersQuery({ entity, id }, language);
  const history = historyQuery(entity, id);
  if (anew(offers)) void client.prefetchQuery(offers);
  if (!bare && anew(papers)) void client.prefetchQuery(papers);
  if (!brief && anew(history)) void client.prefetchInfiniteQuery(history);
}

function Panel(about: About & { wide?: boolean }) {
  const { entity, id, brief, bare, whole, wide } = about;
  const { t } = useTranslation();
  const language = useLanguage();
  const { entities } = useWorkspace();
  useAskedTogether(about, language);
  const { data: record } = useSuspenseQuery(recordQuery(entity, id));
  const asked = useQuery(offersQuery(entity, id, language));
  const acting = useActing(record);
  const kind = entities[entity];
  if (!kind) return null;
  if (asked.isLoading) return <PanelSkeleton wide={wide} />;
  const offers = asked.data ?? [];
  const edit = () => acting.open({ kind: "edit" });
  return (
    <>
      <Header kind={kind} record={record} whole={whole} />
      {record.merged_into && <Merged entity={entity} into={record.merged_into} />}
      <Path entity={kind} state={String(record.values.state ?? "")} offers={offers} />
      {asked.data && <QuickBar kind={kind} record={record} offers={offers} acting={acting} />}
      <div className="record" data-panes={wide ? 3 : undefined}>
        {wide && (
          <section className="facts-pane" aria-label={t("record.facts")}>
            <Facts key={id} kind={kind} record={record} edit={edit} as="column" />
          </section>
        )}
        <div className="middle">
          {wide && <LineTables kind={kind} record={record} />}
          {!brief && kind.story.some((one) => one.listed) && (
            <Suspense fallback={<Skeleton active title={false} />}>
              <Listed kind={kind} entity={entity} id={id} />
            </Suspense>
          )}
          {brief && <Pinned entity={entity} id={id} kind={kind} />}
          {brief && <Recent entity={entity} id={id} kind={kind} />}
          <Middle kind={kind} record={record} edit={edit} brief={brief} bare={bare} wide={wide} />
        </div>
        <aside aria-label={t("record.offers")}>
          {asked.error && !asked.data ? (
            <Failed error={asked.error} again={asked.refetch} />
          ) : (
            <OfferList kind={kind} offers={offers} record={record} acting={acting} />
          )}
        </aside>
      </div>
      {acting.opened && <ActingDialog record={record} acting={acting} opened={acting.opened} />}
    </>
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
