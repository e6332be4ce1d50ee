import { useTranslation } from "react-i18next";
import type { Where } from "../api/figures";
import { useWorkspace } from "../api/workspace";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";
import { fieldAt, partText } from "./parts";

/** What the records must have besides: `Source: referral`. */
export function Narrowed({ entity, where = {} }: { entity: string; where?: Where }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  return Object.entries(where).map(([path, value]) => {
    const field = fieldAt(entities, entity, path);
    const owner = path.split(".").slice(0, -1).join(".");
    const holder = owner ? fieldAt(entities, entity, owner)?.to?.[0] : entity;
    const state = path.endsWith("state") ? entities[holder ?? ""]?.states[String(value)] : undefined;
    return (
      <span key={path} className="narrowed">
        <span className="quiet">{label(field?.label, path)}</span>{" "}
        {state ? (
          label(state.label, String(value))
        ) : value === null || typeof value === "boolean" || !field ? (
          partText({ value, label: String(value) }, t)
        ) : (
          <FieldText field={field} value={value} />
        )}
      </span>
    );
  });
}
