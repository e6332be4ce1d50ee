/** The value union (E1): literal | field | parameter | now | formula | choose. Of a decision nothing is known here. */
import { readDuration } from "./duration";
import { readFormula } from "./formula_nodes";
import { literal } from "./literals";
import { isObject, type Reading, shapeOf, unreadable } from "./reading";
import type { Branch, ValueNode } from "./tree";
import { common, DATE, DATETIME, type Type } from "./types";

const SHAPES = ["field", "parameter", "now", "formula", "decision", "choose"] as const;

/** A value whose literals are read as `expected` (null: as what they show). */
export function operand(source: unknown, expected: Type | null, reading: Reading): ValueNode {
  if (!isObject(source)) return literal(source, expected);
  return reading.inside(() => shaped(source, expected, reading));
}

function shaped(
  source: Readonly<Record<string, unknown>>,
  expected: Type | null,
  reading: Reading,
): ValueNode {
  const shape = shapeOf(source, SHAPES);
  const content = source[shape];
  if (shape === "choose") return choose(content, expected, reading);
  if (typeof content !== "string") return unreadable(shape);
  switch (shape) {
    case "field":
      return reading.path(content);
    case "parameter":
      return reading.path(`parameter.${content}`);
    case "now":
      return now(content);
    case "formula":
      return readFormula(content, reading);
    case "decision":
      return unreadable(content);
  }
}

function now(text: string): ValueNode {
  if (text === "today") return { node: "now", offset: null, day: true, type: DATE };
  const offset = text === "now" ? null : (readDuration(text) ?? unreadable(text));
  return { node: "now", offset, day: false, type: DATETIME };
}

function choose(source: unknown, expected: Type | null, reading: Reading): ValueNode {
  if (!Array.isArray(source) || source.length === 0) return unreadable("choose");
  let type = expected;
  const branches = source.map((said: unknown, index): Branch => {
    const last = index === source.length - 1;
    if (!isObject(said) || !("value" in said) || "if" in said === last) return unreadable("choose");
    shapeOf(said, ["value"], ["if"]);
    const holds = last ? null : reading.condition(said.if, reading);
    const value = operand(said.value, expected, reading);
    type = (type ? common(type, value.type) : value.type) ?? unreadable("choose");
    return { holds, value };
  });
  return type ? { node: "choose", branches, type } : unreadable("choose");
}
