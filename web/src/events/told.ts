/** What the server tells over its stream: that something has changed, and where. */

export type Told =
  | { name: "record"; entity: string; id: string; version: number }
  | { name: "queue" }
  | { name: "inbox" }
  | { name: "reset" }
  | { name: "hello"; now: string };

/** How the server is reached: `live` by events, `polling` by asking again and again, `offline` not at all. */
export type Reach = "starting" | "live" | "polling" | "offline";

export const NAMES = ["record", "queue", "inbox", "reset", "hello"] as const;

/** One event as it came, or nothing when it cannot be read. */
export function readTold(name: (typeof NAMES)[number], data: string): Told | undefined {
  try {
    return { ...(JSON.parse(data) as object), name } as Told;
  } catch {
    return undefined;
  }
}
