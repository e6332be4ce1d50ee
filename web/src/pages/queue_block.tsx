import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { queueQuery } from "../api/queue";
import { useWorkspace } from "../api/workspace";
import { useLanguage } from "../language";
import { PoolOffer } from "../queue/pool_offer";
import { Signal } from "../queue/queue_page";
import { rowOf } from "../queue/row_of";
import { useOpenRecord } from "../records/open_record";
import { BlockEmpty } from "./block_failed";
import { BlockLoading } from "./block_frame";
import { openStep, StepButton } from "./step_button";

const FEW = 20;

/** What the reader should do now: the most urgent, with the way to the rest. */
export function QueueBlock() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { entities } = useWorkspace();
  const open = useOpenRecord();
  const { data } = useQuery({
    ...queueQuery(language),
    throwOnError: (_, query) => !query.state.data,
  });
  if (!data) return <BlockLoading />;
  if (data.data.length === 0) return <BlockEmpty more={<PoolOffer />}>{t("queue.empty")}</BlockEmpty>;
  const rows = data.data.slice(0, FEW).map((item) => {
    const row = rowOf(item);
    return { item, row, step: openStep(entities, row) };
  });
  return (
    <div className="panel scrolls">
      <ul className="work" data-column>
        {rows.map(({ item, row, step }) => (
          <li key={item.id} className="work-row">
            <button
              type="button"
              data-row={!step || undefined}
              onClick={() => open({ entity: item.entity, id: item.record })}
            >
              <span className="top">
                <strong>{item.title ?? item.number}</strong>
                <Signal item={item} />
              </span>
              <span>{item.label ?? item.reasons[0]?.text}</span>
              <span className="quiet">
                {[item.entity_label, item.state_label].filter(Boolean).join(" · ")}
              </span>
            </button>
            <StepButton row={row} step={step} name={item.title ?? item.number ?? ""} />
          </li>
        ))}
      </ul>
      {data.data.length > FEW && (
        <div className="block-more">
          <Link to="/queue">{t("pages.whole_queue", { count: data.counts.total })}</Link>
        </div>
      )}
    </div>
  );
}
