import type { Offer, Row, Step } from "../api/records";
import { ActingDialog } from "../records/acting_dialog";
import { useActing } from "../records/use_acting";

interface RowTakeProps {
  row: Row;
  step: Pick<Step, "id" | "label" | "form">;
  close: () => void;
}

/** One step of a row in its dialog: its form, or the question whether one is sure. */
export function RowTake({ row, step, close }: RowTakeProps) {
  const acting = useActing(row);
  const offer: Offer = { to: null, duty: null, limits: [], ...step, allowed: true, reasons: [] };
  return (
    <ActingDialog record={row} acting={{ ...acting, close }} opened={{ act: { kind: "take", offer } }} />
  );
}
