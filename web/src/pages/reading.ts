/** The records of a block: the server knows its condition, so they are asked for by the names of page and block. */
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { ask, type Json } from "../api/http";
import type { Page, Row } from "../api/records";
import type { Block, Entity } from "../api/workspace";

export interface Asked {
  /** The page and the block of it whose condition counts; neither for all records. */
  page?: string;
  id?: string;
  entity: string;
  /** Words that narrow it. */
  search?: string;
  /** What narrows it further. */
  filter?: Json;
  sort?: string[];
  fields?: string[];
  limit?: number;
  /** Whether each row also says when the engine takes which step by itself. */
  due?: boolean;
  /** Whether each row also says what may come next of it. */
  steps?: boolean;
}

export const blockQuery = ({
  page,
  id,
  entity,
  search,
  filter,
  sort,
  fields,
  limit = 50,
  due,
  steps,
}: Asked) =>
  infiniteQueryOptions({
    queryKey: ["records", entity, "block", page, id, { search, filter, sort, fields, limit, due, steps }],
    queryFn: ({ pageParam, signal }) =>
      ask<Page>(`records/${entity}/search`, {
        method: "POST",
        body: {
          ...(page && id ? { view: page, block: id } : {}),
          limit,
          ...(search ? { search } : {}),
          ...(filter ? { filter } : {}),
          ...(sort?.length ? { sort } : {}),
          ...(fields?.length ? { fields } : {}),
          ...(due ? { due } : {}),
          ...(steps ? { steps } : {}),
          ...(pageParam ? { cursor: pageParam } : { count: true }),
        },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export interface BlockRows {
  rows: Row[];
  total: number | undefined;
  titles: (place: string) => string | undefined;
  more?: () => void;
  loadingMore: boolean;
}

export interface Read {
  rows: BlockRows | undefined;
  error: Error | null;
  again: () => unknown;
}

/** The rows of one part of a block so far, or why they could not be read. */
export function useRows(asked: Asked): Read {
  const found = useInfiniteQuery(blockQuery(asked));
  const rows = useMemo(() => {
    if (!found.data) return undefined;
    const titles: Record<string, string> = Object.assign({}, ...found.data.pages.map((page) => page.titles));
    return {
      rows: found.data.pages.flatMap((page) => page.data),
      total: found.data.pages[0]?.total?.value,
      titles: (place: string) => titles[place],
      more: found.hasNextPage ? () => void found.fetchNextPage() : undefined,
      loadingMore: found.isFetchingNextPage,
    };
  }, [found.data, found.hasNextPage, found.fetchNextPage, found.isFetchingNextPage]);
  return { rows, error: found.error, again: found.refetch };
}

/** The rows of a block so far; nothing while they are loaded. What went wrong is thrown, for the frame of the block to show. */
export function useBlockRows(asked: Asked): BlockRows | undefined {
  const { rows, error } = useRows(asked);
  if (error && !rows) throw error;
  return rows;
}

/** The fields to ask for: what is shown, and what every row needs to be called and to be judged by. */
export function fieldsOf(kind: Entity, shown: readonly string[], more: readonly string[] = []): string[] {
  const wanted = [...shown, kind.title ?? "", ...(kind.named_by ?? []), "number", "state", ...more];
  return [...new Set(wanted)].filter((name) => name in kind.fields);
}

/** What is shown of each record: the fields of the block, or the first ones that tell something. */
export function shownOf(kind: Entity, block: Block): string[] {
  if (block.fields?.length) return block.fields;
  const own = Object.entries(kind.fields).filter(([, field]) => !field.common && !WIDE.has(field.kind));
  return [...new Set([kind.title ?? "number", ...own.map(([name]) => name)])].slice(0, FEW);
}

const WIDE = new Set(["long_text", "lines", "file", "image", "address"]);
const FEW = 5;
