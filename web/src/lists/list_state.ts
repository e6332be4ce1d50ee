/** What the address of a list says, and what is asked for because of it. */
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import type { Json } from "../api/http";
import type { SavedList } from "../api/lists";
import type { Entity } from "../api/workspace";
import { usualColumns } from "./fields";

/** `cols` and `sort` hold names with commas; `list`: the list that was put by and opened. */
export interface ListSearch {
  q?: string;
  look?: "board";
  state?: string;
  filter?: Json;
  sort?: string;
  cols?: string;
  group?: string;
  list?: string;
}

const route = getRouteApi("/inside/records/$entity");
const MOST_SORTS = 3;

export interface ListState extends ListSearch {
  columns: string[];
  sorts: string[];
}

export function useListState(kind: Entity): [ListState, (change: Partial<ListSearch>) => void] {
  const search = route.useSearch();
  const navigate = useNavigate({ from: "/records/$entity" });
  const wanted = search.cols?.split(",").filter((name) => name in kind.fields);
  const columns = wanted?.length ? wanted : usualColumns(kind);
  const sorts = search.sort ? search.sort.split(",") : [];
  const change = (next: Partial<ListSearch>) =>
    void navigate({ search: (now) => clean({ ...now, ...next }), replace: true });
  return [{ ...search, columns, sorts }, change];
}

/** Nothing stands in the address that says nothing. */
function clean(search: ListSearch): ListSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined && value !== ""),
  );
}

/** The condition of a list: its filter, and the state that was chosen above it. */
export function filterOf({ filter, state }: ListSearch): Json | undefined {
  const one: Json | undefined = state ? { field: "state", op: "eq", value: state } : undefined;
  if (!one || filter === undefined) return one ?? filter;
  return { all: [one, filter] };
}

/** Rows of one group stand together: the list is sorted by it first. */
export function sortsOf({ group, sorts }: ListState): string[] {
  if (!group) return sorts.slice(0, MOST_SORTS);
  const own = sorts.find((one) => one.replace("-", "") === group);
  return [own ?? group, ...sorts.filter((one) => one !== own)].slice(0, MOST_SORTS);
}

/** What a list that was put by puts into the address. */
export function opened(one: SavedList): ListSearch {
  return clean({
    list: one.id,
    filter: one.filter ?? undefined,
    sort: one.sort.join(","),
    cols: one.fields.join(","),
    group: one.group ?? undefined,
  });
}

/** Whether what is shown is what was put by. */
export function isAsKept(one: SavedList, now: ListSearch): boolean {
  const kept = opened(one);
  return (["filter", "sort", "cols", "group"] as const).every(
    (name) => JSON.stringify(kept[name] ?? null) === JSON.stringify(now[name] ?? null),
  );
}
