import { describe, expect, it, test } from "vitest";
import type { Entity, Transition } from "../api/workspace";
import { isAside, leadsOn } from "./leads_on";

const step = (from: string[], to: string[], more: Partial<Transition> = {}): Transition => ({
  label: {},
  from,
  to,
  ...more,
});
const kind = {
  states: { received: {}, ready: {}, waiting: {}, collected: { final: true }, given_up: { final: true } },
  path: ["received", "repairing", "ready", "collected"],
  variants: { express: { label: {}, path: ["received", "ready", "collected"] } },
  tracks: { payment: { label: {}, path: ["open", "paid"] } },
  transitions: {
    start: step(["received", "waiting"], ["repairing"]),
    note: step(["received", "repairing"], []),
    collect: step(["ready"], ["collected"]),
    send_back: step(["ready"], ["repairing"]),
    hold: step(["received"], ["waiting"]),
    give_up: step(["received", "repairing"], ["given_up"]),
    decide: step(["repairing"], ["given_up", "ready"]),
    pay: step(["open"], ["paid"], { track: "payment" }),
    waive: step(["open"], ["waived"], { track: "payment" }),
  },
} as unknown as Entity;

describe("a step that leads on", () => {
  it("goes further on the usual way, to its end too", () => {
    expect(leadsOn(kind, "start", { state: "received" })).toBe(true);
    expect(leadsOn(kind, "collect", { state: "ready" })).toBe(true);
  });
  it("comes back to the usual way", () => {
    expect(leadsOn(kind, "start", { state: "waiting" })).toBe(true);
  });
  it("may leave the record where it is", () => {
    expect(leadsOn(kind, "note", { state: "received" })).toBe(true);
  });
  it("may lead on or not, as its form decides", () => {
    expect(leadsOn(kind, "decide", { state: "repairing" })).toBe(true);
  });
  it("does not call off, put aside, or go back", () => {
    for (const one of ["give_up", "hold"]) expect(leadsOn(kind, one, { state: "received" })).toBe(false);
    expect(leadsOn(kind, "send_back", { state: "ready" })).toBe(false);
  });
  it("is judged by the way of its track", () => {
    expect(leadsOn(kind, "pay", { state: "ready", payment: "open" })).toBe(true);
    expect(leadsOn(kind, "waive", { state: "ready", payment: "open" })).toBe(false);
  });
});

test("a record is aside where no usual way passes and something may still come", () => {
  const aside = Object.keys(kind.states).filter((state) => isAside(kind, { state }));
  expect(aside).toEqual(["waiting"]);
});
