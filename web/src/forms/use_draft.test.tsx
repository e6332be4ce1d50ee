import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, renderHook, waitFor } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FormShape } from "../api/forms";
import { useDraft } from "./use_draft";

const shape = {
  id: "",
  entity: "job",
  sections: [{ items: [{ path: "title" }, { path: "price" }] }],
} as unknown as FormShape;
const asked: string[] = [];
let kept: Record<string, unknown> = {};

beforeEach(() => {
  sessionStorage.clear();
  asked.length = 0;
  kept = {};
  vi.stubGlobal("fetch", async (address: string, { method, body }: RequestInit) => {
    const name = address.split("/me/drafts/")[1];
    asked.push(`${method} ${name ?? "list"}`);
    if (method === "PUT" && name) kept[name] = (JSON.parse(String(body)) as { draft: unknown }).draft;
    if (method === "DELETE" && name) delete kept[name];
    const data = Object.keys(kept).map((one) => ({ form: one, record: null, entity: "job" }));
    const told = method !== "GET" ? {} : name ? { draft: kept[name] } : { data, titles: {} };
    return new Response(JSON.stringify(told), { headers: { "Content-Type": "application/json" } });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open() {
  const client = new QueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(() => useDraft(shape, undefined, { title: null, price: 3 }), { wrapper });
}

test("only what differs is kept, here at once and with the account when one leaves", async () => {
  const { result, unmount } = open();
  await waitFor(() => expect(result.current.values).toEqual({}));
  act(() => result.current.keep({ title: "Bike", price: 3 }));
  expect(open().result.current.values).toEqual({ title: "Bike" });
  unmount();
  await waitFor(() => expect(kept["default.job"]).toEqual({ values: { title: "Bike" } }));
});

test("on another computer it comes from the account, without what the form no longer has", async () => {
  kept["default.job"] = { values: { title: "Bike", colour: "red" } };
  const { result } = open();
  expect(result.current.values).toBeUndefined();
  await waitFor(() => expect(result.current.values).toEqual({ title: "Bike" }));
});

test("sending takes it away everywhere; a form that was not touched asks for nothing", async () => {
  const untouched = open();
  await waitFor(() => expect(untouched.result.current.values).toEqual({}));
  act(() => untouched.result.current.drop());
  untouched.unmount();
  expect(asked.filter((one) => !one.startsWith("GET"))).toEqual([]);
  const { result } = open();
  await waitFor(() => expect(result.current.values).toEqual({}));
  act(() => result.current.keep({ title: "Bike", price: 3 }));
  act(() => result.current.drop());
  await waitFor(() => expect(asked.at(-1)).toBe("DELETE default.job"));
  expect(sessionStorage.length).toBe(0);
});
