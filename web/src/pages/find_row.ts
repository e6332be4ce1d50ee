/** Finding a record that was searched for on the page that is open: there it can be acted on at once. */
import type { Place } from "../records/open_record";

const GIVEN_UP = 50; // milliseconds in which the field that was typed in gives the focus up
const SHOWN = 2_000; // milliseconds for which the row stands out

/** Go to the next step of the row that is the record or points to it; whether there is one. */
export function goToRow({ entity, id }: Place): boolean {
  const row = document.querySelector<HTMLElement>(
    `[data-about~="${CSS.escape(entity)}/${CSS.escape(id)}"]:has(.row-step)`,
  );
  const step = row?.querySelector<HTMLElement>(".row-step");
  if (!row || !step) return false;
  row.scrollIntoView({ block: "center" });
  row.dataset.found = "true";
  setTimeout(() => {
    delete row.dataset.found;
  }, SHOWN);
  setTimeout(() => step.focus(), GIVEN_UP);
  return true;
}
