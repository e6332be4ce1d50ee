/** What a journey needs to be there already, made by the program interface of the page that is signed in. */
import type { Page } from "@playwright/test";

export interface Made {
  entity: string;
  id: string;
}

interface Call {
  method?: string;
  path: string;
  body?: unknown;
  version?: number;
}

/** Ask the server as whoever is signed in on the page; fails with what it answers. */
export async function call<Told>(page: Page, { method = "POST", path, body, version }: Call): Promise<Told> {
  return page.evaluate(
    async ({ method, path, body, version }) => {
      const { me } = await (await fetch("/api/v1/session")).json();
      const headers: Record<string, string> = { "Content-Type": "application/json", "X-CSRF-Token": me.csrf };
      if (version) headers["If-Match"] = `"${version}"`;
      const answer = await fetch(`/api/v1/${path}`, {
        method,
        headers,
        body: method === "GET" ? undefined : JSON.stringify(body ?? {}),
      });
      const told = answer.status === 204 ? null : await answer.json();
      if (!answer.ok) throw new Error(JSON.stringify(told));
      return told;
    },
    { method, path, body, version },
  );
}

/** A number that nobody has yet. */
export function phone(): string {
  return `+86139${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
}

interface Work {
  data: { entity: string; record: string; state: string }[];
}

/** A record of the queue about which so many calls were written down: as many as the limit lets one. */
export async function makeCalls(page: Page, times: number): Promise<Made> {
  const work = await call<Work>(page, { method: "GET", path: "queue?limit=100" });
  const found = work.data.filter((one) => one.entity === "lead" && one.state === "visited").at(-1);
  if (!found) throw new Error("nobody to call");
  const place = `records/lead/${found.record}`;
  const now = (await call<{ now: string }>(page, { method: "GET", path: "session" })).now;
  const next = new Date(Date.parse(now) + 86_400_000).toISOString();
  for (let at = 0; at < times; at++)
    await call(page, {
      path: `${place}/transitions/log_contact`,
      body: { input: { channel: "phone", result: "no_answer", next_action_at: next } },
    });
  return { entity: "lead", id: found.record };
}
