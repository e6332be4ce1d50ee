import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refused } from "../api/http";
import { forgetAll, owner } from "./owner";
import { keepSeen, recall } from "./seen";
import { allUnsent, dropUnsent, keepUnsent, type Unsent } from "./unsent";

const ME = { login: "anna", csrf: "secret" };
let client: QueryClient;
let end: () => void;

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  client = new QueryClient();
  end = keepSeen(client);
});
afterEach(() => {
  end();
  vi.useRealTimers();
});

/** Show an answer on a screen. */
async function show(queryKey: unknown[], answer: () => unknown): Promise<void> {
  const leave = new QueryObserver(client, { queryKey, queryFn: answer, retry: false }).subscribe(() => {});
  await vi.advanceTimersByTimeAsync(2_000);
  leave();
}

/** What a browser that was opened anew, out of reach, would show. */
function recalled(queryKey: unknown[]): unknown {
  const anew = new QueryClient();
  recall(anew);
  return anew.getQueryData(queryKey);
}

test("what a screen was drawn from is kept, and what was only fetched ahead is not", async () => {
  await show(["records", "job", "one", "a"], () => ({ version: 1 }));
  await client.fetchQuery({ queryKey: ["records", "job", "one", "b"], queryFn: () => ({ version: 1 }) });
  await show(["figures", "jobs"], () => 3);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(recalled(["records", "job", "one", "a"])).toEqual({ version: 1 });
  expect(recalled(["records", "job", "one", "b"])).toBeUndefined();
  expect(recalled(["figures", "jobs"])).toBeUndefined();
});

test("a form that was fetched ahead is kept where it is blank, or about a record that is looked at", async () => {
  const form = (record: string) => ["form", "note", "job", record, "", "en"];
  const looking = new QueryObserver(client, {
    queryKey: ["records", "job", "one", "a"],
    queryFn: () => 1,
  }).subscribe(() => {});
  for (const record of ["", "a", "b"])
    await client.fetchQuery({ queryKey: form(record), queryFn: () => ({ id: "note" }) });
  await vi.advanceTimersByTimeAsync(2_000);
  looking();
  expect([form(""), form("a"), form("b")].map((key) => recalled(key) !== undefined)).toEqual([
    true,
    true,
    false,
  ]);
});

test("it is one person's, without the token that acts for them, and gone when another comes or the session ends", async () => {
  await show(["me"], () => ME);
  await show(["queue", "en"], () => ({ data: [] }));
  expect(recalled(["me"])).toEqual({ ...ME, csrf: null });
  expect(JSON.stringify({ ...localStorage })).not.toContain("secret");
  client.setQueryData(["me"], { ...ME, login: "bert" });
  expect(owner()).toBe("bert");
  expect(recalled(["queue", "en"])).toBeUndefined();
  await show(["queue", "en"], () => ({ data: [] }));
  client.setQueryData(["me"], null);
  expect(recalled(["queue", "en"])).toBeUndefined();
});

test("what the server says no to is not shown again; what it did not answer is", async () => {
  const key = ["records", "job", "one", "a"];
  const fail = (status: number) => () => Promise.reject(new Refused(status, {}));
  await show(key, () => ({ version: 1 }));
  await show(key, fail(0));
  expect(recalled(key)).toEqual({ version: 1 });
  await show(key, fail(404));
  expect(recalled(key)).toBeUndefined();
});

test("there is room for so much: what was seen longest ago goes first, and yesterday's is not shown", async () => {
  for (let at = 0; at < 130; at++) await show(["records", "job", "one", String(at)], () => at + 1);
  expect(recalled(["records", "job", "one", "0"])).toBeUndefined();
  expect(recalled(["records", "job", "one", "129"])).toBe(130);
  await show(["records", "job", "list"], () => "x".repeat(2_100_000));
  expect(recalled(["records", "job", "list"])).toBeUndefined();
  await vi.advanceTimersByTimeAsync(13 * 3_600_000);
  expect(recalled(["records", "job", "one", "129"])).toBeUndefined();
});

test("what waits is kept once for each key, until it got through or everything is forgotten", () => {
  const one = (key: string, note: string): Unsent => ({
    command: { entity: "job", input: { note }, key },
    label: "Note",
    at: new Date().toISOString(),
    filled: [],
    draft: "note",
  });
  keepUnsent(one("1", "first"));
  keepUnsent(one("2", "second"));
  keepUnsent(one("1", "first, again"));
  expect(allUnsent().map(({ command }) => command.input.note)).toEqual(["second", "first, again"]);
  dropUnsent("2");
  expect(allUnsent()).toHaveLength(1);
  forgetAll();
  expect(allUnsent()).toEqual([]);
});
