/** One reading of one source: the names in scope, and how much it may still cost. */
import type { Condition, ValueNode } from "./tree";
import { type FieldType, type Lookup, typeOf } from "./types";

export const MAX_DEPTH = 32;
export const MAX_NODES = 500;
const MAX_STEPS = 8;

/** Leaves a comparison that cannot be judged in a browser; whoever reads the comparison catches it. */
export class Unreadable extends Error {}

/** Stop reading this comparison. */
export function unreadable(what: string): never {
  throw new Unreadable(what);
}

/**
 * `names` tells the type of a path, `spelled` its one spelling; `condition` reads a nested condition (handed down, so
 * that files that need one another's readers need not import one another).
 */
export class Reading {
  private depth = 0;
  private nodes = 0;

  constructor(
    readonly names: Lookup<FieldType>,
    readonly spelled: (path: string) => string,
    readonly condition: (source: unknown, reading: Reading) => Condition,
  ) {}

  /** Read one level down. */
  inside<T>(read: () => T): T {
    this.depth += 1;
    this.nodes += 1;
    try {
      return this.depth > MAX_DEPTH || this.nodes > MAX_NODES ? unreadable("too large") : read();
    } finally {
      this.depth -= 1;
    }
  }

  /** The node that a path names in this scope. */
  path(text: string): ValueNode {
    const steps = text.split(".");
    const first = steps[0];
    if (text === "now") return { node: "now", offset: null, day: false, type: { kind: "datetime" } };
    if (steps.length > MAX_STEPS || first === "decision" || first === "set" || first === "zone") {
      return unreadable(text);
    }
    const path = this.spelled(text);
    const found = this.names(path);
    const type = found && typeOf(found);
    return type ? { node: "path", path, type } : unreadable(text);
  }
}

/** Whether it is a JSON object. */
export function isObject(source: unknown): source is Readonly<Record<string, unknown>> {
  return typeof source === "object" && source !== null && !Array.isArray(source);
}

/** The one key among these that an object has, when it has no others than `beside` besides. */
export function shapeOf<Shape extends string>(
  source: Readonly<Record<string, unknown>>,
  shapes: readonly Shape[],
  beside: readonly string[] = [],
): Shape {
  const keys = Object.keys(source).filter((key) => !beside.includes(key));
  const shape = shapes.find((name) => name === keys[0]);
  return keys.length === 1 && shape !== undefined ? shape : unreadable(keys.join());
}
