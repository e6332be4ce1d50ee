/** How long a form takes to judge itself after a keystroke: 60 items, 20 conditions of several comparisons each. */
import { bench, describe } from "vitest";
import { formFacts, formNames, type ItemType } from "./form";
import { compile, type Facts } from "./judge";

const TYPES = [
  "text",
  "integer",
  "decimal",
  "money",
  "date",
  "datetime",
  "enum",
  "enums",
  "boolean",
  "person",
];
const VALUES: Readonly<Record<string, unknown>> = {
  text: "Straße 5, 张三",
  integer: 42,
  decimal: "1234.567",
  money: "99.90",
  date: "2026-03-02",
  datetime: "2026-03-02T01:00:00Z",
  enum: "large",
  enums: ["red", "blue"],
  boolean: true,
  person: "p1",
};

const items: readonly ItemType[] = Array.from({ length: 60 }, (_, index) => {
  const type = TYPES[index % TYPES.length] ?? "text";
  const options = ["small", "large", "red", "blue"].map((id) => ({ id }));
  return { path: `${type}_${Math.floor(index / TYPES.length)}`, type, options };
});
const conditions = Array.from({ length: 20 }, (_, index) => {
  const nth = index % 6;
  return {
    all: [
      { field: `text_${nth}`, op: "contains", value: "strasse" },
      {
        any: [
          { field: `enum_${nth}`, op: "gt", value: "small" },
          { field: `enums_${nth}`, op: "contains", value: "red" },
        ],
      },
      {
        formula: `round(money_${nth} * integer_${nth} * (1 - decimal_${nth} / 10000), 2)`,
        op: "gt",
        value: 0,
      },
      { field: `datetime_${nth}`, op: "during", value: "this_week" },
      { field: `date_${nth}`, op: "within", value: "P30D" },
      { field: `datetime_${nth}`, op: "before", value: { now: "P1M2D" } },
      { not: { field: `person_${nth}`, op: "ne", value: { field: "actor" } } },
      {
        field: `integer_${nth}`,
        op: "lte",
        value: {
          choose: [{ if: { field: `boolean_${nth}`, op: "eq", value: true }, value: 50 }, { value: 5 }],
        },
      },
    ],
  };
});

const names = formNames(items);
const factsAt = formFacts(items);
const compiled = conditions.map((condition) => compile(condition, names));
const values = Object.fromEntries(items.map(({ path, type }) => [path, VALUES[type]]));
let clock = Date.parse("2026-03-02T02:00:00Z");

/** The facts after one more keystroke; time goes on, so that nothing about now is remembered. */
function afterKeystroke(): Facts {
  clock += 137;
  const now = new Date(clock).toISOString();
  return factsAt({ values, loaded: values, sent: () => true, actor: "p1", now, zone: "Europe/Berlin" });
}

if (compiled.some((judge) => judge(afterKeystroke()) !== true)) {
  throw new Error("every condition is judged to its end");
}

describe("a form of 60 items and 20 conditions (160 comparisons)", () => {
  bench("judged anew after a keystroke", () => {
    const facts = afterKeystroke();
    for (const judge of compiled) judge(facts);
  });
  bench("compiled when it is opened", () => {
    for (const condition of conditions) compile(condition, names);
  });
});
