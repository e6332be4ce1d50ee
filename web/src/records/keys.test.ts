import { describe, expect, it } from "vitest";
import type { Offer } from "../api/records";
import type { Entity, KeyHint } from "../api/workspace";
import { keyActs } from "./keys";

const hint = (key: string, more: Partial<KeyHint> = {}): KeyHint => ({
  key,
  label: { en: key },
  form: "call",
  entity: "job",
  link: null,
  preset: null,
  ...more,
});
const offer = (more: Partial<Offer> = {}) =>
  ({
    id: "ring",
    form: "call",
    allowed: true,
    reasons: [],
    limits: [],
    label: "Ring",
    ...more,
  }) as unknown as Offer;
const kind = (...keys: KeyHint[]) =>
  ({
    keys,
    transitions: { ring: { form: "call" } },
    create: { allowed: true, forms: [] },
  }) as unknown as Entity;
const visit = { create: { allowed: true, forms: [] } } as unknown as Entity;
const acts = (one: Entity, offers: Offer[], entities = {}) =>
  keyActs(one, offers, { visit, ...entities }).map(({ key, act, once }) => [key, act.kind, once]);

describe("keys beside a record", () => {
  it("take the transition that asks the form, or send it with a preset", () => {
    const found = acts(kind(hint("l"), hint("n", { preset: "none" })), [offer()]);
    expect(found).toEqual([
      ["l", "take", false],
      ["n", "take", true],
    ]);
  });
  it("say why not where it is blocked, and do not go another way", () => {
    const other = hint("l", { form: "note", entity: "visit", link: "job" });
    const blocked = offer({ allowed: false, reasons: [{ code: "limits.full", text: "Full" }] as never });
    expect(acts(kind(other, hint("l")), [blocked])).toEqual([["l", "blocked", false]]);
  });
  it("make something linked where nothing is asked of the record itself", () => {
    const other = hint("b", { form: "book", entity: "visit", link: "job" });
    expect(acts(kind(other), [])).toEqual([["b", "make", false]]);
  });
  it("are not there for the part of others, nor for what one may not make", () => {
    const foreign = offer({ allowed: false, reasons: [{ code: "access.no_duty", text: "No" }] as never });
    const other = hint("b", { form: "book", entity: "visit", link: "job" });
    const no = { visit: { create: { allowed: false, forms: [] } } };
    expect(acts(kind(hint("l"), other), [foreign], no)).toEqual([]);
  });
});
