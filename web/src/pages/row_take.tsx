import type { Row, Step } from "../api/records";
import { Take } from "../records/offers";

/** One step of a row in its dialog: its form, or the question whether one is sure. */
export function RowTake({
  row,
  step,
  close,
}: {
  row: Row;
  step: Pick<Step, "id" | "label" | "form">;
  close: () => void;
}) {
  return <Take about={row} offer={step} close={close} />;
}
