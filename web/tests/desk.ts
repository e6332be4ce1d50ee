/** What the journeys of the reception desk need beforehand, made by the program interface of a page that is signed in. */
import type { Page } from "@playwright/test";

// biome-ignore lint/suspicious/noExplicitAny: answers of the server, of which a journey reads a word or two
type Told = any;

/** Ask or tell the server with the rights of whoever is signed in on the page; throws what it refuses. */
export function call(page: Page, method: string, path: string, body?: unknown): Promise<Told> {
  return page.evaluate(
    async ([method, path, body]) => {
      const { me } = await (await fetch("/api/v1/session")).json();
      const answer = await fetch(`/api/v1/${path}`, {
        method: method as string,
        headers: { "Content-Type": "application/json", "X-CSRF-Token": me.csrf },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const told = await answer.json();
      if (!answer.ok) throw new Error(`${method} ${path}: ${JSON.stringify(told.reasons ?? told)}`);
      return told;
    },
    [method, path, body] as const,
  );
}

/** A mobile number that nobody has yet. */
export function freshPhone(): string {
  return `139${String(Math.floor(Math.random() * 1e8)).padStart(8, "0")}`;
}

/** Who is signed in on the page. */
export async function personOf(page: Page): Promise<string> {
  return (await call(page, "GET", "me")).person.id;
}

/** A lead with a phone number; made by the desk. */
export async function newLead(page: Page, name: string, phone: string): Promise<string> {
  const input = { name, phone: `+86${phone}`, source: "phone_in" };
  return (await call(page, "POST", "records/lead", { input })).id;
}

/** An appointment so many minutes from now by the server's clock, confirmed; made by customer service. */
export async function booked(page: Page, lead: string, host: string, minutes: number): Promise<string> {
  const { now } = await call(page, "GET", "session");
  const at = new Date(Date.parse(now) + minutes * 60_000).toISOString();
  const input = { lead, type: "visit", at, host };
  const { id } = await call(page, "POST", "records/appointment", { input });
  await call(page, "POST", `records/appointment/${id}/transitions/confirm`, { input: {} });
  return id;
}
