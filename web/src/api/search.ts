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

export const searchQuery = (words: string) =>
  queryOptions({
    queryKey: ["search", words.trim()],
    queryFn: ({ signal }) => ask<{ data: Found[] }>("search", { query: { q: words.trim() }, signal }),
  });
