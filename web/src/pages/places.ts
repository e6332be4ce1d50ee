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
