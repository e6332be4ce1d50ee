/** What one letter does beside a record: worked out from the forms that the pack gave keys, and what may be done now. */
import { ALL_FIELDS } from "../api/forms";
import type { Offer } from "../api/records";
import type { Entity, KeyHint } from "../api/workspace";

export type Act =
  | { kind: "take"; offer: Offer; preset?: string }
  | { kind: "make"; entity: string; form: string; link: string; preset?: string }
  /** By the form that a key names, else by that for changing a record, in which `field` can be filled in. */
  | { kind: "edit"; form?: string; field?: string }
  | { kind: "blocked"; offer: Offer };

export interface KeyAct {
  key: string;
  label: KeyHint["label"];
  act: Act;
  /** Whether it is sent at once. */
  once: boolean;
}

/** The form by which a record is changed: that of the pack, unless it lacks the field that is wanted. */
export function editForm(kind: Entity | undefined, field?: string): string {
  const own = kind?.edit;
  return own && (field === undefined || own.fields.includes(field)) ? own.form : ALL_FIELDS;
}

/** Whether it is somebody else's part. */
export function foreign(offer: Offer): boolean {
  return offer.reasons.some((one) => one.code === "access.no_duty");
}

/** Each letter with what it does now; one that can do nothing here is left out. */
export function keyActs(kind: Entity, offers: Offer[], entities: Record<string, Entity>): KeyAct[] {
  const letters = [...new Set(kind.keys.map((one) => one.key))];
  return letters.flatMap((key) => {
    // Forms about the record itself come before those that make something linked to it.
    const hints = kind.keys
      .filter((one) => one.key === key)
      .sort((a, b) => Number(a.link !== null) - Number(b.link !== null));
    const found = hints.flatMap((hint) => {
      const act = actOf(hint, kind, offers, entities);
      return act
        ? [{ key, label: hint.label, act, once: hint.preset !== null && act.kind !== "blocked" }]
        : [];
    });
    return found.slice(0, 1);
  });
}

function actOf(
  hint: KeyHint,
  kind: Entity,
  offers: Offer[],
  entities: Record<string, Entity>,
): Act | undefined {
  const preset = hint.preset ?? undefined;
  if (hint.link !== null)
    return entities[hint.entity]?.create.allowed
      ? { kind: "make", entity: hint.entity, form: hint.form, link: hint.link, preset }
      : undefined;
  const mine = offers.filter((one) => one.form === hint.form && !foreign(one));
  const open = mine.find((one) => one.allowed);
  if (open) return { kind: "take", offer: open, preset };
  if (mine[0]) return { kind: "blocked", offer: mine[0] };
  const asked = Object.values(kind.transitions).some((one) => one.form === hint.form);
  return asked || kind.create.forms.every((one) => one.id !== hint.form)
    ? undefined
    : { kind: "edit", form: hint.form };
}
