/** Values that are filled in together at one press: those for several fields stand above the form, the others beside their field. */
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { FormShape, Preset } from "../api/forms";
import { Chips } from "../fields/chips";
import { itemsOf, type Values } from "./values";

interface Props {
  presets: Preset[];
  put: (values: Values) => void;
}

export function wide(preset: Preset): boolean {
  return Object.keys(preset.values).length > 1;
}

export const Presets = memo(function Presets({ presets, put }: Props) {
  const { t } = useTranslation();
  if (presets.length === 0) return null;
  const pick = (id: string) => put(presets.find((one) => one.id === id)?.values ?? {});
  return (
    <div className="offered" style={{ marginBottom: 12 }}>
      <Chips label={t("form.presets")} chips={presets} pick={pick} />
    </div>
  );
});

/** The presets that fill in just one field, by that field. */
export function presetsOf(shape: FormShape): Map<string, Preset[]> {
  const narrow = shape.presets.filter((one) => !wide(one));
  return new Map(
    itemsOf(shape).map((item) => [item.path, narrow.filter((one) => item.path in one.values)] as const),
  );
}
