/** Operators and functions of formulas: of what type their answers are, and how they are computed. */
import * as decimal from "./decimal";
import { unreadable } from "./reading";
import { characters, compareTexts, lower, nfc, upper } from "./text";
import type { Single, Value, ValueNode } from "./tree";
import {
  AMOUNTS,
  common,
  DAYS,
  INTEGER,
  type Kind,
  NUMBER,
  NUMBERS,
  sameCurrency,
  TEXT,
  type Type,
} from "./types";

const MAX_PLACES = 6;

type Operation = (left: decimal.Decimal, right: decimal.Decimal) => decimal.Decimal | null;
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  "+": decimal.add,
  "-": decimal.subtract,
  "*": decimal.multiply,
  "/": decimal.divide,
  "//": decimal.wholeQuotient,
  "%": decimal.remainder,
};

/** The type of `left operator right`: numbers freely, money with money of its currency or with a number. */
export function arithmeticType(left: Type, operator: string, right: Type): Type {
  const money = [left.kind === "money", right.kind === "money"];
  if (NUMBERS.has(left.kind) && NUMBERS.has(right.kind)) {
    const whole = left.kind === "integer" && right.kind === "integer" && operator !== "/";
    return whole || operator === "//" ? INTEGER : NUMBER;
  }
  if (money[0] && money[1] && sameCurrency(left, right)) {
    if (operator === "+" || operator === "-") return left.currency ? left : right;
    if (operator === "/") return NUMBER;
    if (operator === "//") return INTEGER;
  } else if (money[0] && NUMBERS.has(right.kind) && (operator === "*" || operator === "/")) return left;
  else if (money[1] && NUMBERS.has(left.kind) && operator === "*") return right;
  return unreadable(operator);
}

/** The type of a call; refused when there is no such function, or it does not take these arguments. */
export function callType(name: string, parts: readonly ValueNode[]): Type {
  const [first] = parts;
  const kinds = (allowed: ReadonlySet<Kind>) => parts.every((part) => allowed.has(part.type.kind));
  const one = parts.length === 1 && first ? first.type : undefined;
  switch (name) {
    case "round":
      return first ? rounding(first, parts.slice(1)) : unreadable(name);
    case "abs":
    case "floor":
    case "ceiling":
      if (!one || !AMOUNTS.has(one.kind)) return unreadable(name);
      return name === "abs" || one.kind === "money" ? one : INTEGER;
    case "min":
    case "max": {
      const found = shared(parts);
      return AMOUNTS.has(found.kind) || DAYS.has(found.kind) ? found : unreadable(name);
    }
    case "coalesce":
      return shared(parts);
    case "days":
      return parts.length === 2 && kinds(DAYS) ? INTEGER : unreadable(name);
    case "length":
      return one?.kind === "text" ? INTEGER : unreadable(name);
    case "upper":
    case "lower":
      return one?.kind === "text" ? TEXT : unreadable(name);
    case "concat":
      return first && kinds(new Set<Kind>(["text", "integer"])) ? TEXT : unreadable(name);
    default:
      return unreadable(name);
  }
}

/** What a function answers to values of which none is absent; `days` is given local days. */
export function compute(name: string, values: readonly Single[]): Value {
  const [first] = values;
  switch (name) {
    case "round":
      return decimal.rounded(number(first), values.length > 1 ? Number(number(values[1]).units) : 0);
    case "abs":
      return decimal.absolute(number(first));
    case "floor":
      return decimal.floor(number(first));
    case "ceiling":
      return decimal.ceiling(number(first));
    case "min":
      return values.reduce((least, value) => (compareValues(value, least) < 0 ? value : least));
    case "max":
      return values.reduce((most, value) => (compareValues(value, most) > 0 ? value : most));
    case "days":
      return decimal.wholeNumber(Number(values[1]) - Number(first));
    case "length":
      return decimal.wholeNumber(characters(String(first)));
    case "upper":
      return upper(String(first));
    case "lower":
      return lower(String(first));
    default: // concat
      return nfc(values.map(written).join("")) || null;
  }
}

/** Below 0, 0 or above 0: the order of two values of one kind. */
export function compareValues(left: Single, right: Single): number {
  if (typeof left === "string" && typeof right === "string") return compareTexts(left, right);
  if (typeof left === "object") return decimal.compareDecimals(number(left), number(right));
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The decimal that a value is known to be. */
export function number(value: Value | undefined): decimal.Decimal {
  if (typeof value === "object" && value !== null && "units" in value) return value;
  throw new TypeError("no number");
}

function written(value: Single): string {
  return typeof value === "string" ? value : decimal.writeDecimal(number(value));
}

function rounding(value: ValueNode, [places, ...more]: readonly ValueNode[]): Type {
  if (!AMOUNTS.has(value.type.kind) || more.length > 0) return unreadable("round");
  if (places && (places.node !== "literal" || places.type.kind !== "integer")) return unreadable("round");
  const wanted = places?.node === "literal" ? number(places.value).units : 0n;
  if (wanted < 0n || wanted > MAX_PLACES) return unreadable("round");
  return value.type.kind === "money" ? value.type : wanted > 0n ? NUMBER : INTEGER;
}

function shared(parts: readonly ValueNode[]): Type {
  if (parts.length < 2) return unreadable("of one there is nothing to choose");
  return parts
    .map((part) => part.type)
    .reduce((left, right) => common(left, right) ?? unreadable("two types"));
}
