/** The records of other kinds that tell what happened around one. */
import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { ask, type Json } from "./http";
import type { Page } from "./records";
import type { Entity, Telling, Workspace } from "./workspace";

const MOST = 20;

/** Those that this person may see at all. */
export function tellingsOf(kind: Entity, entities: Workspace["entities"]): Telling[] {
  return kind.story.filter((one) => !one.listed && entities[one.entity]?.fields[one.link]);
}

/** Those of them that stand in lists of their own. */
export function listedOf(kind: Entity, entities: Workspace["entities"]): Telling[] {
  return kind.story.filter((one) => one.listed && entities[one.entity]?.fields[one.link]);
}

/** The records that tell of this one, as a condition on them. */
export function pointingTo(entities: Workspace["entities"], told: Telling, entity: string, id: string): Json {
  const several = (entities[told.entity]?.fields[told.link]?.to?.length ?? 0) > 1;
  return { field: told.link, op: "eq", value: several ? `${entity}/${id}` : id };
}

export const tellingQuery = (entities: Workspace["entities"], told: Telling, entity: string, id: string) => {
  const fields = entities[told.entity]?.fields ?? {};
  const about = pointingTo(entities, told, entity, id);
  return queryOptions({
    queryKey: ["records", told.entity, "telling", entity, id],
    queryFn: ({ signal }) =>
      ask<Page>(`records/${told.entity}/search`, {
        method: "POST",
        body: {
          filter: told.pinned ? { all: [about, told.pinned] } : about,
          sort: ["-created_at"],
          fields: [...told.show.filter((name) => fields[name]), "created_at", "created_by"],
          limit: MOST,
        },
        signal,
      }),
    retry: false,
  });
};

export function prefetchTellings(
  client: QueryClient,
  { entities }: Workspace,
  entity: string,
  id: string,
): void {
  const kind = entities[entity];
  for (const told of kind ? tellingsOf(kind, entities) : [])
    void client.prefetchQuery(tellingQuery(entities, told, entity, id));
}
