import { describe, expect, it } from "vitest";
import { formFacts, formNames, type ItemType, optionNames, rowFacts, rowNames } from "./form";
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
  const factsAt = formFacts(items);
  const judged = (condition: unknown) => compile(condition, formNames(items))(factsAt(state));

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
    expect(locker(factsAt(state))).toBe(true);
    expect(locker(factsAt({ ...state, values: { ...values, owner: "p2" } }))).toBe("unknown");
  });

  it("reads what was entered as the server would keep it", () => {
    const typed = (type: string, value: string, op: string, kept: string, region?: string) => {
      const item: ItemType = { path: "x", type, region };
      const facts = formFacts([item])({ ...state, values: { x: value } });
      return compile(leaf("x", op, kept), formNames([item]))(facts);
    };
    expect(typed("text", "  Ann ", "eq", "Ann")).toBe(true);
    expect(typed("long_text", "a\r\nb", "eq", "a\nb")).toBe(true);
    expect(typed("email", "Ann@Example.com ", "eq", "ann@example.com")).toBe(true);
    expect(typed("national_id", "11010119900307 123x", "eq", "11010119900307123X", "CN")).toBe(true);
    expect(typed("phone", "+8613800138000", "starts_with", "+86")).toBe(true);
    expect(typed("phone", "138 0013 8000", "starts_with", "+86")).toBe("unknown");
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
    const row = (size: string) => rowFacts(columns)({ size });
    expect(equal(row("large"), factsAt(state))).toBe(true);
    expect(equal(row("small"), factsAt(state))).toBe(false);
    const missing = leaf("record.colour", "eq", "large");
    expect(compileInside(missing, rowNames(columns), formNames(items))(row("large"), factsAt(state))).toBe(
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
    expect(["small", "large"].map((id) => offered(candidate(id), factsAt(state)))).toEqual([true, false]);
    const active = compileInside(leaf("active", "eq", true), () => undefined, formNames(items));
    expect(active(() => undefined, factsAt(state))).toBe("unknown");
  });
});
