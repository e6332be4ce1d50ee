import { expect, test } from "vitest";
import { wordsOf } from "./index";

/** Every key with its placeholders; English may say one thing and many things differently, Chinese need not. */
function keys(words: unknown, at = ""): string[] {
  if (typeof words === "string") {
    const holes = [...words.matchAll(/\{\{\s*(\w+)/g)].map((hole) => hole[1]).sort();
    return [`${at.replace(/_(one|other)$/, "")} ${[...new Set(holes)].join(",")}`];
  }
  const found = Object.entries(words as Record<string, unknown>).flatMap(([key, one]) =>
    keys(one, `${at}.${key}`),
  );
  return [...new Set(found)];
}

test("both languages say the same things and leave the same places open", () => {
  expect(keys(wordsOf("zh-CN")).sort()).toEqual(keys(wordsOf("en")).sort());
});
