import { describe, expect, it } from "vitest";
import { type Fact, judge } from "./judge";

const around: Record<string, Fact> = {
  now: { type: "datetime", value: "2026-03-02T02:00:00Z" },
  zone: { type: "text", value: "Asia/Shanghai" },
};

function holds(condition: unknown, facts: Record<string, Fact> = {}) {
  return judge(condition, (path) => ({ ...around, ...facts })[path]);
}

const leaf = (field: string, op: string, value?: unknown) => ({
  field,
  op,
  ...(value === undefined ? {} : { value }),
});
const text = (value: unknown): Fact => ({ type: "text", value });
const decimal = (value: unknown): Fact => ({ type: "decimal", value });
const integer = (value: unknown): Fact => ({ type: "integer", value });

describe("judge", () => {
  it("a14 is two-valued about what is absent, and three-valued about what is unknown", () => {
    expect(holds(leaf("name", "eq", "x"), { name: text(null) })).toBe(false);
    expect(holds(leaf("name", "ne", "x"), { name: text(null) })).toBe(true);
    expect(holds(leaf("name", "ne", "x"))).toBe("unknown");
    expect(holds({ not: leaf("name", "eq", "x") })).toBe("unknown");
  });

  it("a15 takes an empty text and an empty list for absent, and a boolean for false", () => {
    expect(holds(leaf("name", "absent"), { name: text("") })).toBe(true);
    expect(holds(leaf("tags", "absent"), { tags: { type: "enums", options: ["a"], value: [] } })).toBe(true);
    expect(holds(leaf("done", "eq", false), { done: { type: "boolean", value: null } })).toBe(true);
  });

  it("a16 needs only what decides", () => {
    const known = { name: text("x") };
    const [yes, no, unknown] = [
      leaf("name", "eq", "x"),
      leaf("name", "eq", "y"),
      leaf("elsewhere", "present"),
    ];
    expect(holds({ any: [unknown, yes] }, known)).toBe(true);
    expect(holds({ all: [unknown, no] }, known)).toBe(false);
    expect(holds({ all: [unknown, yes] }, known)).toBe("unknown");
    expect(holds({ any: [unknown, no] }, known)).toBe("unknown");
  });

  it("a16 does not know what is still being typed, or no zone of this browser", () => {
    expect(holds(leaf("weight", "gt", 1), { weight: decimal("1.") })).toBe("unknown");
    expect(holds(leaf("weight", "gt", 1), { weight: decimal("1.5") })).toBe(true);
    expect(holds(leaf("pieces", "gt", 1), { pieces: integer("1.5") })).toBe("unknown");
    expect(holds(leaf("day", "during", "today"), { day: { type: "date", value: "2026-02-30" } })).toBe(
      "unknown",
    );
    const nowhere = { day: { type: "date", value: "2026-03-02" }, zone: text("Moon/Crater") };
    expect(holds(leaf("day", "during", "today"), nowhere)).toBe("unknown");
  });

  it("a16 does not know sets, decisions, or a number that JSON has rounded", () => {
    expect(holds({ some: "order.customer" })).toBe("unknown");
    expect(holds({ not: { count: "lines", op: "gt", value: 1 } })).toBe("unknown");
    expect(holds({ decision: "risk.score", op: "gt", value: 1 })).toBe("unknown");
    expect(holds(leaf("pieces", "gt", { decision: "risk.score" }), { pieces: integer(2) })).toBe("unknown");
    expect(
      holds({ formula: "pieces if decision.risk.score > 1 else 2", op: "present" }, { pieces: integer(2) }),
    ).toBe("unknown");
    expect(holds(leaf("weight", "lt", 99_999_999_999.5), { weight: decimal("1") })).toBe("unknown");
    expect(holds(leaf("weight", "lt", "99999999999.500001"), { weight: decimal("99999999999.5") })).toBe(
      true,
    );
  });

  it("a18 folds case and width, in every script", () => {
    const found = ["ﬁn", "STRASSE", "ΟΔΟΣ", "ＡＢＣ", "ẞ", "ｶﾞ"].map((value) => ({ name: text(value) }));
    const parts = ["FIN", "straße", "οδος", "abc", "SS", "ガ"];
    expect(parts.map((part, index) => holds(leaf("name", "contains", part), found[index]))).toEqual(
      parts.map(() => true),
    );
    expect(holds(leaf("name", "contains", "i"), { name: text("ı") })).toBe(false);
  });

  it("a19 compares options in their order, and not those of two orders", () => {
    const facts = {
      size: { type: "enum", options: ["small", "large"], value: "small" },
      grade: { type: "enum", options: ["large", "small"], value: "small" },
    };
    expect(holds(leaf("size", "lt", "large"), facts)).toBe(true);
    expect(holds(leaf("size", "eq", { field: "grade" }), facts)).toBe(true);
    expect(holds(leaf("size", "lt", { field: "grade" }), facts)).toBe("unknown");
  });

  it("a20 leaves two currencies to the server", () => {
    const money = (currency: string): Fact => ({ type: "money", currency, value: "1" });
    expect(holds(leaf("a", "eq", { field: "b" }), { a: money("CNY"), b: money("CNY") })).toBe(true);
    expect(holds(leaf("a", "eq", { field: "b" }), { a: money("CNY"), b: money("USD") })).toBe("unknown");
  });

  it("a22 keeps the local time over a day, and not over 24 hours", () => {
    const night = {
      now: { type: "datetime", value: "2026-03-08T01:00:00Z" },
      zone: text("America/New_York"),
      at: { type: "datetime", value: "2026-03-09T00:30:00Z" },
    };
    expect(holds(leaf("at", "within", "P1D"), night)).toBe(false);
    expect(holds(leaf("at", "within", "PT24H"), night)).toBe(true);
    // 02:30 does not exist on that night: the first moment after the gap is 07:00 in UTC.
    const gap = { ...night, now: { type: "datetime", value: "2026-03-07T07:30:00Z" } };
    expect(
      holds(leaf("at", "eq", { now: "P1D" }), {
        ...gap,
        at: { type: "datetime", value: "2026-03-08T07:00:00Z" },
      }),
    ).toBe(true);
    // 01:30 comes twice: the first.
    const twice = { ...night, now: { type: "datetime", value: "2026-10-31T05:30:00Z" } };
    expect(
      holds(leaf("at", "eq", { now: "P1D" }), {
        ...twice,
        at: { type: "datetime", value: "2026-11-01T05:30:00Z" },
      }),
    ).toBe(true);
  });

  it("never throws, whatever the JSON holds", () => {
    const deep = Array.from({ length: 5000 }).reduce<unknown>((inner) => ({ not: inner }), true);
    const strange = [
      null,
      1,
      "x",
      [],
      {},
      { all: {} },
      { field: 1, op: 2 },
      { field: "a", op: "toString" },
      deep,
    ];
    strange.push({ formula: "(".repeat(5000), op: "present" }, { formula: "a.constructor", op: "present" });
    strange.push({ formula: "constructor(1)", op: "present" }, leaf("a", "in", Array(2000).fill("x")));
    expect(strange.map((condition) => holds(condition, { a: text("x") }))).toEqual(
      strange.map(() => "unknown"),
    );
  });
});
