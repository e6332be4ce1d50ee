/** In how many columns the items of a section stand where there is room, and how many of them each takes. */
import type { FormItem, FormSection } from "../api/forms";

const WIDE = new Set(["long_text", "lines", "address", "file", "image"]);
/** So many options are shown side by side, as chips. */
export const FEW = 7;
const ROOM = 34; // Latin letters that fit side by side into half a form, with what surrounds them
const AROUND = 4; // of the letters' widths: what surrounds the label of an option
const BROAD = /[\u2e80-\uffff]/gu; // such a sign is as broad as two Latin letters

/** A pack that names no columns leaves them to the form: two, once that puts two short fields side by side. */
export function columnsOf({ columns, items }: FormSection): number {
  if (columns > 1) return columns;
  return items.filter(isShort).length > 1 ? 2 : 1;
}

export function spanOf(item: FormItem, section: FormSection): number {
  const columns = columnsOf(section);
  if (section.columns > 1) return Math.min(item.span, columns);
  return isShort(item) ? 1 : columns;
}

function isShort(item: FormItem): boolean {
  if (WIDE.has(item.type)) return false;
  if (item.type !== "enum" || (item.options?.length ?? 0) > FEW) return true;
  return (item.options ?? []).reduce((sum, { label }) => sum + widthOf(label) + AROUND, 0) <= ROOM;
}

function widthOf(label: string): number {
  return label.length + (label.match(BROAD)?.length ?? 0);
}
