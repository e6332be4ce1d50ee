import { describe, expect, it } from "vitest";
import type { FormItem } from "../api/forms";
import type { Json } from "../api/http";
import { formFacts, formNames } from "../conditions/form";
import { candidates, narrowing } from "./choices";

const enumItem = (conditions: Record<string, Json> = {}) =>
  ({
    path: "size",
    type: "enum",
    conditions,
    options: [
      { id: "small", label: "S", offered: true },
      { id: "large", label: "L", offered: true, if: { field: "urgent", op: "eq", value: true } },
    ],
  }) as unknown as FormItem;
const urgent = { path: "urgent", type: "boolean", conditions: {} } as FormItem;

function offered(item: FormItem, values: Record<string, Json>): string[] | undefined {
  const items = [item, urgent];
  const state = { values, loaded: values, sent: () => false, actor: "p", now: "2026-03-02T00:00:00Z" };
  return narrowing(item, formNames(items))?.(formFacts(items)(state));
}

describe("options", () => {
  it("are narrowed by their own conditions while somebody types", () => {
    expect(offered(enumItem(), { urgent: false })).toEqual(["small"]);
    expect(offered(enumItem(), { urgent: true })).toEqual(["small", "large"]);
  });
  it("are narrowed by the choices of the form", () => {
    const choices = { field: "id", op: "ne", value: "small" };
    expect(offered(enumItem({ choices }), { urgent: true })).toEqual(["large"]);
  });
  it("stay as they are where nothing narrows them", () => {
    expect(narrowing(urgent, () => undefined)).toBeUndefined();
  });
});

describe("candidates of a link", () => {
  const link = (choices: Json) =>
    ({ path: "host", type: "link", conditions: { choices } }) as unknown as FormItem;
  const team: Json = { field: "team", op: "eq", value: { field: "record.team" } };
  it("are found by the condition, with what stands in the form", () => {
    const active: Json = { field: "active", op: "eq", value: true };
    expect(candidates(link({ all: [active, team] }), () => "T1")).toEqual({
      all: [active, { field: "team", op: "eq", value: "T1" }],
    });
  });
  it("are not narrowed by what is not known", () => {
    expect(candidates(link(team), () => undefined)).toBeUndefined();
    expect(candidates(link({ some: "x" }), () => "T1")).toBeUndefined();
  });
});
