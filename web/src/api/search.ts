/** One search over everything that this person may see. */
import { queryOptions } from "@tanstack/react-query";
import { ask } from "./http";

export interface Found {
  entity: string;
  id: string;
  title: string | null;
  number: string | null;
  state: string | null;
}

const TAIL = /^\d{4}$/; // four digits are the end of a phone number, unless nobody has it

export const searchQuery = (words: string) =>
  queryOptions({
    queryKey: ["search", words.trim()],
    queryFn: async ({ signal }) => {
      const sought = words.trim();
      if (!TAIL.test(sought)) return find(sought, signal);
      const byEnd = await find(`/${sought}`, signal);
      return byEnd.data.length ? byEnd : find(sought, signal);
    },
  });

function find(q: string, signal: AbortSignal): Promise<{ data: Found[] }> {
  return ask<{ data: Found[] }>("search", { query: { q }, signal });
}
