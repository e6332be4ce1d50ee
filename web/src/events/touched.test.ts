import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Told } from "./told";
import { refresher, touched } from "./touched";

const change: Told = { name: "record", entity: "job", id: "a", version: 2 };

test("a record's own answers at once, lists of its kind with others, and nothing of other kinds", () => {
  expect(touched(change, ["records", "job", "one", "a"])).toBe("now");
  expect(touched(change, ["records", "job", "offers", "a", "en"])).toBe("now");
  expect(touched(change, ["records", "job", "one", "b"])).toBeUndefined();
  expect(touched(change, ["records", "job", "list", {}])).toBe("soon");
  expect(touched(change, ["records", "job", "column", "open", ""])).toBe("soon");
  expect(touched(change, ["records", "part", "list", {}])).toBeUndefined();
  expect(touched(change, ["counts", "jobs"])).toBe("soon");
  expect(touched(change, ["figures", "jobs"])).toBeUndefined();
});

test("what one fills in, and who one is, never changes under the hands", () => {
  for (const key of ["form", "me", "workspace"]) {
    expect(touched(change, [key])).toBeUndefined();
    expect(touched({ name: "reset" }, [key])).toBeUndefined();
  }
  expect(touched({ name: "reset" }, ["records", "part", "list"])).toBe("now");
});

test("letters and the queue are asked for when they are told to have changed", () => {
  expect(touched({ name: "inbox" }, ["inbox"])).toBe("now");
  expect(touched({ name: "inbox" }, ["queue", "en"])).toBeUndefined();
  expect(touched({ name: "queue" }, ["queue", "en"])).toBe("now");
  expect(touched({ name: "queue" }, ["approvals", "en"])).toBe("now");
});

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("many changes of a busy house ask for a list once in a while, and for the record each time", async () => {
  const client = new QueryClient();
  const asked = { list: 0, one: 0 };
  const watch = (queryKey: string[], what: "list" | "one") =>
    new QueryObserver(client, {
      queryKey,
      queryFn: () => {
        asked[what] += 1;
        return { version: asked[what] };
      },
    }).subscribe(() => {});
  const ends = [watch(["records", "job", "list"], "list"), watch(["records", "job", "one", "a"], "one")];
  await vi.advanceTimersByTimeAsync(10);
  const { hear, stop } = refresher(client);
  for (let version = 10; version < 16; version++) {
    hear({ ...change, version } as Told);
    await vi.advanceTimersByTimeAsync(500);
  }
  await vi.advanceTimersByTimeAsync(5_000);
  expect(asked.one).toBe(7);
  expect(asked.list).toBe(3);
  stop();
  for (const end of ends) end();
});

test("a record that is here as it is now is not asked for again, but lists are", async () => {
  const client = new QueryClient();
  const one = ["records", "job", "one", "a"];
  const list = ["records", "job", "list"];
  client.setQueryData(one, { version: 2 });
  client.setQueryData(list, []);
  const { hear, stop } = refresher(client);
  hear(change);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(client.getQueryState(one)?.isInvalidated).toBe(false);
  expect(client.getQueryState(list)?.isInvalidated).toBe(true);
  stop();
});

test("what is followed on a page is asked for sooner than other lists", () => {
  const told = { name: "record", entity: "job", id: "1", version: 2 } as const;
  expect(touched(told, ["records", "job", "block", "desk", "mine", {}])).toBe("shown");
  expect(touched(told, ["records", "job", "list", {}])).toBe("soon");
  expect(touched(told, ["records", "bike", "block", "desk", "mine", {}])).toBeUndefined();
});
