/**
 * The condition language in the browser: a form judges `visible`, `required`, `readonly`, `choices` and checks while
 * somebody types, with the meaning that the server gives them. What the browser does not know (another record, a set,
 * a decision, a hidden field, a value that is still being typed) is neither true nor false but `unknown`: it is
 * checked on saving (A16). It is never guessed.
 */
import { judgeOf, type Verdict } from "./evaluate";
import { readCondition } from "./read_condition";
import { Reading } from "./reading";
import { Scope } from "./scope";
import type { Condition } from "./tree";
import type { FieldType, Lookup } from "./types";

export type { Verdict } from "./evaluate";
export type { FieldType, Lookup } from "./types";

/**
 * The values of a form as the API writes them: decimals as text, days `YYYY-MM-DD`, moments RFC 3339, durations ISO
 * 8601, options as ids, null for absent; undefined is unknown. `now` is a moment, `zone` the centre's time zone.
 */
export type Facts = Lookup<unknown>;

/** A value together with what the form says of its type. */
export interface Fact extends FieldType {
  readonly value: unknown;
}

const AROUND: ReadonlySet<string> = new Set(
  "input before actor parameter now event zone decision set due step".split(" "),
);
const RECORD = "record.";

/**
 * Compile a condition, once a form. `names` tells the type of each path that the form holds (`phone`, `input.reason`,
 * `actor` ...); a comparison with any other path is unknown. `record.phone` is looked up as `phone`.
 */
export function compile(condition: unknown, names: Lookup<FieldType>): (facts: Facts) => Verdict {
  const judge = judgeOf(treeOf(condition, names, plain));
  return (facts) => judge(new Scope(facts));
}

/**
 * Compile a condition that is about one row of a list, or one candidate of `choices`: plain names are the row's, and
 * `record.` is the form's record. A candidate of an enum has its option as `id`.
 */
export function compileInside(
  condition: unknown,
  row: Lookup<FieldType>,
  form: Lookup<FieldType>,
): (row: Facts, form: Facts) => Verdict {
  const judge = judgeOf(treeOf(condition, inside(row, form), (path) => path));
  return (rowFacts, formFacts) => judge(new Scope(inside(rowFacts, formFacts)));
}

/** Judge a condition once; a form that judges it again and again compiles it. */
export function judge(condition: unknown, facts: Lookup<Fact>): Verdict {
  return compile(condition, facts)((path) => facts(path)?.value);
}

function treeOf(condition: unknown, names: Lookup<FieldType>, spelled: (path: string) => string): Condition {
  return readCondition(condition, new Reading(names, spelled, readCondition));
}

function plain(path: string): string {
  return path.startsWith(RECORD) ? path.slice(RECORD.length) : path;
}

function inside<T>(row: Lookup<T>, form: Lookup<T>): Lookup<T> {
  return (path) => {
    const outer = path.startsWith(RECORD) || AROUND.has(path.split(".", 1)[0] ?? "");
    return outer ? form(plain(path)) : row(path);
  };
}
