import { Button } from "antd";
import type { Row, Step } from "../api/records";
import type { Entity } from "../api/workspace";
import { isAside, leadsOn } from "../records/leads_on";
import { RowTake } from "./row_take";
import { useStep } from "./use_step";

/** The first step on the way of a row that can be taken now; aside of the usual way the first that is meant for there. */
export function openStep(entities: Record<string, Entity>, row: Row): Step | undefined {
  const kind = entities[row.entity];
  const open = row.steps?.filter((one) => one.allowed);
  if (!kind || !open) return undefined;
  return (
    open.find((one) => leadsOn(kind, one.id, row.values)) ??
    (isAside(kind, row.values) ? open.find((one) => kind.transitions[one.id]?.from.length === 1) : undefined)
  );
}

/** The next step on the way of a row that can be taken now, as its button; nothing where there is none. */
export function StepButton({ row, step, name }: { row: Row; step: Step | undefined; name: string }) {
  const { go, busy, asked, close } = useStep(row);
  return (
    <>
      {step && (
        <Button
          size="small"
          className="row-step"
          data-row
          loading={busy}
          aria-label={`${step.label}: ${name}`}
          onClick={() => void go(step)}
        >
          {step.label}
        </Button>
      )}
      {asked && <RowTake row={row} step={asked} close={close} />}
    </>
  );
}
