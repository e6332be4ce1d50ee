import { describe, expect, it } from "vitest";
import { formFacts, formNames, type ItemType, optionNames, rowNames } from "./form";
import { compile, compileInside } from "./judge";

const leaf = (field: string, op: string, ...value: readonly unknown[]) =>
  value.length > 0 ? { field, op, value: value[0] } : { field, op };

describe("a form", () => {
  const items: readonly ItemType[] = [
    { path: "size", type: "enum", options: [{ id: "small" }, { id: "large" }] },
    { path: "phone", type: "phone", masked: true },
    { path: "reason", type: "text", ask: true },
    { path: "owner", type: "person" },
    { path: "owner.locker", type: "text" },
  ];
  const values = { size: "large", phone: "138****5678", reason: "late", owner: "p1", "owner.locker": "7" };
  const state = {
    values,
    loaded: values,
    sent: (path: string) => path !== "reason",
    actor: "p1",
    now: "2026-03-02T02:00:00Z",
  };
  const judged = (condition: unknown) => compile(condition, formNames(items))(formFacts(state));

  it("knows its items by their names, by record. and by input.", () => {
    expect(judged(leaf("record.size", "gt", "small"))).toBe(true);
    expect(judged(leaf("input.size", "eq", "large"))).toBe(true);
    expect(judged(leaf("input.reason", "present"))).toBe(false);
    expect(judged(leaf("reason", "present"))).toBe("unknown");
    expect(judged(leaf("owner", "eq", { field: "actor" }))).toBe(true);
  });

  it("does not take a mask for the value behind it", () => {
    expect(judged(leaf("phone", "starts_with", "139"))).toBe("unknown");
  });

  it("does not know what stands behind a link that was just changed", () => {
    const locker = compile(leaf("owner.locker", "eq", "7"), formNames(items));
    expect(locker(formFacts(state))).toBe(true);
    expect(locker(formFacts({ ...state, values: { ...values, owner: "p2" } }))).toBe("unknown");
  });

  it("judges a row by its own names and the record's", () => {
    const columns: readonly ItemType[] = [
      { path: "size", type: "enum", options: [{ id: "small" }, { id: "large" }] },
    ];
    const equal = compileInside(
      leaf("size", "eq", { field: "record.size" }),
      rowNames(columns),
      formNames(items),
    );
    const row = (size: string) => (path: string) => (path === "size" ? size : undefined);
    expect(equal(row("large"), formFacts(state))).toBe(true);
    expect(equal(row("small"), formFacts(state))).toBe(false);
    const missing = leaf("record.colour", "eq", "large");
    expect(compileInside(missing, rowNames(columns), formNames(items))(row("large"), formFacts(state))).toBe(
      "unknown",
    );
  });

  it("narrows options by a condition on the candidate, and leaves candidates of links to the server", () => {
    const [size] = items;
    if (!size) throw new Error("no item");
    const offered = compileInside(
      leaf("id", "ne", { field: "record.size" }),
      optionNames(size),
      formNames(items),
    );
    const candidate = (id: string) => (path: string) => (path === "id" ? id : undefined);
    expect(["small", "large"].map((id) => offered(candidate(id), formFacts(state)))).toEqual([true, false]);
    const active = compileInside(leaf("active", "eq", true), () => undefined, formNames(items));
    expect(active(() => undefined, formFacts(state))).toBe("unknown");
  });
});
