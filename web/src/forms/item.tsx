/** One field of a form. Drawn again only when something about it changed, so that long forms stay quick to type in. */
import { Form } from "antd";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { FormItem, Preset } from "../api/forms";
import type { Json } from "../api/http";
import { Chips } from "../fields/chips";
import { FieldInput, type InputProps } from "../fields/input";
import { LinkTo } from "../fields/link_to";
import { linkOf } from "../fields/text";
import { FEW } from "./columns";
import { FreeSlots } from "./free_slots";
import { Lines } from "./lines";

interface Props {
  item: FormItem;
  entity: string;
  required: boolean;
  readonly: boolean;
  disabled: boolean;
  /** Ids of the options that may be chosen now, joined; undefined: all that the server offered. */
  offered?: string;
  /** The condition on candidates of a link, as JSON. */
  candidates?: string;
  presets: Preset[];
}

export const Item = memo(function Item(props: Props) {
  const { item, required, readonly } = props;
  const { t } = useTranslation();
  if (item.type === "lines") return <Lines item={item} readonly={readonly} />;
  if (readonly)
    return (
      <Form.Item label={item.label}>
        <span>{pointed(item) ?? (item.text || "–")}</span>
      </Form.Item>
    );
  const message = t("form.required", { label: item.label });
  return (
    <Form.Item
      name={[item.path]}
      label={item.label}
      extra={item.help || undefined}
      required={required}
      rules={required && item.type !== "boolean" ? [{ required: true, message }] : []}
    >
      <Control {...props} />
    </Form.Item>
  );
});

/** What a link points to, by name. */
function pointed(item: FormItem) {
  if (!item.to?.length || typeof item.value !== "string" || item.masked) return undefined;
  const [entity, id] = linkOf({ kind: "link", to: item.to }, item.value);
  return <LinkTo entity={entity} id={id} />;
}

function Control({
  item,
  entity,
  required,
  disabled,
  offered,
  candidates,
  presets,
  ...rest
}: Props & Partial<InputProps>) {
  const { value, onChange } = rest;
  const now = narrowed(item, offered, value);
  const wanted = now.required === required ? now : { ...now, required };
  const input: InputProps = { ...rest, disabled, item: wanted };
  if (item.type === "enum" && now.options && now.options.length <= FEW)
    return (
      <Chips
        radio
        id={rest.id}
        label={item.label}
        chips={now.options.map((one) => ({ id: one.id, label: one.label }))}
        value={value as string | null}
        pick={(id) => onChange?.(id === value && !required ? null : id)}
        disabled={disabled}
        aria-describedby={rest["aria-describedby"]}
        aria-invalid={rest["aria-invalid"]}
        aria-required={required}
      />
    );
  return (
    <>
      {presets.length > 0 && (
        <div className="offered">
          <Chips
            label={item.label}
            chips={presets}
            pick={(id) => onChange?.(presets.find((one) => one.id === id)?.values[item.path] ?? null)}
            disabled={disabled}
          />
        </div>
      )}
      {item.type === "datetime" && (
        <FreeSlots entity={entity} path={item.path} label={item.label} pick={(at) => onChange?.(at)} />
      )}
      <FieldInput {...input} filter={candidates} />
    </>
  );
}

function narrowed(item: FormItem, offered: string | undefined, value: Json | undefined): FormItem {
  if (!item.options) return item;
  const ids = offered === undefined ? undefined : new Set(offered.split(" "));
  const options = item.options
    .map((one) => ({ ...one, offered: ids ? ids.has(one.id) : one.offered }))
    .filter((one) => one.offered || one.id === value);
  return { ...item, options };
}
