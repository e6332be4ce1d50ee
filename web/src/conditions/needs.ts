/** What a comparison looks at: it is only judged when all of that is known (A16). */
import type { Condition, Leaf, ValueNode } from "./tree";
import { DATETIME, type Kind, TEXT, type Type } from "./types";

/** A path with the type of its value; `now` and `zone` are among them when they are looked at. */
export type Needs = ReadonlyMap<string, Type>;

/** All that a comparison looks at; undefined when it looks at something that no browser knows. */
export function needsOf(leaf: Leaf): Needs | undefined {
  const found = new Map<string, Type>();
  const waiting: (Condition | ValueNode)[] = [leaf];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.node === "unknown") return undefined;
    if (node.node === "path") found.set(node.path, node.type);
    for (const path of timesOf(node)) found.set(path, path === "now" ? DATETIME : TEXT);
    waiting.push(...partsOf(node));
  }
  return found;
}

function partsOf(node: Condition | ValueNode): readonly (Condition | ValueNode)[] {
  switch (node.node) {
    case "all":
    case "any":
    case "call":
      return node.parts;
    case "not":
      return [node.part];
    case "leaf":
      return [node.left, ...node.right];
    case "arithmetic":
      return node.right ? [node.left, node.right] : [node.left];
    case "choose":
      return node.branches.flatMap(({ holds, value }) => (holds ? [holds, value] : [value]));
    default:
      return [];
  }
}

/** Whether the moment or the time zone plays a part in this node itself. */
function timesOf(node: Condition | ValueNode): readonly string[] {
  if (node.node === "now") return node.offset || node.day ? ["now", "zone"] : ["now"];
  if (node.node === "leaf") {
    if (node.operator === "within" || node.operator === "during") return ["now", "zone"];
    const kinds = [node.left, ...node.right].map((side): Kind => side.type.kind);
    return kinds.includes("date") && kinds.includes("datetime") ? ["zone"] : [];
  }
  const days = node.node === "call" && node.name === "days";
  return days && node.parts.some((part) => part.type.kind === "datetime") ? ["zone"] : [];
}
