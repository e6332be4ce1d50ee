import { describe, expect, it } from "vitest";
import { type Case, factsOf, NAMES, RANDOM_CASES, TABLE } from "./conformance";
import { compile, type Facts } from "./judge";

const LAWFUL = TABLE.filter((row) => row.expected !== "refused");
const REFUSED = TABLE.filter((row) => row.expected === "refused");

/** What a condition looks at that a form does not hold, by kind. */
const ELSEWHERE: Readonly<Record<string, RegExp>> = {
  set: /"(some|count)":/,
  decision: /"decision":|decision\./,
  parameter: /"parameter":|parameter\./,
  "another record": /(customer|actor)\.\w/,
  before: /before\./,
  event: /event\./,
};

function kindOf({ text }: Case): string {
  return Object.keys(ELSEWHERE).find((kind) => ELSEWHERE[kind]?.test(text)) ?? "none";
}

function judged(row: Case, facts: Facts) {
  return compile(row.source, NAMES)(facts);
}

function byKind(rows: readonly Case[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[kindOf(row)] = (counts[kindOf(row)] ?? 0) + 1;
  return counts;
}

describe("the table of cases", () => {
  it("is read whole", () => {
    expect(LAWFUL.length).toBeGreaterThan(800);
    expect(REFUSED.length).toBeGreaterThan(80);
  });

  it("means what it means to the engine, where all is known; sets and decisions are the server's", () => {
    const unknown = LAWFUL.filter((row) => judged(row, factsOf(row.facts)) === "unknown");
    const rest = LAWFUL.filter((row) => !unknown.includes(row));
    const wrong = rest.filter((row) => judged(row, factsOf(row.facts)) !== row.expected);
    expect(wrong.map((row) => row.id)).toEqual([]);
    expect(byKind(unknown)).toEqual({ set: 9, decision: 4 });
  });

  it("a16 is never wrong in a form, which holds its record and nothing beside it", () => {
    const known = (row: Case): Facts => {
      const facts = factsOf(row.facts);
      return (path) => (/^(parameter|customer|actor|before|event)\./.test(path) ? undefined : facts(path));
    };
    const unknown = LAWFUL.filter((row) => judged(row, known(row)) === "unknown");
    const rest = LAWFUL.filter((row) => !unknown.includes(row));
    const wrong = rest.filter((row) => judged(row, known(row)) !== row.expected);
    expect(wrong.map((row) => row.id)).toEqual([]);
    expect(byKind(unknown)).toEqual({
      set: 9,
      decision: 4,
      parameter: 23,
      "another record": 13,
      before: 7,
      event: 1,
    });
  });

  it("a16 is unknown where nothing is known, but for what no value could change", () => {
    const nothing = () => undefined;
    const decided = LAWFUL.filter((row) => judged(row, nothing) !== "unknown");
    expect(decided.filter((row) => judged(row, nothing) !== row.expected).map((row) => row.id)).toEqual([]);
    expect(decided.map((row) => row.id)).toEqual([
      ...["all-empty", "any-empty", "not-all-empty", "true", "false", "not-true", "all-false"],
      ...["f-if-true", "f-literal", "f-literal-text"],
    ]);
  });

  it("what the engine refuses is unknown, never read as something else", () => {
    const decided = REFUSED.filter((row) => judged(row, factsOf(row.facts)) !== "unknown");
    expect(decided.map((row) => row.id)).toEqual([]);
  });
});

describe("random conditions", () => {
  const verdicts = RANDOM_CASES.map(({ source, facts, unknown }) =>
    compile(source, NAMES)(factsOf(facts, unknown)),
  );

  it("are enough, and of all three verdicts", () => {
    expect(RANDOM_CASES.length).toBe(2000);
    for (const verdict of [true, false, "unknown"]) {
      expect(verdicts.filter((found) => found === verdict).length).toBeGreaterThan(300);
    }
  });

  it("have the engine's verdicts", () => {
    const wrong = RANDOM_CASES.filter(({ verdict }, index) => verdicts[index] !== (verdict ?? "unknown"));
    expect(wrong.map((row) => JSON.stringify(row))).toEqual([]);
  });

  it("a14 are turned by not, as long as they are known", () => {
    const opposites = RANDOM_CASES.map(({ source, facts, unknown }) =>
      compile({ not: source }, NAMES)(factsOf(facts, unknown)),
    );
    expect(opposites).toEqual(verdicts.map((verdict) => (verdict === "unknown" ? verdict : !verdict)));
  });

  it("stay as they are when more becomes known, once they are decided", () => {
    const partly = RANDOM_CASES.map(({ source, facts, unknown }, index) => {
      const [hidden = ""] = Object.keys(facts).slice(index % 3);
      return compile(source, NAMES)(factsOf(facts, [...unknown, hidden]));
    });
    const wrong = partly.filter((verdict, index) => verdict !== "unknown" && verdict !== verdicts[index]);
    expect(wrong).toEqual([]);
    expect(partly.filter((verdict) => verdict === "unknown").length).toBeGreaterThan(600);
  });
});
