import type { QueryClient } from "@tanstack/react-query";
import { Refused } from "../api/http";
import { type Me, meQuery } from "../api/session";
import { heardAt } from "../events/live";
import { recall } from "./seen";

/** Who is signed in, as the server says; out of its reach whoever was here last, with what they saw, to be read. */
export async function whoIsHere(client: QueryClient): Promise<Me | null> {
  try {
    return await client.ensureQueryData(meQuery);
  } catch (error) {
    const at = error instanceof Refused && error.unreachable ? recall(client) : undefined;
    const me = client.getQueryData(meQuery.queryKey);
    if (at === undefined || !me) throw error;
    heardAt(at);
    return me;
  }
}
