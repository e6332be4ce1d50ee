import { expect, it } from "vitest";
import type { Line } from "../api/records";
import { commandsOf } from "./commands_of";

const line = (id: string, command: string, caused_by: string | null = null, version = 2) =>
  ({ id, command, caused_by, version }) as unknown as Line;
const told = (lines: Line[]) =>
  commandsOf(lines).map(({ first, after }) => [first.id, ...after.map((one) => one.id)]);

it("puts what followed from a command behind it, in the order in which it happened", () => {
  const lines = [
    line("d", "rule:late", "b"),
    line("c", "transition:job.close", "b"),
    line("b", "change"),
    line("a", "create"),
  ];
  expect(told(lines)).toEqual([["b", "c", "d"], ["a"]]);
});

it("begins with what was done and not with a rule, where a rule was quicker", () => {
  expect(told([line("b", "transition:job.close", "z"), line("a", "rule:early", "z")])).toEqual([["b", "a"]]);
  const made = [line("b", "transition:job.start", "z"), line("a", "rule:one", "z", 1)];
  expect(told(made)).toEqual([["a", "b"]]);
  expect(told([line("b", "rule:two", "z"), line("a", "rule:one", "z")])).toEqual([["a", "b"]]);
});
