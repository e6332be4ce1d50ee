/** What would come of what is typed: asked a moment after the last key, and given up when it is overtaken. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { type Foretold, foretoldQuery } from "../api/foretelling";
import { type FormItem, type FormShape, formName } from "../api/forms";
import { type Reason, Refused } from "../api/http";
import { type Entity, useWorkspace } from "../api/workspace";
import { useLanguage } from "../language";
import { confirmable } from "./unmet";
import { itemsOf, type Values } from "./values";

const REST = 350; // milliseconds without a key
const CONFLICT = 409;

interface Asked {
  shape: FormShape;
  target: { id?: string; transition?: string };
  /** What would be sent as it stands; worked out only where there is something to ask for. */
  input: () => Values;
  /** Not where it would be sent for many at once. */
  alone: boolean;
  /** Whether the form shows an item now. */
  seen: (item: FormItem) => boolean;
}

export interface Change {
  path: string;
  label: string;
  before: string;
  after: string;
}

export interface Telling {
  told?: Foretold;
  /** The form with what it would say. */
  shape: FormShape;
  /** What would change of what the form does not show. */
  changes: Change[];
  /** What would be refused, once it is filled in. */
  against: Reason[];
}

export function useForetold({ shape, target, input, alone, seen }: Asked): Telling {
  const language = useLanguage();
  const { entities } = useWorkspace();
  const telling = useMemo(() => tells(shape, entities[shape.entity]), [shape, entities]);
  const wanted = alone && telling;
  const rested = useRested(wanted ? JSON.stringify(input()) : "{}");
  const about = {
    form: formName(shape),
    entity: shape.entity,
    record: target.id,
    transition: target.transition,
  };
  const { data, error } = useQuery({
    ...foretoldQuery({ ...about, input: JSON.parse(rested) }, language),
    enabled: wanted,
    placeholderData: keepPreviousData,
    refetchOnWindowFocus: false,
  });
  const told = wanted && !error ? data : undefined;
  return {
    told,
    shape: useMemo(() => saying(shape, told), [shape, told]),
    changes: useMemo(() => changesOf(shape, told, seen), [shape, told, seen]),
    against: againstOf(error),
  };
}

/** Whether the form shows something that is worked out of what is filled in: nothing else is worth asking for. */
function tells(shape: FormShape, kind: Entity | undefined): boolean {
  return itemsOf(shape).some((item) => kind?.fields[item.path]?.derived && !item.masked);
}

/** What is not filled in yet is no news; what stands against the whole is. */
function againstOf(error: Error | null): Reason[] {
  const refused = error instanceof Refused && error.status === CONFLICT && confirmable(error).length === 0;
  return refused ? error.reasons : [];
}

const MOST = 6;

function changesOf(
  shape: FormShape,
  told: Foretold | undefined,
  seen: (item: FormItem) => boolean,
): Change[] {
  if (!told) return [];
  const scaled = new Set(told.scales.flatMap((one) => [one.field, one.of]));
  return itemsOf(shape)
    .filter((item) => !item.writable && !seen(item) && !scaled.has(item.path))
    .flatMap((item) => {
      const after = told.texts[item.path];
      return after === undefined || after === item.text
        ? []
        : [{ path: item.path, label: item.label, before: item.text, after }];
    })
    .slice(0, MOST);
}

function saying(shape: FormShape, told: Foretold | undefined): FormShape {
  if (!told) return shape;
  const sections = shape.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => {
      const text = item.writable ? undefined : told.texts[item.path];
      const rows = told.rows[item.path];
      return text === undefined && !rows ? item : { ...item, text: text ?? item.text, foretold: rows };
    }),
  }));
  return { ...shape, sections };
}

function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
