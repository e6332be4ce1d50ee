/** What would come of a form as it is filled in so far; nothing is written. */
import { queryOptions } from "@tanstack/react-query";
import { ask, type Json, type Reason } from "./http";

/** One stretch of a scale, up to `upto` (null: without end). */
export interface Band {
  option: string;
  label: string;
  upto: string | null;
  text: string;
}

/** How far a number is on what a decision table allows: `here` is the place of the band it lies in. */
export interface Scale {
  field: string;
  label: string;
  of: string;
  of_label: string;
  value: string;
  text: string;
  bands: Band[];
  here: number;
  left: string | null;
}

/** An approval that a step would ask for; without one, that step would ask for nothing this time. */
export interface ApprovalAhead {
  transition: string | null;
  label: string | null;
  approval: string | null;
  approval_label: string | null;
  steps: { id: string; label: string; people: string[]; reasons: Reason[] }[];
  ends: string | null;
  usual_minutes: number | null;
}

export interface Foretold {
  /** Of what nobody fills in, by path. */
  texts: Record<string, string>;
  /** The same of lists, row by row. */
  rows: Record<string, Record<string, string>[]>;
  scales: Scale[];
  approvals: ApprovalAhead[];
}

export interface Filling {
  form: string;
  entity: string;
  record?: string;
  transition?: string;
  input: Record<string, Json>;
}

export const foretoldQuery = ({ form, ...filling }: Filling, language: string) =>
  queryOptions({
    queryKey: ["form", "foretold", form, filling, language],
    queryFn: ({ signal }) =>
      ask<Foretold>(`forms/${form}/foretell`, { method: "POST", body: { ...filling }, signal }),
    retry: false,
    gcTime: 10_000,
  });
