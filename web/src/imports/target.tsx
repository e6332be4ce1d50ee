/** Who gets the new records: the rules decide, or a person, or a pool; where this person may not, it says why. */
import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import { type FormItem, formQuery } from "../api/forms";
import type { Json } from "../api/http";
import type { Look, Mapping, To } from "../api/imports";
import { LinkInput } from "../fields/link_input";
import { candidates } from "../forms/choices";
import { useLanguage } from "../language";
import { WayOption } from "./way_option";

interface Props {
  entity: string;
  look: Look;
  mapping: Mapping;
  change: (next: Mapping) => void;
}

const RULES = "rules";
const PERSON = "person";
const POOL = "pool:";

const placeOf = (to: To | undefined): string =>
  to?.pool ? POOL + to.pool : to && "person" in to ? PERSON : RULES;

export function Target({ entity, look, mapping, change }: Props) {
  const { t } = useTranslation();
  const { person, pools } = look.targets;
  if (!person && pools.length === 0) return null;
  const choose = (place: string) => {
    const { to: _, ...rest } = mapping;
    if (place === RULES) change(rest);
    else
      change({
        ...rest,
        to: place === PERSON ? { person: null } : { pool: place.slice(POOL.length) },
      });
  };
  const options = [
    { value: RULES, label: t("imports.to.rules"), why: "" },
    ...(person ? [{ value: PERSON, label: t("imports.to.person"), why: person.why?.text ?? "" }] : []),
    ...pools.map((one) => ({
      value: POOL + one.id,
      label: t("imports.to.pool", { name: one.label }),
      why: one.why?.text ?? "",
    })),
  ];
  return (
    <>
      <label htmlFor="import-to">{t("imports.to.label")}</label>
      <div className="import-to">
        <Select
          id="import-to"
          value={placeOf(mapping.to)}
          onChange={choose}
          options={options.map((one) => ({ ...one, disabled: one.why !== "" }))}
          popupMatchSelectWidth={false}
          optionRender={({ label, data }) => <WayOption label={label} why={data.why} />}
        />
        {person && mapping.to && "person" in mapping.to && (
          <Person
            entity={entity}
            form={person.form}
            field={person.field}
            value={mapping.to.person ?? null}
            pick={(id) => change({ ...mapping, to: { person: id } })}
          />
        )}
      </div>
    </>
  );
}

/** Those whom the step offers that gives them the records. */
function Person({
  entity,
  form,
  field,
  value,
  pick,
}: {
  entity: string;
  form: string;
  field: string;
  value: string | null;
  pick: (id: string | null) => void;
}) {
  const { t } = useTranslation();
  const shape = useQuery(formQuery({ form, entity }, useLanguage()));
  const item = shape.data?.sections.flatMap((one) => one.items).find((one) => one.path === field);
  const asked: FormItem | undefined = item && { ...item, required: true };
  if (!asked) return null;
  const wanted: Json | undefined = candidates(asked, () => null);
  return (
    <LinkInput
      item={asked}
      value={value}
      onChange={(next) => pick(typeof next === "string" ? next : null)}
      filter={wanted === undefined ? undefined : JSON.stringify(wanted)}
      aria-label={t("imports.to.who")}
    />
  );
}
