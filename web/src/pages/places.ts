/** Where one can go: the pages of one's roles; of pages that were worked out, one for each entity. */
import type { View, Workspace } from "../api/workspace";

type Views = Workspace["views"];

/** Pages in their order. */
export function ordered(views: Views): [string, View][] {
  return Object.entries(views).sort(([a, one], [b, other]) => one.order - other.order || a.localeCompare(b));
}

/** The entity that a page was worked out for. */
export function entityOf(views: Views, page: string): string | undefined {
  const view = views[page];
  return view?.derived ? Object.values(view.blocks)[0]?.entity : undefined;
}

/** Every page that was worked out for the entity: the broadest look first. */
export function siblingsOf(views: Views, entity: string): [string, View][] {
  return ordered(views).filter(([id]) => entityOf(views, id) === entity);
}

/** The page of an entity that one comes to first: by state where records have one, else the list. */
export function frontOf(views: Views, entity: string): string | undefined {
  const found = siblingsOf(views, entity);
  return (found.find(([, view]) => Object.values(view.blocks)[0]?.show === "board") ?? found[0])?.[0];
}

/** Kinds of records with pages of their own that were worked out, and all others; those that move through states first. */
export function kindsOf({ entities, views }: Workspace): { worked: [string, string][]; others: string[] } {
  const still = (id: string) => Number(Object.keys(entities[id]?.states ?? {}).length === 0);
  const all = Object.keys(entities)
    .filter((id) => !entities[id]?.part_of)
    .sort((a, b) => still(a) - still(b));
  const worked = all.flatMap((id): [string, string][] => {
    const front = frontOf(views, id);
    return front ? [[id, front]] : [];
  });
  const others = all.filter((id) => !worked.some(([one]) => one === id));
  return { worked, others };
}
