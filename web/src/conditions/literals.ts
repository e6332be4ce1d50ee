/** From what JSON holds to a typed value: literals of a condition, and the values of a form. */
import { readDay, readMoment, readTime } from "./calendar";
import { type Decimal, isWhole, readDecimal } from "./decimal";
import { readDuration } from "./duration";
import { unreadable } from "./reading";
import { nfc } from "./text";
import { literalNode, type Single, type Value, type ValueNode } from "./tree";
import { AMOUNTS, BOOLEAN, DATE, DATETIME, DAYS, INTEGER, type Kind, NUMBER, TEXT, type Type } from "./types";

const MAX_ENTRIES = 1_000;
const MAX_TEXT = 4_096;
const NUMBER_OF_A_PACK = /^-?\d{1,12}(?:\.\d{1,6})?$/;
const UNSTORABLE = /\0|\p{Surrogate}/u;
// Above this a number of JSON with six places is no longer the one that was written.
const EXACT_FRACTIONS = 2 ** 33;

/**
 * A literal of the expected type; with null, of the type that the JSON shows. null and "" are literals of every type:
 * absent. In a comparison a day may stand against a moment, and a fraction against an integer.
 */
export function literal(source: unknown, expected: Type | null): ValueNode {
  if (source === null || source === "") return literalNode(null, { kind: "absent" });
  let type = expected === null || expected.kind === "absent" ? shown(source) : expected;
  if (DAYS.has(type.kind)) {
    type = typeof source === "string" && readDay(source) !== undefined ? DATE : DATETIME;
  }
  if (type.kind === "integer" && !Number.isInteger(source)) type = NUMBER;
  return literalNode(single(source, type), type);
}

/** A list of literals of one type (right of `in`, `any_of` ...); a group of states stands for its states (A3). */
export function entries(source: unknown, item: Type): ValueNode {
  if (!Array.isArray(source) || source.length === 0 || source.length > MAX_ENTRIES)
    return unreadable("no list");
  const found = source.flatMap((entry: unknown): readonly Single[] => {
    const groups = item.groups ?? {};
    const group = typeof entry === "string" && Object.hasOwn(groups, entry) ? groups[entry] : undefined;
    return group ?? [single(entry, item)];
  });
  return literalNode(found, { ...item, kind: "list" });
}

/** A value as a form holds it; undefined when it cannot be read (it is still being typed). */
export function factValue(source: unknown, type: Type): Value | undefined {
  if (type.kind === "boolean")
    return source === null ? false : typeof source === "boolean" ? source : undefined;
  if (source === null || source === "" || (Array.isArray(source) && source.length === 0)) return null;
  if (type.kind === "enums") return isTexts(source) ? source : undefined;
  if (AMOUNTS.has(type.kind)) return amount(source, type.kind);
  return typeof source === "string" ? written(source, type.kind) : undefined;
}

function shown(source: unknown): Type {
  if (typeof source === "boolean") return BOOLEAN;
  return typeof source === "number" ? (Number.isInteger(source) ? INTEGER : NUMBER) : TEXT;
}

function single(source: unknown, type: Type): Single {
  if (type.kind === "boolean" && typeof source === "boolean") return source;
  if (AMOUNTS.has(type.kind)) {
    const found = NUMBER_OF_A_PACK.test(String(source)) ? amount(source, type.kind) : undefined;
    return found ?? unreadable(String(source));
  }
  if (typeof source !== "string") return unreadable(typeof source);
  if (type.kind === "enum" && !type.options?.includes(source)) return unreadable(source);
  if (source.length > MAX_TEXT || UNSTORABLE.test(source)) return unreadable("text");
  const found = written(source, type.kind);
  return found === undefined ? unreadable(source) : typeof found === "string" ? nfc(found) : found;
}

function amount(source: unknown, kind: Kind): Decimal | undefined {
  if (typeof source === "number") {
    const exact = Number.isInteger(source)
      ? Number.isSafeInteger(source)
      : Math.abs(source) < EXACT_FRACTIONS;
    if (!exact) return undefined;
  } else if (typeof source !== "string") {
    return undefined;
  }
  const found = readDecimal(String(source));
  return found && kind === "integer" && !isWhole(found) ? undefined : found;
}

function written(source: string, kind: Kind): Single | undefined {
  switch (kind) {
    case "date":
      return readDay(source);
    case "time":
      return readTime(source);
    case "datetime":
      return readMoment(source);
    case "duration":
      return readDuration(source);
    case "text":
    case "enum":
    case "link":
      return source;
    default:
      return undefined;
  }
}

function isTexts(source: unknown): source is readonly string[] {
  return Array.isArray(source) && source.every((entry) => typeof entry === "string");
}
