/** Documents of a record: which may be made, how one looks now, and the versions that were made. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { ask } from "./http";
import type { paths } from "./schema";

type Listed =
  paths["/api/v1/documents/{entity}/{id}"]["get"]["responses"]["200"]["content"]["application/json"];
export type DocumentOffer = Listed["documents"][number];
export type Paper = Listed["papers"][number];

export interface Sheet {
  html: string;
  name: string;
  hash: string;
  /** The version that says the same, when it was made. */
  current: number | null;
}

export interface Place {
  entity: string;
  id: string;
}

export interface Which extends Place {
  document: string;
  language: string;
}

const address = ({ entity, id, document, language }: Which) =>
  `documents/${entity}/${id}/${document}/${language}`;

/** Where the bytes of a version lie. */
export const paperAddress = (which: Which, number: number) => `/api/v1/${address(which)}/${number}`;

export const papersQuery = ({ entity, id }: Place, language: string) =>
  queryOptions({
    queryKey: ["records", entity, "papers", id, language],
    queryFn: ({ signal }) => ask<Listed>(`documents/${entity}/${id}`, { signal }),
  });

export const sheetQuery = (which: Which) =>
  queryOptions({
    queryKey: ["records", which.entity, "sheet", which.id, which.document, which.language],
    queryFn: ({ signal }) => ask<Sheet>(address(which), { signal }),
  });

export function useMakePaper(which: Which) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => ask<Paper>(address(which), { method: "POST", body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["records", which.entity] }),
  });
}
