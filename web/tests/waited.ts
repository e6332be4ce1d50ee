/** How long the machine took, beside what a person does. */
import { cpus, loadavg } from "node:os";
import { expect, test } from "./served";

/** A machine of tests serves two journeys at once, each with its browser: so much longer is no fault of the product yet. */
const SLACK = 3;

/** How much more the machine has to do than it has cores for. */
const busy = () => Math.max(1, (loadavg()[0] ?? 0) / cpus().length);

/** Tell with the test how long something took, and fail when that is no longer of the order of its budget; both in milliseconds. */
export function waited(what: string, took: number, budget: number): void {
  const told = `${Math.round(took)} ms of ${Math.round(budget)}`;
  test.info().annotations.push({ type: what, description: told });
  expect.soft(took, `${what}: ${told}`).toBeLessThan(budget * SLACK * busy());
}
