/** Everywhere one can go, by name and with the two keys that lead there. */
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useWorkspace, type View } from "../api/workspace";
import { LANGUAGES, type Label, useLabel } from "../language";
import { ordered } from "../pages/places";

export interface Goal {
  id: string;
  label: string;
  /** By which it is found, in every language. */
  names: string[];
  key?: string;
  go: () => void;
}

/** Keys for the first page that shows such a block. */
const BY_BLOCK: [string, string[]][] = [
  ["g l", ["list", "board", "lanes"]],
  ["g p", ["pool"]],
  ["g c", ["calendar", "timeline"]],
  ["g d", ["figures"]],
];

const shows = (view: View, kinds: string[]) =>
  Object.values(view.blocks).some((block) => kinds.includes(block.show));

export function useGoals(): Goal[] {
  const { t } = useTranslation();
  const label = useLabel();
  const navigate = useNavigate();
  const { views, home, entities } = useWorkspace();
  const pages = ordered(views);
  const keys = new Map<string, string>();
  for (const [key, kinds] of BY_BLOCK) {
    const found = pages.find(([id, view]) => !keys.has(id) && id !== home && shows(view, kinds));
    if (found) keys.set(found[0], key);
  }
  const own = (to: "/queue" | "/approvals" | "/inbox" | "/settings", name: string, key: string): Goal => ({
    id: to,
    label: t(name),
    names: LANGUAGES.map((language) => t(name, { lng: language })),
    key,
    go: () => void navigate({ to }),
  });
  const names = (given: Label, id: string) => [
    ...Object.values(given).filter((one) => one !== undefined),
    id,
  ];
  return [
    own("/queue", "queue.title", "g t"),
    own("/approvals", "approvals.title", "g a"),
    own("/inbox", "inbox.title", "g i"),
    own("/settings", "settings.title", "g s"),
    ...pages.map(([id, view]) => ({
      id: `page ${id}`,
      label: label(view.label, id),
      names: names(view.label, id),
      key: id === home ? "g h" : keys.get(id),
      go: () =>
        void (id === home ? navigate({ to: "/" }) : navigate({ to: "/pages/$page", params: { page: id } })),
    })),
    ...Object.entries(entities)
      .filter(([, entity]) => !entity.part_of)
      .map(([id, entity]) => ({
        id: `records ${id}`,
        label: t("palette.all_of", { kind: label(entity.label, id) }),
        names: names(entity.label, id),
        go: () => void navigate({ to: "/records/$entity", params: { entity: id } }),
      })),
  ];
}
