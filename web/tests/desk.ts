/** What the journeys of the reception desk need beforehand. */
import type { Page } from "@playwright/test";
import { call, moment } from "./by_program";

/** A lead with a phone number; made by the desk. */
export async function newLead(page: Page, name: string, phone: string, more: object = {}): Promise<string> {
  const input = { name, phone: `+86${phone}`, source: "phone_in", ...more };
  return (await call(page, "POST", "records/lead", { input })).id;
}

/** An appointment so many minutes from now by the server's clock, confirmed; made by customer service. */
export async function booked(page: Page, lead: string, host: string, minutes: number): Promise<string> {
  const input = { lead, type: "visit", at: await moment(page, minutes), host };
  const { id } = await call(page, "POST", "records/appointment", { input });
  await call(page, "POST", `records/appointment/${id}/transitions/confirm`, { input: {} });
  return id;
}
