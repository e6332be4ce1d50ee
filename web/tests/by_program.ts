/** What a journey finds there already: asked and told over HTTP with the rights of whoever is signed in on the page. */
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";

export interface Made {
  entity: string;
  id: string;
  version: number;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of the server, of which a journey reads a word or two
type Told = any;

/** What the server answers (null where it answers nothing); throws what it refuses. */
export async function call<Answer = Told>(
  page: Page,
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
  version?: number,
): Promise<Answer> {
  const known = await (await page.request.get("/api/v1/session")).json();
  const headers: Record<string, string> = { "X-CSRF-Token": known.me.csrf };
  if (version) headers["If-Match"] = `"${version}"`;
  const answer = await page.request.fetch(`/api/v1/${path}`, { method, headers, data: body });
  const told = await answer.text();
  if (!answer.ok()) throw new Error(`${method} ${path}: ${told}`);
  return JSON.parse(told || "null") as Answer;
}

/** Who is signed in on the page. */
export async function personOf(page: Page): Promise<string> {
  return (await call(page, "GET", "me")).person.id;
}

/** The moment by the server's clock, so many minutes from now. */
export async function moment(page: Page, minutes: number): Promise<string> {
  const { now } = await call<{ now: string }>(page, "GET", "session");
  return new Date(Date.parse(now) + minutes * 60_000).toISOString();
}

/** A mobile number that nobody has yet, without the country. */
export function freshPhone(): string {
  return `139${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
}

/** An Excel file with these rows, where a browser can take it from. */
export function workbook(name: string, rows: (string | number)[][]): string {
  const place = join(mkdtempSync(join(tmpdir(), "pointsman-table-")), name);
  const script =
    "import json, sys, openpyxl; b = openpyxl.Workbook(); [b.active.append(r) for r in json.load(sys.stdin)]; b.save(sys.argv[1])";
  execFileSync(process.env.PYTHON ?? "python3", ["-c", script, place], { input: JSON.stringify(rows) });
  return place;
}
