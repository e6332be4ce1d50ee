/** Trees as closures: conditions three-valued, values as they are. */
import { negative } from "./decimal";
import { compute, number, OPERATIONS } from "./functions";
import { leafTest } from "./leaf_tests";
import { moved } from "./moments";
import { needsOf } from "./needs";
import type { Getter, Scope } from "./scope";
import type { Condition, Leaf, Single, Value, ValueNode } from "./tree";
import { localDay } from "./zone";

/** Holds, does not hold, or cannot be said here: "checked on saving". */
export type Verdict = boolean | "unknown";
export type Judge = (scope: Scope) => Verdict;

/** The closure of a condition. */
export function judgeOf(tree: Condition): Judge {
  switch (tree.node) {
    case "constant":
      return () => tree.holds;
    case "unknown":
      return () => "unknown";
    case "not": {
      const part = judgeOf(tree.part);
      return (scope) => opposite(part(scope));
    }
    case "leaf":
      return leafJudge(tree);
    default:
      return joined(tree.parts.map(judgeOf), tree.node === "any");
  }
}

/** The closure of a value; a boolean is never absent (A15). Only called when all that it looks at is known. */
export function getterOf(node: ValueNode): Getter {
  switch (node.node) {
    case "literal":
      return () => node.value;
    case "path":
      return (scope) => scope.value(node.path);
    case "now":
      return (scope) => {
        const moment = node.offset ? moved(scope.now, node.offset, scope.zone) : scope.now;
        return node.day ? localDay(moment, scope.zone) : moment;
      };
    case "arithmetic":
      return arithmetic(node.operator, getterOf(node.left), node.right && getterOf(node.right));
    case "call":
      return call(node.name, node.parts);
    case "choose": {
      const branches = node.branches.map(
        ({ holds, value }) => [holds ? judgeOf(holds) : null, getterOf(value)] as const,
      );
      return (scope) => branches.find(([holds]) => !holds || holds(scope) === true)?.[1](scope) ?? null;
    }
  }
}

function opposite(verdict: Verdict): Verdict {
  return verdict === "unknown" ? verdict : !verdict;
}

/** One part that is `decisive` decides; otherwise nothing is known as long as one part is not. */
function joined(parts: readonly Judge[], decisive: boolean): Judge {
  return (scope) => {
    let found: Verdict = !decisive;
    for (const part of parts) {
      const verdict = part(scope);
      if (verdict === decisive) return decisive;
      if (verdict === "unknown") found = verdict;
    }
    return found;
  };
}

function leafJudge(leaf: Leaf): Judge {
  const needs = needsOf(leaf);
  if (!needs) return () => "unknown";
  const wanted = [...needs];
  const test = leafTest(leaf, getterOf);
  return (scope) => (wanted.every(([path, type]) => scope.knows(path, type)) ? test(scope) : "unknown");
}

function arithmetic(operator: string, left: Getter, right: Getter | null): Getter {
  if (!right) {
    return (scope) => {
      const value = left(scope);
      return value === null ? null : negative(number(value));
    };
  }
  const operate = OPERATIONS[operator];
  if (!operate) throw new TypeError(operator);
  return (scope) => {
    const first = left(scope);
    const second = right(scope);
    return first === null || second === null ? null : operate(number(first), number(second));
  };
}

function call(name: string, parts: readonly ValueNode[]): Getter {
  const getters = parts.map(getterOf);
  if (name === "coalesce") return (scope) => first(getters, scope);
  const days = parts.map((part) => name === "days" && part.type.kind === "datetime");
  return (scope) => {
    const values: Single[] = [];
    for (const [index, get] of getters.entries()) {
      const value = get(scope);
      if (value === null) return null;
      values.push(days[index] && typeof value === "bigint" ? localDay(value, scope.zone) : (value as Single));
    }
    return compute(name, values);
  };
}

function first(getters: readonly Getter[], scope: Scope): Value {
  for (const get of getters) {
    const value = get(scope);
    if (value !== null) return value;
  }
  return null;
}
