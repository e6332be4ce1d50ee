import { describe, expect, it } from "vitest";
import type { FormItem, FormShape } from "../api/forms";
import { changed, merge } from "./values";

const item = (path: string, more: Partial<FormItem> = {}) =>
  ({ path, type: "text", ask: false, value: null, readonly: false, ...more }) as FormItem;
const shape = (...items: FormItem[]) => ({ sections: [{ id: "main", items }] }) as unknown as FormShape;

describe("what a form sends", () => {
  const form = shape(item("name"), item("note"), item("why", { ask: true }), item("owner.team"));
  it("is what differs, and every question that is answered", () => {
    const sent = changed(
      form,
      { name: "A", note: "B" },
      { name: "A", note: null, why: "so" },
      () => true,
      false,
    );
    expect(sent).toEqual({ note: null, why: "so" });
  });
  it("is what is filled in, for a new record", () => {
    expect(changed(form, {}, { name: "A", note: null }, () => true, true)).toEqual({ name: "A" });
  });
  it("is nothing that is hidden", () => {
    expect(changed(form, {}, { name: "A", note: "B" }, (one) => one.path !== "note", true)).toEqual({
      name: "A",
    });
  });
});

describe("a form that somebody else has overtaken", () => {
  it("keeps what was typed, takes what only the other changed, and tells what both changed", () => {
    const told = merge(
      { name: "A", note: "old", size: 1, same: 1 },
      { name: "A", note: "mine", size: 1, same: 2 },
      { name: "B", note: "theirs", size: 1, same: 2 },
    );
    expect(told).toEqual({
      values: { name: "B", note: "mine", size: 1, same: 2 },
      both: ["note"],
      theirs: ["name"],
    });
  });
});
