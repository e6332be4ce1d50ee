/** What the palette offers: what can be done here, where one can go, what one can begin, and how it is shown. */
import { useTranslation } from "react-i18next";
import { chooseLanguage, LANGUAGES, useLanguage } from "../language";
import { useLook } from "../theme/look";
import { useCreating } from "./creating";
import { lastOfEach } from "./help";
import { fit } from "./match";
import { useGoals } from "./places_list";
import { usePosts } from "./post_switch";
import { pressedFor, useHere } from "./shortcuts";
import { LANGUAGE_NAMES } from "./switches";

export interface Item {
  id: string;
  group: "records" | "here" | "go" | "create" | "self";
  label: string;
  names: string[];
  hint?: string;
  keys?: string;
  act: () => void;
}

const MOST = 8; // of one group, once something was typed
// Records come a moment later than the rest: what begins with the words keeps its place above them, lest Enter take another.
const RECORD = 3.5;

export function useItems(help: () => void): Item[] {
  const { t } = useTranslation();
  const here = useHere();
  const language = useLanguage();
  const { look, density, choose } = useLook();
  const { items: posts, chosen } = usePosts();
  const said = (id: string, key: string, act: () => void, more?: string): Item => ({
    id,
    group: "self",
    label: more ?? t(key),
    names: more ? [more, id] : LANGUAGES.map((name) => t(key, { lng: name })),
    act,
  });
  const keyed = lastOfEach(here).filter(
    (one) => one.label && !one.key.startsWith("g ") && !["mod+k", "?", "/", "c"].includes(one.key),
  );
  const otherLook = look === "dark" ? "light" : "dark";
  const otherDensity = density === "compact" ? "comfortable" : "compact";
  return [
    ...[...keyed, ...here.filter((one) => !one.key)].map(
      ({ key, label = "", act }, at): Item => ({
        id: `here ${key} ${at}`,
        group: "here",
        label,
        names: [label],
        keys: key && pressedFor(key),
        act,
      }),
    ),
    ...useGoals().map(
      (goal): Item => ({
        ...goal,
        group: "go",
        keys: goal.key && pressedFor(goal.key),
        act: goal.go,
      }),
    ),
    ...useCreating().map((one): Item => ({ ...one, id: `create ${one.key}`, group: "create", act: one.go })),
    ...posts
      .filter((post) => post.key !== chosen)
      .map((post) => said(`post ${post.key}`, "", post.onClick, t("palette.act_as", { post: post.label }))),
    ...LANGUAGES.filter((name) => name !== language).map((name) =>
      said(`language ${name}`, "", () => chooseLanguage(name), LANGUAGE_NAMES[name]),
    ),
    said("look", `shell.to_${otherLook}`, () => choose({ wish: otherLook })),
    said("density", `shell.to_${otherDensity}`, () => choose({ density: otherDensity })),
    said("help", "keys.help", help),
  ];
}

/** The items that fit what was typed, best first within their groups; without words a short choice of each. */
export function fitting(items: readonly Item[], words: string): Item[] {
  const scored = items
    .map((item) => ({
      item,
      score: item.group === "records" ? RECORD : fit(words, [item.label, ...item.names]),
    }))
    .filter(({ score }) => score > 0);
  const counts = new Map<string, number>();
  return scored
    .sort((one, other) => (words.trim() ? other.score - one.score : 0))
    .map(({ item }) => item)
    .filter((item) => {
      const count = (counts.get(item.group) ?? 0) + 1;
      counts.set(item.group, count);
      return count <= MOST;
    });
}
