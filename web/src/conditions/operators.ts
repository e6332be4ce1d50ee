/** Which operator goes with which types, and how two sides come together. */
import { literal } from "./literals";
import { unreadable } from "./reading";
import { type Leaf, leafNode, literalNode, type ValueNode } from "./tree";
import { comparable, type Kind, NUMBERS, sameCurrency, sameList, TEXT, type Type } from "./types";

const ORDERED: readonly Kind[] = [
  "integer",
  "number",
  "money",
  "date",
  "time",
  "datetime",
  "duration",
  "enum",
  "text",
];
const SINGLE: readonly Kind[] = [...ORDERED, "boolean", "link"];
const DAYS: readonly Kind[] = ["date", "datetime"];
const OPERATORS: Readonly<Record<string, readonly Kind[]>> = {
  eq: SINGLE,
  ne: SINGLE,
  in: [...ORDERED, "link"],
  not_in: [...ORDERED, "link"],
  lt: ORDERED,
  lte: ORDERED,
  gt: ORDERED,
  gte: ORDERED,
  between: ORDERED,
  before: [...DAYS, "time"],
  after: [...DAYS, "time"],
  within: DAYS,
  during: DAYS,
  any_of: ["enums"],
  all_of: ["enums"],
  contains: ["text", "enums"],
  starts_with: ["text"],
  present: [...SINGLE, "enums"],
  absent: [...SINGLE, "enums"],
};
const READ_AGAIN: ReadonlySet<Kind> = new Set<Kind>(["date", "time", "datetime", "duration", "enum", "link"]);

/** Refuses an operator that does not exist, or does not go with values of this type. */
export function applies(operator: string, left: Type): void {
  const kinds = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (!kinds?.includes(left.kind)) unreadable(operator);
}

/** A comparison of two single values; refused when it has no meaning. */
export function relate(left: ValueNode, operator: string, right: ValueNode): Leaf {
  const [first, second] = matched(left, right);
  applies(operator, first.type);
  const ordered = ["lt", "lte", "gt", "gte"].includes(operator);
  if (ordered && first.type.kind === "enum" && !sameList(first.type.options, second.type.options)) {
    return unreadable("two orders");
  }
  return leafNode(first, operator, second);
}

/** Both sides in one spelling: literals typed by the other side, links with their entity where either has it. */
export function matched(left: ValueNode, right: ValueNode): [ValueNode, ValueNode] {
  const first = retyped(left, right.type);
  const second = retyped(right, left.type);
  const absent = first.type.kind === "absent" || second.type.kind === "absent";
  const fit = comparable(first.type, second.type) && sameCurrency(first.type, second.type);
  if (absent || !fit) return unreadable("nothing to compare");
  if (first.type.kind !== "link") return [first, second];
  return [withEntity(first, second.type), withEntity(second, first.type)];
}

/** A literal of a formula read again as what the other side is: an option, a day, an amount. */
export function retyped(node: ValueNode, wanted: Type): ValueNode {
  if (node.node !== "literal" || node.type.kind === wanted.kind) return node;
  if (NUMBERS.has(node.type.kind) && wanted.kind === "money") return literalNode(node.value, wanted);
  return typeof node.value === "string" && READ_AGAIN.has(wanted.kind) ? literal(node.value, wanted) : node;
}

/** A link that holds just an id, as one that says its entity too, when the other side does. */
function withEntity(node: ValueNode, other: Type): ValueNode {
  if ((other.to?.length ?? 0) < 2 || node.type.to?.length !== 1 || node.node === "literal") return node;
  const prefix = literalNode(`${node.type.to[0]}/`, TEXT);
  return { node: "call", name: "concat", parts: [prefix, node], type: { kind: "link", to: other.to } };
}
