/** The types of the language, and what a form tells of a field's type. */

export type Kind =
  | "text"
  | "integer"
  | "number"
  | "money"
  | "boolean"
  | "date"
  | "time"
  | "datetime"
  | "duration"
  | "enum"
  | "enums"
  | "link"
  | "list"
  | "absent";

/** A kind of value with what belongs to it: options in their order, targets of a link, groups of states. */
export interface Type {
  readonly kind: Kind;
  readonly options?: readonly string[];
  readonly to?: readonly string[];
  readonly currency?: string;
  readonly groups?: Readonly<Record<string, readonly string[]>>;
}

/** What a form says of a field: `type` is one of the pack's field types, `options` are ids in their order. */
export interface FieldType extends Omit<Type, "kind"> {
  readonly type: string;
}

/** Something that is looked up by its path; undefined is "not known here". */
export type Lookup<T> = (path: string) => T | undefined;

export const TEXT: Type = { kind: "text" };
export const INTEGER: Type = { kind: "integer" };
export const NUMBER: Type = { kind: "number" };
export const BOOLEAN: Type = { kind: "boolean" };
export const DATE: Type = { kind: "date" };
export const DATETIME: Type = { kind: "datetime" };
export const DURATION: Type = { kind: "duration" };

export const NUMBERS: ReadonlySet<Kind> = new Set<Kind>(["integer", "number"]);
export const AMOUNTS: ReadonlySet<Kind> = new Set<Kind>(["integer", "number", "money"]);
export const DAYS: ReadonlySet<Kind> = new Set<Kind>(["date", "datetime"]);

const KINDS: Readonly<Record<string, Kind>> = {
  text: "text",
  long_text: "text",
  address: "text",
  email: "text",
  url: "text",
  phone: "text",
  national_id: "text",
  serial: "text",
  file: "text",
  image: "text",
  integer: "integer",
  decimal: "number",
  percent: "number",
  money: "money",
  boolean: "boolean",
  date: "date",
  time: "time",
  datetime: "datetime",
  duration: "duration",
  enum: "enum",
  enums: "enums",
  link: "link",
  person: "link",
};

/** The type that a field has in conditions; undefined of one whose values a form does not hold (lists, roll-ups). */
export function typeOf(field: FieldType): Type | undefined {
  const kind = Object.hasOwn(KINDS, field.type) ? KINDS[field.type] : undefined;
  if (kind === undefined) return undefined;
  const { options, currency, groups } = field;
  const to = field.type === "person" ? ["person"] : field.to;
  return { kind, options, to, currency, groups };
}

/** The type of a value that is either of the two; undefined when there is none. */
export function common(left: Type, right: Type): Type | undefined {
  if (left.kind === "absent") return right;
  if (right.kind === "absent") return left;
  if (NUMBERS.has(left.kind) && NUMBERS.has(right.kind)) return left.kind === "number" ? left : right;
  if (left.kind !== right.kind) return undefined;
  if (left.kind === "money") {
    return sameCurrency(left, right) ? (left.currency ? left : right) : undefined;
  }
  if (left.kind === "enum" && !sameList(left.options, right.options)) {
    return { kind: "enum", options: [...new Set([...(left.options ?? []), ...(right.options ?? [])])] };
  }
  return left.kind === "link" && !sameList(left.to, right.to) ? undefined : left;
}

/** Whether values of the two types may be compared with one another. */
export function comparable(left: Type, right: Type): boolean {
  if (left.kind === "link" && right.kind === "link") {
    return !left.to?.length || !right.to?.length || left.to.some((target) => right.to?.includes(target));
  }
  if (left.kind === "enum" && right.kind === "enum") {
    return (left.options ?? []).some((option) => right.options?.includes(option));
  }
  return left.kind === right.kind || [NUMBERS, DAYS].some((kin) => kin.has(left.kind) && kin.has(right.kind));
}

/** Whether two amounts are not known to be of two currencies (A20). */
export function sameCurrency(left: Type, right: Type): boolean {
  return !left.currency || !right.currency || left.currency === right.currency;
}

/** Whether two lists hold the same in the same order. */
export function sameList(left: readonly string[] = [], right: readonly string[] = []): boolean {
  return left.length === right.length && left.every((entry, index) => entry === right[index]);
}
