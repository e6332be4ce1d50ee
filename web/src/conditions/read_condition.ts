/** From JSON to the typed tree. What cannot be judged in a browser becomes `unknown`, comparison by comparison. */
import { entries } from "./literals";
import { windowOf } from "./moments";
import { applies, matched, relate } from "./operators";
import { operand } from "./read_value";
import { isObject, type Reading, shapeOf, Unreadable, unreadable } from "./reading";
import { type Condition, type Leaf, leafNode, literalNode, UNKNOWN, type ValueNode } from "./tree";
import { DURATION, TEXT, type Type } from "./types";

const SHAPES = ["all", "any", "not", "field", "formula", "decision", "some", "count"] as const;
const OF_A_LEAF = ["op", "value", "of", "where"];

/** The tree of a condition; `true` and `false` are conditions too. Never throws, whatever the JSON holds. */
export function readCondition(source: unknown, reading: Reading): Condition {
  if (typeof source === "boolean") return { node: "constant", holds: source };
  try {
    return reading.inside(() => shaped(source, reading));
  } catch (error) {
    if (error instanceof Unreadable) return UNKNOWN;
    throw error;
  }
}

function shaped(source: unknown, reading: Reading): Condition {
  if (!isObject(source)) return unreadable("no condition");
  const shape = shapeOf(source, SHAPES, OF_A_LEAF);
  const content = source[shape];
  switch (shape) {
    case "some":
    case "count":
    case "decision":
      return UNKNOWN; // rows of other records and decision tables are the server's alone
    case "field":
    case "formula":
      return comparison(operand({ [shape]: content }, null, reading), source, reading);
    case "not":
      alone(source);
      return { node: "not", part: readCondition(content, reading) };
    default:
      alone(source);
      if (!Array.isArray(content)) return unreadable(shape);
      return { node: shape, parts: content.map((part: unknown) => readCondition(part, reading)) };
  }
}

function alone(source: Readonly<Record<string, unknown>>): void {
  if (Object.keys(source).length > 1) unreadable("several shapes");
}

function comparison(left: ValueNode, source: Readonly<Record<string, unknown>>, reading: Reading): Leaf {
  const { op: operator, value } = source;
  if (typeof operator !== "string" || "of" in source || "where" in source) return unreadable("no comparison");
  applies(operator, left.type);
  const without = operator === "present" || operator === "absent";
  if (without === "value" in source) return unreadable(operator);
  return without ? leafNode(left, operator) : withValue(left, operator, value, reading);
}

function withValue(left: ValueNode, operator: string, source: unknown, reading: Reading): Leaf {
  switch (operator) {
    case "in":
    case "not_in":
    case "any_of":
    case "all_of":
      return among(left, operator, source, reading);
    case "between":
      return between(left, source, reading);
    case "within":
      return within(left, source, reading);
    case "during":
      return during(left, source);
    case "contains":
    case "starts_with":
      return part(left, operator, source, reading);
    default:
      return relate(left, operator, operand(source, left.type, reading));
  }
}

/** The type of what stands in a list of options, of anything else the type itself. */
function itemOf(type: Type): Type {
  return type.kind === "enums" ? { ...type, kind: "enum" } : type;
}

function among(left: ValueNode, operator: string, source: unknown, reading: Reading): Leaf {
  const item = itemOf(left.type);
  if (!isObject(source)) return leafNode(left, operator, entries(source, item));
  const right = operand(source, null, reading);
  const shared = right.type.options?.some((option) => item.options?.includes(option));
  if (right.type.kind !== "enums" || item.kind !== "enum" || !shared) return unreadable(operator);
  return leafNode(left, operator, right);
}

function between(left: ValueNode, source: unknown, reading: Reading): Leaf {
  if (!Array.isArray(source) || source.length !== 2) return unreadable("between");
  const ends = source.map((end: unknown) => relate(left, "lte", operand(end, left.type, reading)).right);
  return leafNode(left, "between", ...ends.flat());
}

function within(left: ValueNode, source: unknown, reading: Reading): Leaf {
  const right = operand(source, DURATION, reading);
  const given =
    right.node === "literal" || (right.node === "path" && /^(parameter|input)\./.test(right.path));
  return given && right.type.kind === "duration" ? leafNode(left, "within", right) : unreadable("within");
}

function during(left: ValueNode, source: unknown): Leaf {
  if (typeof source !== "string" || !windowOf(source)) return unreadable("during");
  return { ...leafNode(left, "during"), window: source };
}

function part(left: ValueNode, operator: string, source: unknown, reading: Reading): Leaf {
  const item = left.type.kind === "enums" ? itemOf(left.type) : TEXT;
  const [, right] = matched(literalNode("", item), operand(source, item, reading));
  return leafNode(left, operator, right);
}
