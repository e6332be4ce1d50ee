/** What of a form is seen, wanted and open on the values that stand in it now. */
import type { FormItem, FormSection, FormShape } from "../api/forms";
import type { Json } from "../api/http";

export interface Sight {
  section: (section: FormSection) => boolean;
  visible: (item: FormItem) => boolean;
  required: (item: FormItem) => boolean;
  readonly: (item: FormItem) => boolean;
  broken: string[];
}

export function useSight(_shape: FormShape, _values: Record<string, Json>): Sight {
  return {
    section: (section) => section.visible && section.items.length > 0,
    visible: (item) => item.visible,
    required: (item) => item.required,
    readonly: (item) => item.readonly,
    broken: [],
  };
}
