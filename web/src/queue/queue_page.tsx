import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { type Queue, queueQuery } from "../api/queue";
import { useLanguage } from "../language";
import { RecordPanel } from "../records/record_panel";
import { Failed } from "../shell/failed";
import { useShortcut } from "../shell/shortcuts";
import "./queue.css";
import { QueueItem } from "./queue_item";
import { QueueList } from "./queue_list";
import { useAhead } from "./use_ahead";
import { usePlace } from "./use_place";
import { Zero } from "./zero";

/** Everyone's home: what is to be done now and why, with the record beside it; J and K go through it. */
export function QueuePage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(queueQuery(language));
  const work = data?.data ?? [];
  const { item, at, choose, step } = usePlace(work);
  useShortcut("j", () => step(1));
  useShortcut("k", () => step(-1));
  useAhead(work, at);
  return (
    <>
      <div className="page-head">
        <h1>{t("queue.title")}</h1>
        {data && <Counts counts={data.counts} />}
      </div>
      {error && !data ? (
        <Failed error={error} again={refetch} />
      ) : !data ? (
        <Skeleton active paragraph={{ rows: 8 }} />
      ) : !item ? (
        <Zero />
      ) : (
        <div className="two">
          <nav className="panel queue-list" aria-label={t("queue.list")}>
            <QueueList work={work} chosen={item.id} choose={choose} />
          </nav>
          <section className="panel only-wide queue-card" aria-label={t("queue.item")}>
            <QueueItem key={item.id} item={item} />
            <RecordPanel entity={item.entity} id={item.record} brief />
          </section>
        </div>
      )}
    </>
  );
}

function Counts({ counts }: { counts: Queue["counts"] }) {
  const { t } = useTranslation();
  return (
    <span className="figures quiet" role="status">
      {counts.overdue > 0 && (
        <strong className="late">{t("queue.overdue", { count: counts.overdue })} · </strong>
      )}
      {counts.stays > 0 && <span className="stale">{t("queue.stays", { count: counts.stays })} · </span>}
      {t("queue.all", { count: counts.total })}
    </span>
  );
}

export { Signals as Signal } from "./queue_list";
