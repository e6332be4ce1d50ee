import { Button } from "antd";
import type { Row, Step } from "../api/records";
import { RowTake } from "./row_take";
import { useStep } from "./use_step";

/** The first step of a row that can be taken now. */
export function openStep(row: Row): Step | undefined {
  return row.steps?.find((one) => one.allowed);
}

/** The next step of a row that can be taken now, as its button; nothing where there is none. */
export function StepButton({ row, name }: { row: Row; name: string }) {
  const step = openStep(row);
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
