import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { wordsOf } from "./index";

function below(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const place = join(folder, name);
    if (statSync(place).isDirectory()) return below(place);
    return /\.tsx?$/.test(name) && !/\.(test|bench)\./.test(name) && name !== "schema.d.ts" ? [place] : [];
  });
}

/** Every key of the words, as it is asked for. */
function keys(words: unknown, at = ""): string[] {
  if (typeof words === "string") return [at.replace(/_(one|other)$/, "")];
  const found = Object.entries(words as Record<string, unknown>).flatMap(([key, one]) =>
    keys(one, at ? `${at}.${key}` : key),
  );
  return [...new Set(found)];
}

const SOURCE = below(join(process.cwd(), "src"))
  .map((place) => readFileSync(place, "utf8"))
  .join("\n");
const TEXTS = new Set([...SOURCE.matchAll(/["'`]([\w.]+)["'`]/g)].map((one) => one[1]));
/** Beginnings of keys that are put together while the application runs: `keys.of.${key}`. */
const BEGINNINGS = [...SOURCE.matchAll(/`([\w.]+[._])\$\{/g)].map((one) => one[1] ?? "");

test("every word is said somewhere", () => {
  const unsaid = keys(wordsOf("en")).filter(
    (key) => !TEXTS.has(key) && !BEGINNINGS.some((one) => key.startsWith(one)),
  );
  expect(unsaid).toEqual([]);
});
