/** The fields by which a list is filtered, sorted and grouped: those of its records, and those one link away. */
import type { Entity, Field, State, Workspace } from "../api/workspace";
import type { Label } from "../language";

/** A field with the path to it, and the links that lead there. */
export interface Place {
  path: string;
  field: Field;
  through?: Field;
}

const NO_FILTER = new Set(["lines", "file", "image", "clock"]);
const NO_COLUMN = new Set(["lines", "file", "image"]);
const GROUPED = new Set(["enum", "boolean", "person", "link"]);

/** A field whose options are the states of a workflow. */
function ofStates(field: Field, states: Record<string, State>): Field {
  const options = Object.fromEntries(Object.entries(states).map(([id, one]) => [id, { label: one.label }]));
  return { ...field, kind: "enum", options };
}

/** The field of a list by its name; `state` has its states as options. */
export function fieldOf(kind: Entity, name: string): Field | undefined {
  const field = kind.fields[name];
  return name === "state" && field ? ofStates(field, kind.states) : field;
}

/** Every field that a filter may name, the links' own fields behind them. Several targets of one link have no fields in common. */
export function placesOf(workspace: Workspace, kind: Entity): Place[] {
  const own = fieldsOf(kind).map(([path, field]) => ({ path, field }));
  const behind = own.flatMap(({ path, field }): Place[] => {
    const [target, ...others] = field.kind === "person" ? ["person"] : (field.to ?? []);
    const entity = target && others.length === 0 ? workspace.entities[target] : undefined;
    if (!entity) return [];
    return fieldsOf(entity).map(([name, one]) => ({ path: `${path}.${name}`, field: one, through: field }));
  });
  return [...own, ...behind];
}

function fieldsOf(kind: Entity): [string, Field][] {
  const found: [string, Field][] = [];
  for (const name of Object.keys(kind.fields)) {
    const field = fieldOf(kind, name);
    if (field && !NO_FILTER.has(field.kind) && field.right !== "masked") found.push([name, field]);
  }
  return found;
}

/** The columns that a list may have. */
export function columnsFor(kind: Entity): string[] {
  const first = [kind.title, "number", "state", "owner"].filter(
    (name): name is string => typeof name === "string" && name in kind.fields,
  );
  const others = Object.entries(kind.fields).filter(([, field]) => !NO_COLUMN.has(field.kind));
  return [...new Set([...first, ...others.map(([name]) => name)])];
}

export function groupsFor(kind: Entity): string[] {
  return Object.keys(kind.fields).filter((name) => GROUPED.has(fieldOf(kind, name)?.kind ?? ""));
}

const COLUMNS = 7;
const TELLING = new Set(["phone", "enum", "money", "datetime", "date"]);
const WIDE = new Set(["long_text", "lines", "file", "image", "address", "clock"]);

/** The title, the number and the state, who has it, and of its own fields those that must be filled in, then the first ones. */
export function usualColumns(kind: Entity): string[] {
  const first = ["number", "state", "owner"].filter((name) => name in kind.fields);
  const own = Object.entries(kind.fields).filter(
    ([name, field]) => !field.common && !WIDE.has(field.kind) && name !== kind.title && name !== "state",
  );
  const telling = own.filter(([, field]) => field.required || TELLING.has(field.kind));
  const names = [...telling, ...own].map(([name]) => name);
  const title = kind.title && kind.title in kind.fields ? [kind.title] : [];
  return [...new Set([...title, ...first, ...names])].slice(0, COLUMNS);
}

/** What a place is called: the field, behind the link that leads to it. */
export function placeText(
  place: Place,
  label: (one: Label | undefined, otherwise?: string) => string,
): string {
  const name = label(place.field.label, place.path);
  return place.through ? `${label(place.through.label)} › ${name}` : name;
}
