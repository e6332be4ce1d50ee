/** Which comparisons a person is offered for each kind of field, and what each wants to be compared with. */
import type { Json } from "../api/http";
import type { Field } from "../api/workspace";

export type Wants =
  | "nothing"
  | "text"
  | "number"
  | "numbers"
  | "truth"
  | "option"
  | "options"
  | "record"
  | "day"
  | "days"
  | "moment"
  | "moments"
  | "time"
  | "window"
  | "span";

/** `id` as the words of the application call it; `op` as the language of conditions does. */
export interface Choice {
  id: string;
  op: string;
  wants: Wants;
}

const of = (op: string, wants: Wants, id = op): Choice => ({ id, op, wants });
const PRESENT = [of("present", "nothing"), of("absent", "nothing")];
const TEXT = [of("contains", "text"), of("starts_with", "text"), of("eq", "text"), of("ne", "text")];
const NUMBER = [
  ...["eq", "ne", "gt", "gte", "lt", "lte"].map((op) => of(op, "number")),
  of("between", "numbers"),
];
// Of the spans the sign is in the value: the last seven days are `within -P7D`.
const RELATIVE = [
  of("during", "window"),
  of("within", "span", "within_last"),
  of("within", "span", "within_next"),
];
const DAYS = [
  ...RELATIVE,
  of("eq", "day", "on"),
  of("before", "day"),
  of("after", "day"),
  of("between", "days"),
];
const MOMENTS = [...RELATIVE, of("before", "moment"), of("after", "moment"), of("between", "moments")];
const BY_KIND: Readonly<Record<string, Choice[]>> = {
  text: TEXT,
  long_text: TEXT,
  address: TEXT,
  phone: TEXT,
  email: TEXT,
  url: TEXT,
  national_id: TEXT,
  serial: TEXT,
  integer: NUMBER,
  decimal: NUMBER,
  money: NUMBER,
  percent: NUMBER,
  rollup: NUMBER,
  boolean: [of("eq", "truth", "is")],
  enum: [of("in", "options"), of("not_in", "options"), of("eq", "option"), of("ne", "option")],
  enums: [of("any_of", "options"), of("all_of", "options")],
  link: [of("eq", "record"), of("ne", "record")],
  person: [of("eq", "record"), of("ne", "record")],
  date: DAYS,
  datetime: MOMENTS,
  time: [of("before", "time"), of("after", "time")],
};

/** What may be asked of a field; nothing of one that no list is filtered by. */
export function choicesFor(field: Field | undefined): Choice[] {
  const choices = field ? BY_KIND[field.kind] : undefined;
  return choices ? [...choices, ...PRESENT] : [];
}

/** The choice that a comparison came from; undefined when it is none of those that are offered. */
export function choiceOf(field: Field | undefined, op: string, value: Json): Choice | undefined {
  return choicesFor(field).find((one) => one.op === op && (op !== "within" || one.id === spanSide(value)));
}

function spanSide(value: Json): string {
  return typeof value === "string" && value.startsWith("-") ? "within_last" : "within_next";
}

const SPAN = /^-?P(?:(\d+)([DWMY])|T(\d+)([HM]))$/;
export type SpanUnit = "D" | "W" | "M" | "Y" | "TH" | "TM";

/** `-P7D` as 7 and days; undefined for a span that has no such plain form. */
export function spanOf(value: Json): { count: number; unit: SpanUnit } | undefined {
  const found = typeof value === "string" ? SPAN.exec(value) : null;
  if (!found) return undefined;
  return found[1]
    ? { count: Number(found[1]), unit: found[2] as SpanUnit }
    : { count: Number(found[3]), unit: `T${found[4]}` as SpanUnit };
}

export function spanText(id: string, count: number, unit: SpanUnit): string {
  const sign = id === "within_last" ? "-" : "";
  return unit.startsWith("T") ? `${sign}PT${count}${unit.slice(1)}` : `${sign}P${count}${unit}`;
}

export const WINDOWS = [
  "today",
  "yesterday",
  "tomorrow",
  "this_week",
  "last_week",
  "next_week",
  "this_month",
  "last_month",
  "next_month",
  "this_quarter",
  "last_quarter",
  "this_year",
  "last_year",
] as const;

/** What stands there when a comparison has just been chosen. */
export function firstValue(choice: Choice): Json {
  switch (choice.wants) {
    case "truth":
      return true;
    case "window":
      return "today";
    case "span":
      return spanText(choice.id, 7, "D");
    case "options":
      return [];
    case "numbers":
    case "days":
    case "moments":
      return [null, null];
    default:
      return null;
  }
}

/** Whether a value is still missing. */
export function isEmpty(choice: Choice, value: Json): boolean {
  if (choice.wants === "nothing") return false;
  if (Array.isArray(value)) return value.length === 0 || value.some((one) => one === null || one === "");
  return value === null || value === "" || (choice.wants === "span" && spanOf(value) === undefined);
}
