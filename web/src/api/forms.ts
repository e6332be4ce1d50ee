/** Forms as the server makes them for this person, and sending what was filled in. */
import { queryOptions } from "@tanstack/react-query";
import { ask, type Json } from "./http";

export interface FormOption {
  id: string;
  label: string;
  offered: boolean;
  if?: Json;
}

export interface FormItem {
  path: string;
  type: string;
  label: string;
  help: string;
  span: number;
  ask: boolean;
  visible: boolean;
  required: boolean;
  readonly: boolean;
  /** Whether this person may send it at all, once it is visible and open. */
  writable: boolean;
  masked: boolean;
  dedupe: boolean;
  conditions: Record<string, Json>;
  value: Json;
  text: string;
  max_length?: number;
  minimum?: string;
  maximum?: string;
  pattern?: string;
  region?: string;
  currency?: string;
  to?: string[];
  options?: FormOption[];
  columns?: FormItem[];
  rows?: FormRow[];
  /** Of a list, row by row: what would stand in its cells once what is typed is sent. */
  foretold?: Record<string, string>[];
}

export interface FormRow {
  id: string;
  version: number;
  values: Record<string, Json>;
  texts: Record<string, string>;
}

export interface FormSection {
  id: string;
  label: string;
  columns: number;
  visible: boolean;
  conditions: Record<string, Json>;
  items: FormItem[];
}

/** Values that are filled in together at one press. */
export interface Preset {
  id: string;
  label: string;
  key: string | null;
  values: Record<string, Json>;
}

export interface FormShape {
  id: string;
  entity: string;
  label: string;
  steps: string[];
  sections: FormSection[];
  presets: Preset[];
  /** The version of the record that it was made for. */
  version: number | null;
  checks: { id: string; fails_when: Json; message: string; fields: string[] }[];
}

/** The form of all fields of an entity: every pack has it, so its shape has no name of its own. */
export const ALL_FIELDS = "default";

/** Under which name the server knows a form. */
export const formName = (shape: Pick<FormShape, "id">) => shape.id || ALL_FIELDS;

export interface FormOf {
  form: string;
  entity: string;
  record?: string;
  transition?: string;
}

/** The effective form; `language` is part of the key, since its labels come in one language. */
export const formQuery = ({ form, entity, record, transition }: FormOf, language: string) =>
  queryOptions({
    queryKey: ["form", form, entity, record ?? "", transition ?? "", language],
    queryFn: ({ signal }) =>
      ask<{ form: FormShape; version: number | null }>(`forms/${form}`, {
        query: { entity: form === ALL_FIELDS ? entity : undefined, record, transition },
        signal,
      }).then((told) => ({ ...told.form, version: told.version })),
    staleTime: 0,
  });
