/** What a journey finds there already: made over HTTP with the rights of whoever is signed in. */
import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";

export interface Made {
  id: string;
  version: number;
}

/** Send something, with the token against forged requests; fails unless it was taken. */
export async function send<Told>(
  page: Page,
  method: "POST" | "PATCH" | "DELETE" | "PUT",
  path: string,
  data: unknown = {},
  headers: Record<string, string> = {},
): Promise<Told> {
  const me = (await (await page.request.get("/api/v1/me")).json()) as { csrf: string };
  const answer = await page.request.fetch(`/api/v1/${path}`, {
    method,
    data,
    headers: { "X-CSRF-Token": me.csrf, ...headers },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()) as Told;
}

/** An Excel file with these rows, where a browser can take it from. */
export function workbook(name: string, rows: (string | number)[][]): string {
  const place = join(mkdtempSync(join(tmpdir(), "pointsman-table-")), name);
  const script =
    "import json, sys, openpyxl; b = openpyxl.Workbook(); [b.active.append(r) for r in json.load(sys.stdin)]; b.save(sys.argv[1])";
  execFileSync(process.env.PYTHON ?? "python3", ["-c", script, place], { input: JSON.stringify(rows) });
  return place;
}
