import { CopyOutlined, EyeOutlined } from "@ant-design/icons";
import { App, Button, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { type Json, Refused } from "../api/http";
import { type One, useReveal } from "../api/records";
import type { Field } from "../api/workspace";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";

const COPIED = new Set(["phone", "email", "serial", "national_id"]);

/** A value; one that is masked can be looked at whole (which is kept on record), numbers and addresses copied. */
export function Value({ name, field, record }: { name: string; field: Field; record: One }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { message } = App.useApp();
  const reveal = useReveal(record.entity, record.id);
  const masked = record.masked.includes(name);
  const value = reveal.data?.value ?? record.values[name];
  const hidden = masked && !reveal.data;
  const there = value !== null && value !== undefined && value !== "";
  const about = label(field.label, name);
  const copy = () =>
    navigator.clipboard.writeText(copied(field, value)).then(() => message.success(t("record.copied")));
  const show = () =>
    // Told also when its record has been left meanwhile.
    reveal.mutateAsync(name).catch((error) => {
      const heard = error instanceof Refused && !error.unreachable;
      void message.error(heard ? error.message : t("trouble.unreachable"));
    });
  return (
    <span className="value">
      {hidden ? (
        <span className="figures">{String(value ?? "")}</span>
      ) : (
        <FieldText field={field} value={value} title={(place) => record.titles?.[place]} />
      )}
      {hidden && there && (
        <Tooltip title={t("record.reveal")}>
          <Button
            type="text"
            size="small"
            icon={<EyeOutlined />}
            aria-label={`${t("record.reveal")}: ${about}`}
            loading={reveal.isPending}
            onClick={show}
          />
        </Tooltip>
      )}
      {!hidden && there && COPIED.has(field.kind) && (
        <Button
          type="text"
          size="small"
          icon={<CopyOutlined />}
          aria-label={`${t("record.copy")}: ${about}`}
          onClick={() => void copy()}
        />
      )}
    </span>
  );
}

/** Of a telephone number the digits alone, without the country of a Chinese one: as a dialler takes it. */
export function copied(field: Pick<Field, "kind">, value: Json | undefined): string {
  const text = String(value ?? "").trim();
  return field.kind === "phone" ? text.replace(/^\+86/, "").replace(/[^\d+]/g, "") : text;
}
