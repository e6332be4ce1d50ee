/** Which record a row is, and what becomes of a row whose record is there already, or belongs to somebody else. */
import { Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Look, Mapping, Owned, Strategy } from "../api/imports";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { keysFor, STRATEGIES } from "./mapping";
import { WayOption } from "./way_option";

const OWNED: readonly Owned[] = ["keep", "refuse"];

export function Duplicates({
  entity,
  look,
  mapping,
  change,
}: {
  entity: string;
  look: Look;
  mapping: Mapping;
  change: (next: Mapping) => void;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const fields = useWorkspace().entities[entity]?.fields ?? {};
  const keys = keysFor(look, mapping.columns);
  if (keys.length === 0) return null;
  const overwritable = Object.values(mapping.columns).filter(
    (one): one is string => one !== null && !mapping.key.includes(one),
  );
  const name = (key: string[]) => key.map((one) => label(fields[one]?.label, one)).join(" + ");
  return (
    <>
      <label htmlFor="import-key">{t("imports.key")}</label>
      <Select
        id="import-key"
        value={mapping.key.join()}
        onChange={(next) => change({ ...mapping, key: next ? next.split(",") : [] })}
        options={[
          ...keys.map((key) => ({ value: key.join(), label: name(key) })),
          { value: "", label: t("imports.no_key") },
        ]}
      />
      {mapping.key.length > 0 && (
        <>
          <label htmlFor="import-strategy">{t("imports.there_already")}</label>
          <Select
            id="import-strategy"
            value={mapping.strategy}
            onChange={(next: Strategy) => change({ ...mapping, strategy: next })}
            options={STRATEGIES.map((one) => ({
              value: one,
              label: t(`imports.strategy.${one}`),
              why: one === "link" && !look.duplicate_of ? t("imports.no_link") : "",
            })).map((one) => ({ ...one, disabled: one.why !== "" }))}
            popupMatchSelectWidth={false}
            optionRender={({ label, data }) => <WayOption label={label} why={data.why} />}
          />
        </>
      )}
      {mapping.key.length > 0 && mapping.strategy === "overwrite" && (
        <>
          <label htmlFor="import-overwrites">{t("imports.overwrites.label")}</label>
          <Select
            id="import-overwrites"
            mode="multiple"
            maxTagCount="responsive"
            value={mapping.overwrites ?? []}
            onChange={(next: string[]) => change({ ...mapping, overwrites: next })}
            placeholder={t("imports.overwrites.all")}
            optionFilterProp="label"
            options={overwritable.map((one) => ({ value: one, label: label(fields[one]?.label, one) }))}
          />
        </>
      )}
      {mapping.key.length > 0 && mapping.strategy !== "refuse" && (
        <>
          <label htmlFor="import-owned">{t("imports.owned.label")}</label>
          <Select
            id="import-owned"
            value={mapping.owned ?? "keep"}
            onChange={(next: Owned) => change({ ...mapping, owned: next })}
            options={OWNED.map((one) => ({ value: one, label: t(`imports.owned.${one}`) }))}
          />
        </>
      )}
    </>
  );
}
