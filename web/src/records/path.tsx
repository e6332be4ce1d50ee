import { useTranslation } from "react-i18next";
import type { Offer } from "../api/records";
import type { Entity } from "../api/workspace";
import { useLabel } from "../language";
import { foreign } from "./keys";

interface Props {
  entity: Entity;
  state: string;
  offers: Offer[];
}

/** The usual way through the workflow, where on it the record is, and what is still missing for the next step. */
export function Path({ entity, state, offers }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  if (!entity.states[state]) return null;
  const usual = entity.path ?? [];
  const at = usual.indexOf(state);
  const steps = at < 0 ? [...usual, state] : usual;
  const missing = at < 0 ? [] : missingFor(entity, usual[at + 1], offers);
  return (
    <>
      <ol className="path" aria-label={t("record.path")}>
        {steps.map((step, place) => (
          <li key={step} aria-current={step === state ? "step" : undefined} data-past={at >= 0 && place < at}>
            {label(entity.states[step]?.label, step)}
          </li>
        ))}
      </ol>
      {missing.length > 0 && (
        <p className="missing">
          {t("record.missing", { state: label(entity.states[usual[at + 1] ?? ""]?.label) })}{" "}
          <span>{missing.join(" · ")}</span>
        </p>
      )}
    </>
  );
}

/** What keeps the record from the next state of its usual way; nothing when one step there is open, or is for others. */
function missingFor(entity: Entity, next: string | undefined, offers: Offer[]): string[] {
  if (next === undefined) return [];
  const there = offers.filter((one) => entity.transitions[one.id]?.to?.includes(next));
  if (there.some((one) => one.allowed)) return [];
  const reasons = there.flatMap((one) => one.reasons.filter(({ code }) => code !== "access.no_duty"));
  return foreignOnly(there) ? [] : [...new Set(reasons.map((one) => one.fix || one.text))];
}

function foreignOnly(offers: Offer[]): boolean {
  return offers.every((one) => foreign(one) && one.reasons.length === 1);
}
