/** A filter as a sentence: what a list shows, in the reader's language. */
import type { TFunction } from "i18next";
import type { Json } from "../api/http";
import type { Workspace } from "../api/workspace";
import { linkOf, moneyText, movePoint } from "../fields/text";
import type { Label } from "../language";
import { type Place, placeText } from "./fields";
import { choiceOf, spanOf } from "./operators";
import type { Group, Part, Row } from "./tree";

export interface Telling {
  t: TFunction;
  label: (one: Label | undefined, otherwise?: string) => string;
  places: ReadonlyMap<string, Place>;
  workspace: Workspace;
  language: string;
  me: string | null;
  /** What a record is called, where it is known. */
  title: (entity: string, id: string) => string | undefined;
}

export function sentence(filter: Group, telling: Telling): string {
  return joined(filter, telling, false);
}

function said(part: Part, telling: Telling): string {
  if (part.kind === "row") return rowText(part, telling);
  if (part.kind === "written") return telling.t("lists.written");
  return joined(part, telling, true);
}

function joined(group: Group, telling: Telling, inner: boolean): string {
  const text = group.parts
    .map((one) => said(one, telling))
    .join(telling.t(group.join === "all" ? "lists.and" : "lists.or"));
  if (group.not) return telling.t("lists.not", { what: text });
  return inner && group.parts.length > 1 ? telling.t("lists.bracket", { what: text }) : text;
}

export function rowText(row: Row, telling: Telling): string {
  const { t, label, places } = telling;
  const place = places.get(row.path);
  const field = place ? placeText(place, label) : row.path;
  const choice = choiceOf(place?.field, row.op, row.value);
  if (!place || !choice) return t("lists.unknown_row", { field, op: row.op });
  const value = choice.wants === "nothing" ? "" : valueText(row, place, telling);
  return t(`lists.says.${choice.id}`, { field, value });
}

function valueText(row: Row, place: Place, telling: Telling): string {
  const { t } = telling;
  if (row.op === "during") return t(`lists.window.${String(row.value)}`);
  if (row.op === "within") {
    const span = spanOf(row.value);
    return span ? t(`lists.span.${span.unit}`, { count: span.count }) : String(row.value);
  }
  if (Array.isArray(row.value))
    return row.value
      .map((one) => single(one, place, telling))
      .join(row.op === "between" ? t("lists.to") : t("lists.comma"));
  return single(row.value, place, telling);
}

function single(value: Json, { field }: Place, telling: Telling): string {
  const { t, label, language, workspace } = telling;
  if (value === null || value === "") return t("lists.nothing");
  if (typeof value === "object") return isMe(value) ? t("lists.me") : JSON.stringify(value);
  switch (field.kind) {
    case "boolean":
      return value ? t("field.yes") : t("field.no");
    case "enum":
    case "enums":
      return label(field.options?.[String(value)]?.label, String(value));
    case "money":
      return moneyText(String(value), field.currency ?? workspace.currency, language);
    case "percent":
      return `${movePoint(String(value), 2)}%`;
    case "link":
    case "person": {
      const [to, id] = linkOf(field, String(value));
      return id === telling.me ? t("lists.me") : (telling.title(to, id) ?? t("lists.one_record"));
    }
    case "datetime":
      return String(value).slice(0, 16).replace("T", " ");
    default:
      return String(value);
  }
}

/** The person who looks, whoever that is: a list that is shared means each reader. */
export const ME: Json = { field: "actor" };

export function isMe(value: Json): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value) && value.field === "actor";
}
