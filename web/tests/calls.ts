/** Calls that were made before a journey begins: as many as a limit lets one. */
import type { Page } from "@playwright/test";
import { call, moment } from "./by_program";

interface Work {
  data: { entity: string; record: string; state: string }[];
}

interface Offered {
  data: { id: string; limits: { used: number | string; lifted_by: { asked?: string | null } | null }[] }[];
}

/** What is sent when nobody answered; tomorrow is to be called again. */
export async function nobodyAnswered(page: Page): Promise<Record<string, string>> {
  return { channel: "phone", result: "no_answer", next_action_at: await moment(page, 24 * 60) };
}

/** A record of the queue about which so many calls were written down. */
export async function makeCalls(page: Page, times: number): Promise<{ entity: string; id: string }> {
  const work = await call<Work>(page, "GET", "queue?limit=100");
  const input = await nobodyAnswered(page);
  for (const { entity, record, state } of work.data.reverse()) {
    if (entity !== "lead" || state !== "visited") continue;
    const place = `records/lead/${record}/transitions`;
    const offers = await call<Offered>(page, "GET", place);
    const limit = offers.data.find(({ id }) => id === "log_contact")?.limits[0];
    if (!limit || limit.lifted_by?.asked || Number(limit.used) > 0) continue;
    for (let at = 0; at < times; at++) await call(page, "POST", `${place}/log_contact`, { input });
    return { entity, id: record };
  }
  throw new Error("nobody to call");
}
