/**
 * The filter as a person builds it, and the condition of the pack's language that it means. What cannot be shown as a
 * row is kept as it came: a filter that somebody wrote by hand loses nothing here.
 */
import type { Json } from "../api/http";

export type Join = "all" | "any";

/** One comparison: a path of fields, an operator, and what it is compared with. */
export interface Row {
  kind: "row";
  key: string;
  path: string;
  op: string;
  value: Json;
}

/** Several parts of which all, or one, must hold; `not`: must not. */
export interface Group {
  kind: "group";
  key: string;
  join: Join;
  not: boolean;
  parts: Part[];
}

/** A condition that has no row: shown as it is written. */
export interface Written {
  kind: "written";
  key: string;
  said: Json;
}

export type Part = Row | Group | Written;

let last = 0;
const fresh = () => `p${++last}`;

export const emptyRow = (path = ""): Row => ({ kind: "row", key: fresh(), path, op: "", value: null });
export const emptyGroup = (parts: Part[] = []): Group => ({
  kind: "group",
  key: fresh(),
  join: "all",
  not: false,
  parts,
});

/** Operators that stand without a value. */
export const ALONE: ReadonlySet<string> = new Set(["present", "absent"]);

/** The filter that a condition means; no condition is an empty one. */
export function readFilter(said: Json | undefined): Group {
  if (said === null || said === undefined) return emptyGroup();
  const part = read(said);
  return part.kind === "group" && !part.not ? part : emptyGroup([part]);
}

function read(said: Json): Part {
  if (typeof said !== "object" || said === null || Array.isArray(said)) return written(said);
  const names = Object.keys(said);
  for (const join of ["all", "any"] as const) {
    const parts = said[join];
    if (names.length === 1 && Array.isArray(parts))
      return { kind: "group", key: fresh(), join, not: false, parts: parts.map(read) };
  }
  if (names.length === 1 && said.not !== undefined) {
    const inner = read(said.not);
    if (inner.kind === "group" && !inner.not) return { ...inner, not: true };
    return { ...emptyGroup([inner]), not: true };
  }
  const { field, op, value, ...more } = said;
  const whole = typeof field === "string" && typeof op === "string" && Object.keys(more).length === 0;
  if (!whole || ALONE.has(op as string) === "value" in said) return written(said);
  return { kind: "row", key: fresh(), path: field as string, op: op as string, value: value ?? null };
}

const written = (said: Json): Written => ({ kind: "written", key: fresh(), said });

/** The condition of a filter; undefined when it says nothing. */
export function writeFilter(filter: Group): Json | undefined {
  if (filter.parts.length === 0) return undefined;
  return write(filter);
}

function write(part: Part): Json {
  if (part.kind === "written") return part.said;
  if (part.kind === "row")
    return ALONE.has(part.op)
      ? { field: part.path, op: part.op }
      : { field: part.path, op: part.op, value: part.value };
  const [only] = part.parts;
  const inner =
    part.parts.length === 1 && only ? write(only) : ({ [part.join]: part.parts.map(write) } as Json);
  return part.not ? { not: inner } : inner;
}

/** The filter with one part put in the place of another; null takes it away. Groups that become empty go too. */
export function replaced(group: Group, key: string, part: Part | null): Group {
  const parts = group.parts.flatMap((one): Part[] => {
    if (one.key === key) return part ? [part] : [];
    return one.kind === "group" ? [replaced(one, key, part)] : [one];
  });
  return { ...group, parts };
}

/** How many comparisons it holds. */
export function comparisons(part: Part): number {
  return part.kind === "group" ? part.parts.reduce((sum, one) => sum + comparisons(one), 0) : 1;
}
