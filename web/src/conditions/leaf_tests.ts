/**
 * One comparison as a closure. Two-valued, for all that it looks at is known: a comparison with an absent value is
 * false; `ne`, `not_in` and `absent` are exact opposites (A14).
 */
import { writeDecimal } from "./decimal";
import { type Duration, roughSeconds } from "./duration";
import { compareValues, number } from "./functions";
import { span, windowDays, windowOf } from "./moments";
import type { Getter, Scope } from "./scope";
import { fold, nfc } from "./text";
import type { Leaf, Single, Value, ValueNode } from "./tree";
import { AMOUNTS, type Kind, type Type } from "./types";
import { localDay } from "./zone";

type Test = (scope: Scope) => boolean;
type GetterOf = (node: ValueNode) => Getter;
type Compare = (value: Single, other: Single) => boolean;

const OPPOSITES: Readonly<Record<string, string>> = { ne: "eq", not_in: "in", absent: "present" };
const ORDERED: Readonly<Record<string, Compare>> = {
  eq: (value, other) => compareValues(value, other) === 0,
  lt: (value, other) => compareValues(value, other) < 0,
  before: (value, other) => compareValues(value, other) < 0,
  lte: (value, other) => compareValues(value, other) <= 0,
  gt: (value, other) => compareValues(value, other) > 0,
  after: (value, other) => compareValues(value, other) > 0,
  gte: (value, other) => compareValues(value, other) >= 0,
};

/** The closure of one comparison; `getterOf` makes the closure of a value. */
export function leafTest(leaf: Leaf, getterOf: GetterOf): Test {
  const { left, operator, right } = leaf;
  const positive = OPPOSITES[operator];
  if (positive !== undefined) {
    const test = leafTest({ ...leaf, operator: positive }, getterOf);
    return (scope) => !test(scope);
  }
  const get = getterOf(left);
  const [other, end] = right;
  if (operator === "present")
    return left.type.kind === "boolean" ? () => true : (scope) => get(scope) !== null;
  if (operator === "during") return during(left.type, get, leaf.window ?? "");
  if (!other) throw new TypeError(operator);
  if (operator === "within") return within(left.type, get, getterOf(other));
  if (operator === "in") return among(left, other, getterOf);
  if (operator === "between" && end) {
    const low = ordered(left, "gte", other, getterOf);
    const high = ordered(left, "lte", end, getterOf);
    return (scope) => low(scope) && high(scope);
  }
  const parts = left.type.kind === "text" ? TEXT_PARTS[operator] : LIST_PARTS[operator];
  return parts ? present(get, getterOf(other), parts) : ordered(left, operator, other, getterOf);
}

type ComparePart = (value: Value, part: Value) => boolean;
const TEXT_PARTS: Readonly<Record<string, ComparePart>> = {
  contains: (value, part) => fold(String(value)).includes(fold(String(part))),
  starts_with: (value, part) => fold(String(value)).startsWith(fold(String(part))),
};
const LIST_PARTS: Readonly<Record<string, ComparePart>> = {
  contains: (value, part) => list(value).includes(part as Single),
  any_of: (value, wanted) => list(wanted).some((option) => list(value).includes(option)),
  all_of: (value, wanted) => list(wanted).every((option) => list(value).includes(option)),
};

function list(value: Value): readonly Single[] {
  return Array.isArray(value) ? value : [];
}

/** A comparison that is false as soon as one side is absent. */
function present(get: Getter, getOther: Getter, compare: (value: never, other: never) => boolean): Test {
  return (scope) => {
    const value = get(scope);
    if (value === null) return false;
    const other = getOther(scope);
    return other !== null && compare(value as never, other as never);
  };
}

function ordered(left: ValueNode, operator: string, right: ValueNode, getterOf: GetterOf): Test {
  const compare = ORDERED[operator];
  if (!compare) throw new TypeError(operator);
  const ranked = operator !== "eq";
  return present(
    keyed(left, right.type, getterOf, ranked),
    keyed(right, left.type, getterOf, ranked),
    compare,
  );
}

/**
 * A value as it is compared with one of type `other`: texts in NFC, durations by length, options (when it is about
 * order) by rank, a moment against a day as its local day (A19).
 */
function keyed(node: ValueNode, other: Type, getterOf: GetterOf, ranked: boolean): Getter {
  const get = getterOf(node);
  const change = (key: (value: Value, scope: Scope) => Value): Getter => {
    return (scope) => {
      const value = get(scope);
      return value === null ? null : key(value, scope);
    };
  };
  const { kind, options = [] } = node.type;
  if (kind === "text") return change((value) => nfc(String(value)));
  if (kind === "duration") return change((value) => roughSeconds(value as Duration));
  if (kind === "datetime" && other.kind === "date")
    return change((value, scope) => localDay(value as bigint, scope.zone));
  if (kind !== "enum" || !ranked) return get;
  const ranks = new Map(options.map((option, rank) => [option, rank]));
  return change((value) => ranks.get(String(value)) ?? null);
}

function among(left: ValueNode, right: ValueNode, getterOf: GetterOf): Test {
  const get = getterOf(left);
  const { kind } = left.type;
  const has = (value: Value, options: ReadonlySet<Value>) => value !== null && options.has(key(value, kind));
  if (right.node === "literal") {
    const options = new Set(list(right.value).map((entry) => key(entry, kind)));
    return (scope) => has(get(scope), options);
  }
  const getOptions = getterOf(right);
  return (scope) => has(get(scope), new Set(list(getOptions(scope))));
}

/** What is the same for equal values of a kind. */
function key(value: Value, kind: Kind): Value {
  if (AMOUNTS.has(kind)) return writeDecimal(number(value));
  if (kind === "text") return nfc(String(value));
  return kind === "duration" ? roughSeconds(value as Duration) : value;
}

function within(type: Type, get: Getter, getSpan: Getter): Test {
  return (scope) => {
    const value = get(scope);
    const length = getSpan(scope);
    if (value === null || length === null) return false;
    const [first, last] = span(scope.now, length as Duration, scope.zone);
    if (type.kind !== "date") return first <= (value as bigint) && (value as bigint) <= last;
    return (
      localDay(first, scope.zone) <= (value as number) && (value as number) <= localDay(last, scope.zone)
    );
  };
}

function during(type: Type, get: Getter, name: string): Test {
  const window = windowOf(name);
  if (!window) throw new TypeError(name);
  return (scope) => {
    const value = get(scope);
    if (value === null) return false;
    const [first, last] = windowDays(window, localDay(scope.now, scope.zone));
    const day = type.kind === "datetime" ? localDay(value as bigint, scope.zone) : (value as number);
    return first <= day && day <= last;
  };
}
