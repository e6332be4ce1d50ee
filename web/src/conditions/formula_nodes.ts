/** From the syntax tree of a formula to the typed tree: `round(price * pieces * (1 - discount), 2)`. */
import { negative, readDecimal } from "./decimal";
import { parseFormula, type Syntax } from "./formula_text";
import { arithmeticType, callType } from "./functions";
import { entries, literal } from "./literals";
import { applies, relate, retyped } from "./operators";
import { MAX_DEPTH, MAX_NODES, type Reading, unreadable } from "./reading";
import { nfc } from "./text";
import { type Branch, type Condition, leafNode, literalNode, type ValueNode } from "./tree";
import { AMOUNTS, BOOLEAN, common, DATE, DATETIME, INTEGER, NUMBER, TEXT } from "./types";

const OPERATORS: Readonly<Record<string, string>> = {
  "==": "eq",
  "!=": "ne",
  "<": "lt",
  "<=": "lte",
  ">": "gt",
  ">=": "gte",
};
const NUMBER_OF_A_FORMULA = /^\d{1,12}(?:\.\d{1,6})?$/;

/** The value that a formula computes; refused where it has no meaning, or is about what is not known here. */
export function readFormula(text: string, reading: Reading): ValueNode {
  return new Translation(reading).value(parseFormula(text), 1);
}

class Translation {
  private count = 0;

  constructor(private readonly reading: Reading) {}

  /** A node that stands where a value is wanted. */
  value(syntax: Syntax, depth: number): ValueNode {
    this.counted(depth);
    switch (syntax.at) {
      case "number":
        return constantNumber(syntax.text);
      case "text":
        return syntax.text === "" ? literal("", null) : literalNode(nfc(syntax.text), TEXT);
      case "word":
        return syntax.value === null ? literal(null, null) : literalNode(syntax.value, BOOLEAN);
      case "path":
        return this.reading.path(syntax.path);
      case "sign":
        return signed(this.value(syntax.of, depth + 1), syntax.minus);
      case "arithmetic":
        return arithmetic(
          this.value(syntax.left, depth + 1),
          syntax.operator,
          this.value(syntax.right, depth + 1),
        );
      case "if":
        return this.choice(syntax.test, syntax.then, syntax.otherwise, depth);
      case "call":
        return this.call(syntax.name, syntax.parts, depth);
      default:
        return unreadable(syntax.at);
    }
  }

  /** A node that stands where a condition is wanted. */
  private condition(syntax: Syntax, depth: number): Condition {
    switch (syntax.at) {
      case "and":
      case "or": {
        this.counted(depth);
        const parts = syntax.parts.map((part) => this.condition(part, depth + 1));
        return { node: syntax.at === "and" ? "all" : "any", parts };
      }
      case "not":
        this.counted(depth);
        return { node: "not", part: this.condition(syntax.of, depth + 1) };
      case "compare":
        this.counted(depth);
        return this.compare(syntax.sides, syntax.operators, depth);
      case "call":
        if (syntax.name === "present" || syntax.name === "absent") return this.presence(syntax, depth);
    }
    const found = this.value(syntax, depth);
    if (syntax.at === "word" && typeof syntax.value === "boolean") {
      return { node: "constant", holds: syntax.value };
    }
    return found.type.kind === "boolean"
      ? leafNode(found, "eq", literalNode(true, BOOLEAN))
      : unreadable("a condition is wanted");
  }

  private presence(call: Extract<Syntax, { at: "call" }>, depth: number): Condition {
    const [only] = call.parts;
    if (!only || call.parts.length > 1) return unreadable(call.name);
    const left = this.value(only, depth + 1);
    applies(call.name, left.type);
    return leafNode(left, call.name);
  }

  private compare(sides: readonly Syntax[], operators: readonly string[], depth: number): Condition {
    const parts = operators.map((operator, index) => {
      const left = this.value(sides[index] ?? unreadable(operator), depth + 1);
      const right = sides[index + 1] ?? unreadable(operator);
      const name = OPERATORS[operator];
      if (name === undefined) return among(left, operator === "in" ? "in" : "not_in", right);
      return relate(left, name, this.value(right, depth + 1));
    });
    return { node: "all", parts };
  }

  private choice(test: Syntax, then: Syntax, otherwise: Syntax, depth: number): ValueNode {
    const holds = this.condition(test, depth + 1);
    const [first, second] = together([this.value(then, depth + 1), this.value(otherwise, depth + 1)]);
    if (!first || !second) return unreadable("if");
    const type = common(first.type, second.type) ?? unreadable("two types");
    const branches: Branch[] = [
      { holds, value: first },
      { holds: null, value: second },
    ];
    return { node: "choose", branches, type };
  }

  private call(name: string, parts: readonly Syntax[], depth: number): ValueNode {
    if ((name === "now" || name === "today") && parts.length === 0) {
      const day = name === "today";
      return { node: "now", offset: null, day, type: day ? DATE : DATETIME };
    }
    const [test, then, otherwise] = parts;
    if (name === "choose" && test && then && otherwise && parts.length === 3) {
      return this.choice(test, then, otherwise, depth);
    }
    const given = parts.map((part) => this.value(part, depth + 1));
    const read = name === "days" ? given.map((node) => retyped(node, DATE)) : together(given);
    const found = ["days", "coalesce", "min", "max"].includes(name) ? read : given;
    return { node: "call", name, parts: found, type: callType(name, found) };
  }

  private counted(depth: number): void {
    this.count += 1;
    if (depth > MAX_DEPTH || this.count > MAX_NODES) unreadable("too large");
  }
}

function constantNumber(text: string): ValueNode {
  const found = NUMBER_OF_A_FORMULA.test(text) ? readDecimal(text) : undefined;
  return literalNode(found ?? unreadable(text), text.includes(".") ? NUMBER : INTEGER);
}

function signed(node: ValueNode, minus: boolean): ValueNode {
  if (!AMOUNTS.has(node.type.kind)) return unreadable("sign");
  if (!minus) return node;
  if (node.node === "literal" && typeof node.value === "object" && node.value && "units" in node.value) {
    return literalNode(negative(node.value), node.type);
  }
  return { node: "arithmetic", operator: "-", left: node, right: null, type: node.type };
}

function arithmetic(left: ValueNode, operator: string, right: ValueNode): ValueNode {
  const sum = operator === "+" || operator === "-";
  // A number that is written next to money is an amount of it.
  const first = sum && right.type.kind === "money" ? retyped(left, right.type) : left;
  const second = sum && left.type.kind === "money" ? retyped(right, left.type) : right;
  const type = arithmeticType(first.type, operator, second.type);
  return { node: "arithmetic", operator, left: first, right: second, type };
}

function among(left: ValueNode, operator: string, right: Syntax): Condition {
  applies(operator, left.type);
  if (right.at !== "list") return unreadable(operator);
  const listed = right.parts.map((part) => {
    if (part.at === "number") return Number(part.text);
    return part.at === "text" ? part.text : unreadable(operator);
  });
  return leafNode(left, operator, entries(listed, left.type));
}

/** The nodes with literals read as what the others are. */
function together(nodes: readonly ValueNode[]): readonly ValueNode[] {
  const wanted = nodes.find((node) => node.node !== "literal")?.type;
  return wanted ? nodes.map((node) => retyped(node, wanted)) : nodes;
}
