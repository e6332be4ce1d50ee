import { useTranslation } from "react-i18next";
import type { Held } from "../api/handovers";
import { useLabel } from "../language";

const OURS = ["task", "approval", "delegation"];

export interface KindName {
  (entity: string): string;
  /** The field and state that a count is about. */
  part: (one: Held) => string;
}

/** What people call the kinds of things that somebody holds. */
export function useKindName(held: Held[]): KindName {
  const { t } = useTranslation();
  const label = useLabel();
  const name = (entity: string) =>
    OURS.includes(entity)
      ? t(`handovers.kinds.${entity}`)
      : label(held.find((one) => one.entity === entity)?.labels.entity, entity);
  const part = ({ entity, field, state, labels }: Held) => {
    if (OURS.includes(entity)) return name(entity);
    const said = [label(labels.field, field), state ? label(labels.state, state) : ""];
    return said.filter(Boolean).join(" · ");
  };
  return Object.assign(name, { part });
}
