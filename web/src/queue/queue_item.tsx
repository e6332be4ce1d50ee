import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useTask, type Work } from "../api/queue";
import { useWorkspace } from "../api/workspace";
import { ENTER } from "../fields/enter";
import { RowTake } from "../pages/row_take";
import { openStep } from "../pages/step_button";
import { useStep } from "../pages/use_step";
import { useShortcut } from "../shell/shortcuts";
import { rowOf } from "./row_of";

/** Why it is here now, and the task that it is, if it is one. */
export function QueueItem({ item }: { item: Work }) {
  const { t } = useTranslation();
  const task = useTask();
  const shared = item.task && !item.task.person;
  const ticked = item.task?.person && item.task.done_by.length === 0;
  const row = rowOf(item);
  const step = openStep(useWorkspace().entities, row);
  const { ask, asked, close } = useStep(row);
  useShortcut(ENTER, () => step && ask(step), step?.label);
  return (
    <div className="why">
      <strong>{item.label ?? item.entity_label}</strong>
      <span className="reasons">
        <span className="quiet">{t("queue.why")}</span> {item.reasons.map((one) => one.text).join(" ")}
      </span>
      {shared && (
        <Button
          size="small"
          loading={task.isPending}
          onClick={() => task.mutate({ task: item.id, act: "take" })}
        >
          {t("queue.take")}
        </Button>
      )}
      {asked && <RowTake row={row} step={asked} close={close} />}
      {ticked && (
        <Button
          size="small"
          type="primary"
          loading={task.isPending}
          onClick={() => task.mutate({ task: item.id, act: "done" })}
        >
          {t("queue.done")}
        </Button>
      )}
    </div>
  );
}
