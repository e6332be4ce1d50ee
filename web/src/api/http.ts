/** One way to the server: JSON in and out, the token against forged requests, refusals as values of one class. */
import type { components } from "./schema";

export type Problem = components["schemas"]["problem"];
export type Reason = components["schemas"]["reason"];
export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const BASE = "/api/v1/";
const UNREACHABLE = 0;
const UNHEARD = new Set([401, 408, 425, 429]);

/** What the server (or the way to it) answered instead of what was asked for. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Partial<Problem>,
  ) {
    super(problem.detail ?? problem.title ?? String(status));
  }

  /** All that was wrong, in the reader's language. */
  get reasons(): Reason[] {
    return this.problem.reasons ?? [];
  }

  /** Whether nothing came back at all: no network, or no server. */
  get unreachable(): boolean {
    return this.status === UNREACHABLE;
  }

  /** Whether it says nothing of what was sent: that may be sent again as it is, under the same key. */
  get undecided(): boolean {
    return this.unreachable || this.status >= 500 || UNHEARD.has(this.status);
  }
}

const spoken = { csrf: "", language: "en" };

/** What every request carries from now on; `csrf` comes with signing in and with `me`. */
export function speak(as: { csrf?: string; language?: string }): void {
  Object.assign(spoken, as);
}

export interface Ask {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  query?: Record<string, string | number | boolean | undefined>;
  body?: { [name: string]: Json | undefined } | FormData;
  version?: number;
  key?: string;
  signal?: AbortSignal;
}

/** Ask the server. Gives the body of the answer; throws `Refused` for everything but success. */
export async function ask<Body>(
  path: string,
  { method = "GET", query, body, version, key, signal }: Ask = {},
): Promise<Body> {
  const headers: Record<string, string> = { "Accept-Language": spoken.language };
  if (method !== "GET") headers["X-CSRF-Token"] = spoken.csrf;
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  if (key !== undefined) headers["Idempotency-Key"] = key;
  const form = body instanceof FormData;
  if (body !== undefined && !form) headers["Content-Type"] = "application/json";
  const given = body === undefined ? undefined : form ? body : JSON.stringify(body);
  let answer: Response;
  try {
    answer = await fetch(BASE + path + address(query), { method, headers, body: given, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refused(UNREACHABLE, {});
  }
  const told = answer.status === 204 ? undefined : await content(answer);
  if (!answer.ok) throw new Refused(answer.status, (told ?? {}) as Partial<Problem>);
  return told as Body;
}

/** Ask for a file (by POST when something is said) and let the browser keep it under a name. */
export async function download(path: string, said: Ask["body"] | null, name: string): Promise<void> {
  const headers: Record<string, string> = { "Accept-Language": spoken.language };
  if (said) Object.assign(headers, { "X-CSRF-Token": spoken.csrf, "Content-Type": "application/json" });
  let answer: Response;
  try {
    answer = await fetch(
      BASE + path,
      said ? { method: "POST", headers, body: JSON.stringify(said) } : { headers },
    );
  } catch {
    throw new Refused(UNREACHABLE, {});
  }
  if (!answer.ok) throw new Refused(answer.status, ((await content(answer)) ?? {}) as Partial<Problem>);
  keepFile(await answer.blob(), name);
}

/** Let the browser keep a file. */
export function keepFile(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

async function content(answer: Response): Promise<unknown> {
  const type = answer.headers.get("Content-Type") ?? "";
  return type.includes("json") ? answer.json() : answer.text();
}

function address(query: Ask["query"]): string {
  const pairs = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== "");
  if (pairs.length === 0) return "";
  return `?${new URLSearchParams(pairs.map(([name, value]) => [name, String(value)]))}`;
}
