/** What the pack in force holds for this person: entities with fields, states and transitions, in both languages. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { Label } from "../language";
import { ask, type Json } from "./http";

export interface Option {
  label: Label;
}

export interface Field {
  kind: string;
  label: Label;
  help?: Label;
  required?: boolean;
  options?: Record<string, Option>;
  to?: string[];
  currency?: string;
  right?: "read" | "write" | "masked";
  derived?: boolean;
  common?: boolean;
  lines?: string;
  /** Of a sum over all rows of a list: `list.column`. */
  sum_of?: string;
  /** Of a part of a stopwatch: the stopwatch it is of. */
  clock?: string;
  dedupe?: boolean;
}

export interface State {
  label: Label;
  group?: boolean;
  parent?: string | null;
  initial?: boolean;
  final?: boolean;
  order?: number | null;
}

export interface Transition {
  label: Label;
  from: string[];
  to?: string[];
  form?: string | null;
  duty?: string | null;
  automatic?: boolean;
  /** Whether it lets the record become one with another. */
  merges?: boolean;
  track?: string | null;
}

/** By which field of a new record a rule will find a record of another kind, and what it would take over. */
export interface Recognized {
  field: string;
  entity: string;
  by: string;
  /** Field of the found record -> field of the new one. */
  copies: Record<string, string>;
}

/** One letter beside a record: a form that is about it, or (`link`) one that makes something linked to it. */
export interface KeyHint {
  key: string;
  label: Label;
  form: string;
  entity: string;
  link: string | null;
  preset: string | null;
}

/** Records of another kind that tell what happened around one. */
export interface Telling {
  entity: string;
  link: string;
  show: string[];
  pinned: Json;
  /** They stand in a list of their own, each with its steps, and not in the story. */
  listed: boolean;
}

/** Of which moment of what a limit counts the room. */
export interface Slots {
  entity: string;
  at: string;
  until: string | null;
  per: string[];
}

export interface Entity {
  label: Label;
  title?: string | null;
  /** Without a title: the fields that name a record together. */
  named_by?: string[];
  recognizes?: Recognized[];
  part_of?: string | null;
  builtin?: boolean;
  fields: Record<string, Field>;
  states: Record<string, State>;
  next_action: { at: string; what: string | null } | null;
  path: string[];
  variants: Record<string, { label: Label; path: string[] }>;
  tracks: Record<string, { label: Label; path: string[] }>;
  keys: KeyHint[];
  /** Under which headings its fields are read; the others come after them. */
  sections: { label: Label; fields: string[] }[];
  story: Telling[];
  transitions: Record<string, Transition>;
  create: { allowed: boolean; forms: { id: string; label: Label }[] };
  /** The form of the pack by which this person changes a record, and what it brings; null: that of all fields. */
  edit: { form: string; fields: string[] } | null;
  /** Whether one of this person's duties allows to take its records away. */
  export: boolean;
}

/** A part of a page: what it shows is read by the names of page and block, so its condition stays with the server. */
export interface Block {
  show: string;
  span: number;
  label?: Label;
  order?: number;
  entity?: string;
  form?: string;
  at?: string;
  until?: string;
  person?: string;
  pool?: string;
  period?: string;
  by?: string;
  split?: string;
  sort?: string[];
  fields?: string[];
  states?: string[];
  metrics?: string[];
  as?: "bars" | "funnel" | "table";
  narrowed?: boolean;
  compare?: boolean;
  rolling?: boolean;
}

/** A page that the pack declares, or one worked out for a pack without pages. */
export interface View {
  kind: "view" | "dashboard";
  label: Label;
  help: Label;
  icon: string | null;
  order: number;
  columns: number;
  derived: boolean;
  blocks: Record<string, Block>;
}

/** A figure over the records of an entity. */
export interface Metric {
  label: Label;
  help: Label;
  entity: string;
  /** The field that says into which period a record falls. */
  at: string;
  function: string;
  type: string | null;
  percent: number | null;
  split: string[];
  better: string | null;
  target: string | number | null;
}

/** Days that are closed (false) or open (true) though their weekday is not: holidays and make-up days. */
export interface WorkingDays {
  label: Label;
  days: Record<string, boolean>;
}

export interface Pool {
  label: Label;
  entity: string;
  states: string[];
  claim: string;
}

export interface Workspace {
  pack: { id: string; version: string; label: Label };
  time_zone: string;
  currency: string;
  posts: { role: string; label: Label; centre: string | null; centre_label?: string | null }[];
  entities: Record<string, Entity>;
  duties: Record<string, { label: Label; mine: boolean }>;
  limits: Record<string, { label: Label; slots: Slots | null }>;
  roles: Record<string, { label: Label }>;
  pools: Record<string, Pool>;
  calendars: Record<string, WorkingDays>;
  /** That of a place which names none. */
  calendar: string | null;
  metrics: Record<string, Metric>;
  views: Record<string, View>;
  home: string | null;
}

export const workspaceQuery = queryOptions({
  queryKey: ["workspace"],
  queryFn: ({ signal }) => ask<Workspace>("workspace", { signal }),
  staleTime: 60_000,
});

export function useWorkspace(): Workspace {
  return useSuspenseQuery(workspaceQuery).data;
}
