import type { FormItem } from "../api/forms";
import type { Field } from "../api/workspace";
import type { Label } from "../language";

/** A field of the workspace as an input takes it, outside of any form. */
export function itemOf(
  field: Field,
  path: string,
  label: (one: Label | undefined, otherwise?: string) => string,
): FormItem {
  const options = field.options && {
    options: Object.entries(field.options).map(([id, one]) => ({
      id,
      label: label(one.label, id),
      offered: true,
    })),
  };
  return {
    path,
    type: field.kind,
    label: label(field.label, path),
    help: "",
    span: 1,
    ask: false,
    visible: true,
    required: false,
    readonly: false,
    writable: true,
    masked: false,
    dedupe: false,
    conditions: {},
    value: null,
    text: "",
    currency: field.currency,
    to: field.to,
    ...options,
  };
}
