import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Work } from "../api/queue";
import { Moment } from "../fields/moment";
import { useIsNarrow } from "../shell/narrow";

interface Props {
  work: Work[];
  chosen: string;
  choose: (id: string) => void;
}

export function QueueList({ work, chosen, choose }: Props) {
  const current = useRef<HTMLButtonElement>(null);
  const narrow = useIsNarrow();
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
            onClick={() => (narrow ? open(item) : choose(item.id))}
          >
            <span className="top">
              <strong>{item.title ?? item.number}</strong>
              <Signals item={item} />
            </span>
            <span>{item.label ?? item.reasons[0]?.text}</span>
            <span className="quiet">{[item.entity_label, item.state_label].filter(Boolean).join(" · ")}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Two signals, in words: what is overdue, and what stands still. */
export function Signals({ item }: { item: Work }) {
  const { t } = useTranslation();
  const { overdue_since, stale_since, due_at } = item;
  return (
    <span className="signals">
      {overdue_since && (
        <span className="late badge">
          {t("queue.late")} <Moment at={overdue_since} lasting />
        </span>
      )}
      {stale_since && (
        <span className="stale badge">
          {t("queue.stale")} <Moment at={stale_since} lasting />
        </span>
      )}
      {!overdue_since && !stale_since && due_at && (
        <span className="quiet">
          <Moment at={due_at} relative />
        </span>
      )}
    </span>
  );
}
