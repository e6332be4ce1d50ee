import { cleanup, fireEvent, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { likeKeys, listenForKeys, useCommands, useHere, useShortcut } from "./shortcuts";

let end: () => void;
beforeEach(() => {
  likeKeys({});
  end = listenForKeys();
});
afterEach(() => {
  end();
  cleanup();
  document.body.innerHTML = "";
});

const press = (key: string, more: object = {}) => fireEvent.keyDown(document.body, { key, ...more });

test("the key that came last counts, and the one before it again when that has gone", () => {
  const below = vi.fn();
  const above = vi.fn();
  renderHook(() => useShortcut("e", below));
  const { unmount } = renderHook(() => useShortcut("e", above));
  press("e");
  unmount();
  press("E");
  expect([below.mock.calls.length, above.mock.calls.length]).toEqual([1, 1]);
});

test("two keys, one after the other; a second key that leads nowhere counts for itself", () => {
  const go = vi.fn();
  const next = vi.fn();
  renderHook(() => useShortcut("g a", go));
  renderHook(() => useShortcut("j", next));
  press("g");
  press("a");
  press("a");
  press("g");
  press("j");
  expect([go.mock.calls.length, next.mock.calls.length]).toEqual([1, 1]);
});

test("keys of somebody who types, or of a dialog, are theirs; a chord reaches through", () => {
  const act = vi.fn();
  const open = vi.fn();
  renderHook(() => useShortcut("j", act));
  renderHook(() => useShortcut("mod+k", open));
  document.body.innerHTML = '<input id="field"><div role="dialog"><button id="key"></button></div>';
  for (const id of ["field", "key"]) {
    const at = document.getElementById(id) as HTMLElement;
    fireEvent.keyDown(at, { key: "j" });
    fireEvent.keyDown(at, { key: "k", ctrlKey: true });
  }
  expect([act.mock.calls.length, open.mock.calls.length]).toEqual([0, 2]);
});

test("single keys can be others, or none; chords stay", () => {
  const act = vi.fn();
  const open = vi.fn();
  renderHook(() => useShortcut("j", act));
  renderHook(() => useShortcut("mod+k", open));
  likeKeys({ keys: { j: "n" } });
  press("j");
  press("n");
  expect(act).toHaveBeenCalledTimes(1);
  likeKeys({ off: true });
  press("j");
  press("k", { metaKey: true });
  expect([act.mock.calls.length, open.mock.calls.length]).toEqual([1, 1]);
});

test("what can be done here is known, with and without keys", () => {
  renderHook(() => useShortcut("j", () => {}, "Next"));
  const { rerender } = renderHook(
    ({ names }) => useCommands(names.map((label) => ({ label, act: () => {} }))),
    {
      initialProps: { names: ["Start", "Stop"] },
    },
  );
  const { result } = renderHook(useHere);
  expect(result.current.map((one) => one.label)).toEqual(["Next", "Start", "Stop"]);
  rerender({ names: [] });
  expect(result.current.map((one) => one.label)).toEqual(["Next"]);
});
