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

interface Offered {
  data: { id: string; limits: { used: number | string; lifted_by: { asked?: string | null } | null }[] }[];
}

/** What is sent when nobody answered; tomorrow is to be called again. */
export async function nobodyAnswered(page: Page): Promise<Record<string, string>> {
  const { now } = await call<{ now: string }>(page, { method: "GET", path: "session" });
  const next = new Date(Date.parse(now) + 86_400_000).toISOString();
  return { channel: "phone", result: "no_answer", next_action_at: next };
}

/** A record of the queue about which so many calls were written down: as many as the limit lets one. */
export async function makeCalls(page: Page, times: number): Promise<Made> {
  const work = await call<Work>(page, { method: "GET", path: "queue?limit=100" });
  const input = await nobodyAnswered(page);
  for (const { entity, record, state } of work.data.reverse()) {
    if (entity !== "lead" || state !== "visited") continue;
    const place = `records/lead/${record}/transitions`;
    const offers = await call<Offered>(page, { method: "GET", path: place });
    const limit = offers.data.find(({ id }) => id === "log_contact")?.limits[0];
    if (!limit || limit.lifted_by?.asked || Number(limit.used) > 0) continue;
    for (let at = 0; at < times; at++) await call(page, { path: `${place}/log_contact`, body: { input } });
    return { entity, id: record };
  }
  throw new Error("nobody to call");
}
