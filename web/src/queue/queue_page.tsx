import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Empty, Skeleton, Tag } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Queue, queueQuery, useTask, type Work } from "../api/queue";
import { Moment } from "../fields/moment";
import { useLanguage } from "../language";
import { RecordPanel } from "../records/record_panel";
import { Failed } from "../shell/failed";
import { useShortcut } from "../shell/shortcuts";

/** Everyone's home: what is to be done now and why, with the record beside it; J and K go through it. */
export function QueuePage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(queueQuery(language));
  const [chosen, setChosen] = useState<string>();
  const work = data?.data ?? [];
  const at = Math.max(
    0,
    work.findIndex((item) => item.id === chosen),
  );
  const step = (by: number) => setChosen(work[Math.min(Math.max(at + by, 0), work.length - 1)]?.id);
  useShortcut("j", () => step(1));
  useShortcut("k", () => step(-1));
  const item = work[at];
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
        <div className="panel" style={{ padding: 48 }}>
          <Empty description={t("queue.empty")} />
        </div>
      ) : (
        <div className="two">
          <nav className="panel" aria-label={t("queue.list")}>
            <List work={work} chosen={item.id} choose={setChosen} />
          </nav>
          <section className="panel only-wide" style={{ padding: 16 }} aria-label={t("queue.item")}>
            <About item={item} />
            <RecordPanel key={item.record} entity={item.entity} id={item.record} />
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

const NARROW = "(max-width: 767px)";

function List({ work, chosen, choose }: { work: Work[]; chosen: string; choose: (id: string) => void }) {
  const current = useRef<HTMLButtonElement>(null);
  const navigate = useNavigate();
  // Where there is no room for both, an item opens as a page of its own.
  const open = (item: Work) =>
    void navigate({ to: "/records/$entity/$id", params: { entity: item.entity, id: item.record } });
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is chosen decides which button `current` is
  useEffect(() => {
    current.current?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  return (
    <ul className="work">
      {work.map((item) => (
        <li key={item.id}>
          <button
            type="button"
            ref={item.id === chosen ? current : undefined}
            aria-current={item.id === chosen}
            onClick={() => (matchMedia(NARROW).matches ? open(item) : choose(item.id))}
          >
            <span className="top">
              <strong>{item.title ?? item.number}</strong>
              <Signal item={item} />
            </span>
            <span>{item.label ?? item.reasons[0]?.text}</span>
            <span className="quiet">{[item.entity_label, item.state_label].filter(Boolean).join(" · ")}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** When it is due, or since when it has been overdue or standing still. */
export function Signal({ item }: { item: Work }) {
  const { t } = useTranslation();
  if (item.overdue_since)
    return (
      <span className="late">
        {t("queue.late")} <Moment at={item.overdue_since} relative />
      </span>
    );
  if (item.stale_since)
    return (
      <span className="stale">
        {t("queue.stale")} <Moment at={item.stale_since} relative />
      </span>
    );
  return item.due_at ? (
    <span className="quiet">
      <Moment at={item.due_at} relative />
    </span>
  ) : null;
}

function About({ item }: { item: Work }) {
  const { t } = useTranslation();
  const task = useTask();
  const shared = item.task && !item.task.person;
  return (
    <div style={{ marginBottom: 16, display: "grid", gap: 8 }}>
      <div style={{ display: "flex", gap: 8, alignItems: "center", flexWrap: "wrap" }}>
        <strong style={{ fontSize: 16 }}>{item.label ?? item.reasons[0]?.text}</strong>
        <span className="grow" />
        {shared && (
          <Button
            size="small"
            loading={task.isPending}
            onClick={() => task.mutate({ task: item.id, act: "take" })}
          >
            {t("queue.take")}
          </Button>
        )}
        {item.task?.person && item.task.done_by.length === 0 && (
          <Button size="small" type="primary" onClick={() => task.mutate({ task: item.id, act: "done" })}>
            {t("queue.done")}
          </Button>
        )}
      </div>
      <div>
        <span className="quiet">{t("queue.why")} </span>
        {item.reasons.map((reason) => (
          <Tag key={reason.code + reason.text} variant="filled">
            {reason.text}
          </Tag>
        ))}
      </div>
    </div>
  );
}
