/** The names and facts of an effective form, as `compile` and `compileInside` want them. */
import type { Facts, FieldType, Lookup } from "./judge";

/** What is needed of an item of `GET /forms/{form}` (or of a column of a list). */
export interface ItemType {
  readonly path: string;
  readonly type: string;
  readonly masked?: boolean;
  readonly ask?: boolean;
  readonly region?: string;
  readonly currency?: string;
  readonly to?: readonly string[];
  readonly options?: readonly { readonly id: string }[];
}

/** The values of a form at one moment. */
export interface FormState {
  /**
   * The present value of each item, by path; of one that the form hides, the value that stays in the record. What the
   * server computes from other items is left out (and so unknown) as soon as one of those was changed.
   */
  readonly values: Readonly<Record<string, unknown>>;
  /** The values as the form was loaded: behind a link that was changed since, nothing is known any more. */
  readonly loaded: Readonly<Record<string, unknown>>;
  /** Whether an item would be sent now: what is sent is `input.<path>`, what is not is absent there. */
  readonly sent: (path: string) => boolean;
  /** The person who fills the form in. */
  readonly actor: string;
  /** The present moment (RFC 3339), and the time zone of the record's centre when it is known. */
  readonly now: string;
  readonly zone?: string;
}

const INPUT = "input.";
// Any other way to write a phone number is read by the rules of its country, which the server has.
const INTERNATIONAL = /^\+\d{6,15}$/;

/**
 * The types of a form's items, by path and by `input.<path>`; and `actor`. A masked item is not among them: what is
 * shown of it is not its value.
 */
export function formNames(items: readonly ItemType[]): Lookup<FieldType> {
  const types = new Map<string, FieldType>([["actor", { type: "person" }]]);
  for (const item of items) {
    if (item.masked) continue;
    const { type, currency, to, options } = item;
    const told: FieldType = { type, currency, to, options: options?.map((option) => option.id) };
    if (!item.ask) types.set(item.path, told);
    types.set(INPUT + item.path, told);
  }
  return (path) => types.get(path);
}

/** The facts of a form at one moment, read as the server would keep what was entered. */
export function formFacts(items: readonly ItemType[]): (state: FormState) => Facts {
  const read = reader(items);
  return (state) => (path) => {
    if (path === "now" || path === "zone" || path === "actor") return state[path];
    if (path.startsWith(INPUT)) {
      const item = path.slice(INPUT.length);
      return state.sent(item) ? read(item, state.values) : null;
    }
    const [link = "", ...beyond] = path.split(".");
    const moved = beyond.length > 0 && state.values[link] !== state.loaded[link];
    return moved ? undefined : read(path, state.values);
  };
}

/** The facts of one row of a list, by its columns. */
export function rowFacts(columns: readonly ItemType[]): (values: Readonly<Record<string, unknown>>) => Facts {
  const read = reader(columns);
  return (values) => (path) => read(path, values);
}

/** The names of one row of a list, by the columns of its item. */
export function rowNames(columns: readonly ItemType[]): Lookup<FieldType> {
  const types = formNames(columns);
  return (path) => (path.includes(".") || path === "actor" ? undefined : types(path));
}

/** The names of a candidate of an enum: nothing but its `id`. */
export function optionNames(item: ItemType): Lookup<FieldType> {
  const type: FieldType = { type: "enum", options: item.options?.map((option) => option.id) };
  return (path) => (path === "id" ? type : undefined);
}

function reader(items: readonly ItemType[]) {
  const known = new Map(items.map((item) => [item.path, item]));
  return (path: string, values: Readonly<Record<string, unknown>>): unknown => {
    const item = known.get(path);
    const value = values[path];
    return item && typeof value === "string" ? kept(value, item) : value;
  };
}

/** A text as the server would keep it; undefined where only the server can tell. */
function kept(entered: string, { type, region }: ItemType): string | undefined {
  switch (type) {
    case "text":
    case "url":
      return entered.trim();
    case "long_text":
    case "address":
      return entered.replace(/\r\n?/g, "\n").trim();
    case "email":
      return narrow(entered).toLowerCase();
    case "national_id":
      return narrow(entered)
        .toUpperCase()
        .replaceAll(" ", region === "CN" ? "" : " ");
    case "phone": {
      const number = narrow(entered);
      return number === "" || INTERNATIONAL.test(number) ? number : undefined;
    }
    default:
      return entered;
  }
}

/** Full-width digits, letters and signs as their plain forms. */
function narrow(text: string): string {
  return text.normalize("NFKC").trim();
}
