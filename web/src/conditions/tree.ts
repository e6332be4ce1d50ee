/** The typed tree that conditions and formulas become, and the values in it. */
import type { Decimal } from "./decimal";
import type { Duration } from "./duration";
import type { Type } from "./types";

/**
 * A value as it is computed with; null is absent. By kind: text, option and link a string; integer, number and money a
 * Decimal; date days since 1970, time microseconds since midnight, datetime microseconds since 1970 (bigint); several
 * options a list of ids.
 */
export type Single = boolean | string | number | bigint | Decimal | Duration;
export type Value = Single | readonly Single[] | null;

export type ValueNode =
  | { readonly node: "literal"; readonly value: Value; readonly type: Type }
  | { readonly node: "path"; readonly path: string; readonly type: Type }
  | { readonly node: "now"; readonly offset: Duration | null; readonly day: boolean; readonly type: Type }
  | {
      readonly node: "arithmetic";
      readonly operator: string;
      readonly left: ValueNode;
      readonly right: ValueNode | null;
      readonly type: Type;
    }
  | {
      readonly node: "call";
      readonly name: string;
      readonly parts: readonly ValueNode[];
      readonly type: Type;
    }
  | { readonly node: "choose"; readonly branches: readonly Branch[]; readonly type: Type };

export interface Branch {
  readonly holds: Condition | null;
  readonly value: ValueNode;
}

export interface Leaf {
  readonly node: "leaf";
  readonly left: ValueNode;
  readonly operator: string;
  /** None of present and absent, one of most, two of between; of `during` it is in `window`. */
  readonly right: readonly ValueNode[];
  readonly window?: string;
}

export type Condition =
  | { readonly node: "constant"; readonly holds: boolean }
  | { readonly node: "all" | "any"; readonly parts: readonly Condition[] }
  | { readonly node: "not"; readonly part: Condition }
  | Leaf
  | { readonly node: "unknown" };

/** A condition that cannot be judged here: it looks at a set, a decision, or a name that the form does not hold. */
export const UNKNOWN: Condition = { node: "unknown" };

/** A literal. */
export function literalNode(value: Value, type: Type): ValueNode {
  return { node: "literal", value, type };
}

/** A comparison. */
export function leafNode(left: ValueNode, operator: string, ...right: readonly ValueNode[]): Leaf {
  return { node: "leaf", left, operator, right };
}
