/** What may be chosen in a field now: options whose conditions hold, and candidates that the server is to find. */
import type { FormItem } from "../api/forms";
import type { Json } from "../api/http";
import { compile, compileInside, type Facts, type FieldType, type Lookup } from "../conditions/judge";

type Offered = (facts: Facts) => string[];

/** The options of an item as they are offered on some facts; undefined where nothing narrows them. */
export function narrowing(item: FormItem, names: Lookup<FieldType>): Offered | undefined {
  const options = item.options ?? [];
  const choices = item.conditions.choices;
  if (!options.some((one) => one.if !== undefined) && (choices === undefined || !options.length))
    return undefined;
  const type: FieldType = { type: "enum", options: options.map((one) => one.id) };
  const fits =
    choices === undefined
      ? () => "unknown" as const
      : compileInside(choices, (path) => (path === "id" ? type : undefined), names);
  const judged = options.map((one) => ({
    one,
    holds: one.if === undefined ? () => true as const : compile(one.if, names),
  }));
  return (facts) =>
    judged
      .filter(({ one, holds }) => {
        const told = [
          holds(facts),
          choices === undefined ? true : fits((path) => (path === "id" ? one.id : undefined), facts),
        ];
        if (told.includes(false)) return false;
        return told.includes("unknown") ? one.offered : true;
      })
      .map(({ one }) => one.id);
}

/**
 * The condition on candidates of a link, with what stands in the form put in its place; undefined where that cannot
 * be said (then everything is found, and saving decides).
 */
export function candidates(item: FormItem, facts: (path: string) => Json | undefined): Json | undefined {
  const said = item.conditions.choices;
  if (said === undefined || item.options?.length) return undefined;
  return filled(said, facts);
}

const OUTER = /^(record|input)\./;

function filled(said: Json, facts: (path: string) => Json | undefined): Json | undefined {
  if (typeof said !== "object" || said === null || Array.isArray(said)) return undefined;
  for (const join of ["all", "any"] as const) {
    if (!Array.isArray(said[join])) continue;
    const parts = said[join].map((part) => filled(part, facts));
    return parts.includes(undefined) ? undefined : { [join]: parts as Json[] };
  }
  if (said.not !== undefined) {
    const part = filled(said.not, facts);
    return part === undefined ? undefined : { not: part };
  }
  if (typeof said.field !== "string" || OUTER.test(said.field)) return undefined;
  const value = said.value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return said;
  if (typeof value.field !== "string") return said;
  if (!OUTER.test(value.field)) return said;
  const found = facts(value.field.replace(OUTER, ""));
  return found === undefined || found === null ? undefined : { ...said, value: found };
}
