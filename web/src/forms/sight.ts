/** What of a form is seen, wanted and open on the values that stand in it now, judged while somebody types. */
import { useMemo } from "react";
import { now } from "../api/clock";
import type { FormItem, FormSection, FormShape } from "../api/forms";
import type { Json } from "../api/http";
import { useMe } from "../api/session";
import { useWorkspace } from "../api/workspace";
import { formFacts, formNames } from "../conditions/form";
import { compile, type Facts, type Verdict } from "../conditions/judge";
import { candidates, narrowing } from "./choices";

type Judge = (facts: Facts) => Verdict;
type Values = Record<string, Json>;

export interface Sight {
  section: (section: FormSection) => boolean;
  visible: (item: FormItem) => boolean;
  required: (item: FormItem) => boolean;
  readonly: (item: FormItem) => boolean;
  /** The options that may be chosen now, by id; undefined where nothing narrows them. */
  offered: (item: FormItem) => string[] | undefined;
  /** What candidates of a link must fulfil now. */
  candidates: (item: FormItem) => Json | undefined;
  /** Sentences that do not hold as it stands. */
  broken: string[];
}

/**
 * Conditions are compiled once a form. Where the browser cannot know (another record, a set, a hidden field), the
 * answer that the server gave with the form stands, and saving decides.
 */
export function useSight(shape: FormShape, values: Values, loaded: Values): Sight {
  const me = useMe();
  const { time_zone } = useWorkspace();
  const compiled = useMemo(() => compileForm(shape), [shape]);
  return useMemo(() => {
    const changed = (path: string) =>
      JSON.stringify(values[path] ?? null) !== JSON.stringify(loaded[path] ?? null);
    const facts = compiled.facts({
      values,
      loaded,
      sent: (path) => values[path] !== null && values[path] !== undefined && (changed(path) || !loaded[path]),
      actor: me.person.id ?? "",
      now: new Date(now()).toISOString(),
      zone: time_zone,
    });
    const told = (key: string, otherwise: boolean) => {
      const verdict = compiled.judges.get(key)?.(facts) ?? "unknown";
      return verdict === "unknown" ? otherwise : verdict;
    };
    return {
      section: (section) =>
        section.items.length > 0 && told(`section ${section.id} visible`, section.visible),
      visible: (item) => told(`${item.path} visible`, item.visible),
      required: (item) => told(`${item.path} required`, item.required),
      readonly: (item) => !item.writable || told(`${item.path} readonly`, item.readonly),
      offered: (item) => compiled.narrowed.get(item.path)?.(facts),
      candidates: (item) => candidates(item, (path) => values[path]),
      broken: compiled.checks.filter(({ fails }) => fails(facts) === true).map(({ message }) => message),
    };
  }, [compiled, values, loaded, me.person.id, time_zone]);
}

function compileForm(shape: FormShape) {
  const items = shape.sections.flatMap((section) => section.items);
  const names = formNames(items);
  const judges = new Map<string, Judge>();
  const narrowed = new Map<string, (facts: Facts) => string[]>();
  for (const item of items) {
    const found = narrowing(item, names);
    if (found) narrowed.set(item.path, found);
  }
  const put = (key: string, conditions: Record<string, Json>) => {
    for (const name of ["visible", "required", "readonly"]) {
      const said = conditions[name];
      if (typeof said === "object" && said !== null) judges.set(`${key} ${name}`, compile(said, names));
    }
  };
  for (const section of shape.sections) put(`section ${section.id}`, section.conditions);
  for (const item of items) put(item.path, item.conditions);
  const checks = shape.checks.map(({ fails_when, message }) => ({
    message,
    fails: compile(fails_when, names),
  }));
  return { facts: formFacts(items), judges, checks, narrowed };
}
