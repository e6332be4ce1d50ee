/** For tests: the cases that every evaluator of conditions is held to, the engine's own among them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FieldType, Lookup } from "./judge";

/** A row of the table of cases: a condition, its facts, and what it is (or why it is refused, `!code`). */
export interface Case {
  readonly id: string;
  readonly source: unknown;
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly expected: boolean | "refused";
}

/** A random condition with the engine's verdict; null is "not known". */
export interface RandomCase {
  readonly source: unknown;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly unknown: readonly string[];
  readonly verdict: boolean | null;
}

const random = JSON.parse(read("./cases.json")) as {
  readonly names: Readonly<Record<string, FieldType>>;
  readonly cases: readonly RandomCase[];
};

export const RANDOM_CASES = random.cases;
/** The types of everything that the cases look at. */
export const NAMES: Lookup<FieldType> = (path) => random.names[path];
export const TABLE: readonly Case[] = rows(read("../../../tests/conformance/conditions.csv")).map(caseOf);

/** The facts of a case where everything that has a name is known: what the case does not write down is absent. */
export function factsOf(
  facts: Readonly<Record<string, unknown>>,
  unknown: readonly string[] = [],
): Lookup<unknown> {
  const around: Readonly<Record<string, unknown>> = { now: "2026-03-02T02:00:00Z", zone: "Asia/Shanghai" };
  return (path) => (unknown.includes(path) ? undefined : (facts[path] ?? around[path] ?? null));
}

function read(path: string): string {
  return readFileSync(join(import.meta.dirname, path), "utf8");
}

function caseOf([id = "", text = "", facts = "", expected = ""]: readonly string[]): Case {
  const told = { id, text, facts: JSON.parse(facts || "{}") as Case["facts"] };
  const refused = expected.startsWith("!");
  if (!text.startsWith("=")) {
    return { ...told, source: JSON.parse(text), expected: refused ? "refused" : expected === "true" };
  }
  const formula = text.slice(1);
  if (refused) return { ...told, source: { formula, op: "present" }, expected: "refused" };
  const source =
    expected === "absent"
      ? { formula, op: "absent" }
      : { formula, op: "eq", value: JSON.parse(expected) as unknown };
  return { ...told, source, expected: true };
}

/** The rows of a table in CSV (RFC 4180), without the head. */
function rows(table: string): readonly (readonly string[])[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  const found: string[][] = [[]];
  while (cell.lastIndex < table.length) {
    const [, quoted, bare = "", end] = cell.exec(table) ?? [];
    found.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end !== ",") found.push([]);
  }
  return found.slice(1).filter((row) => row.length > 1);
}
