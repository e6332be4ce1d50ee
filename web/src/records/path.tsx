import { useTranslation } from "react-i18next";
import type { Entity } from "../api/workspace";
import { useLabel } from "../language";

/** The usual way through the workflow, and where on it the record is. */
export function Path({ entity, state }: { entity: Entity; state: string }) {
  const { t } = useTranslation();
  const label = useLabel();
  if (!entity.states[state]) return null;
  const usual = entity.path ?? [];
  const at = usual.indexOf(state);
  const steps = at < 0 ? [...usual, state] : usual;
  return (
    <ol className="path" aria-label={t("record.path")}>
      {steps.map((step, place) => (
        <li key={step} aria-current={step === state ? "step" : undefined} data-past={at >= 0 && place < at}>
          {label(entity.states[step]?.label, step)}
        </li>
      ))}
    </ol>
  );
}
