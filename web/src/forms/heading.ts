import { useTranslation } from "react-i18next";
import { useWorkspace } from "../api/workspace";
import { useLabel, useLanguage, within } from "../language";

/** What stands above a form with all fields, which has no name of its own: what is made or changed by it. */
export function useHeading(): (what: "new" | "edit", entity: string) => string {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { entities } = useWorkspace();
  return (what, entity) =>
    t(`form.${what}`, { kind: within(label(entities[entity]?.label, entity), language) });
}
