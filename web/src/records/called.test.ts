import { expect, test } from "vitest";
import type { Entity } from "../api/workspace";
import { calledBy } from "./called";

const kind = {
  named_by: ["customer", "what", "number"],
  fields: {
    customer: { kind: "link", to: ["customer"], label: {} },
    what: { kind: "text", label: {} },
    number: { kind: "text", label: {} },
  },
} as unknown as Entity;
const titles = (place: string) => ({ "customer/k1": "Zhang Wei" })[place];

test("a record is called by what it points to and by its own texts", () => {
  expect(calledBy(kind, { customer: "k1", what: "Doors", number: "O-1" }, titles)).toBe(
    "Zhang Wei · Doors · O-1",
  );
});

test("what is not known or not filled in is left out", () => {
  expect(calledBy(kind, { customer: "k2", what: null, number: "O-1" }, titles)).toBe("O-1");
  expect(calledBy(kind, { customer: "k2" }, titles)).toBeUndefined();
  expect(calledBy({ ...kind, named_by: [] }, { what: "Doors" }, titles)).toBeUndefined();
});
