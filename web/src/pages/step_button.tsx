import { Button } from "antd";
import type { Row } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { leadsOn } from "../records/leads_on";
import { RowTake } from "./row_take";
import { useStep } from "./use_step";

/** The next step on the way of a row that can be taken now, as its button; nothing where there is none. */
export function StepButton({ row, name }: { row: Row; name: string }) {
  const kind = useWorkspace().entities[row.entity];
  const step = row.steps?.find((one) => one.allowed && kind && leadsOn(kind, one.id, row.values));
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
