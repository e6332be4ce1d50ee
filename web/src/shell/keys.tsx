import { lazy, Suspense, useEffect, useLayoutEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useSettings } from "../api/settings";
import { useGoals } from "./places_list";
import { likeKeys, listenForKeys, useShortcut } from "./shortcuts";

const Palette = lazy(() => import("./palette").then((room) => ({ default: room.Palette })));
const Help = lazy(() => import("./help").then((room) => ({ default: room.Help })));

export type Over = "palette" | "help" | undefined;

/** Keys that work everywhere, and what they open over a page. */
export function Keys({ over, show }: { over: Over; show: (over: Over) => void }) {
  const { t } = useTranslation();
  const liked = useSettings()?.workspace.keys;
  useEffect(() => likeKeys(liked ?? {}), [liked]);
  useLayoutEffect(listenForKeys, []);
  useShortcut("mod+k", () => show("palette"), t("keys.palette"));
  useShortcut("?", () => show("help"), t("keys.help"));
  const close = () => {
    // What is about to go would hold the focus, and with it the keys.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    show(undefined);
  };
  const [seen, setSeen] = useState<Over[]>([]);
  if (over && !seen.includes(over)) setSeen([...seen, over]);
  return (
    <>
      {useGoals().map(
        (goal) => goal.key && <Way key={goal.id} keys={goal.key} label={goal.label} go={goal.go} />,
      )}
      <Suspense>
        {seen.includes("palette") && <Palette open={over === "palette"} close={close} show={show} />}
        {seen.includes("help") && <Help open={over === "help"} close={close} />}
      </Suspense>
    </>
  );
}

function Way({ keys, label, go }: { keys: string; label: string; go: () => void }) {
  useShortcut(keys, go, label);
  return null;
}
