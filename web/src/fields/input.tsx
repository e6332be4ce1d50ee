/** One input for each kind of field. All take and give JSON values, as the server does. */
import { DatePicker, InputNumber, Select, Switch, TimePicker } from "antd";
import dayjs from "dayjs";
import type { FormItem } from "../api/forms";
import type { Json } from "../api/http";
import { useWorkspace } from "../api/workspace";
import { useLanguage } from "../language";
import { LinkInput } from "./link_input";
import { movePoint, phoneText } from "./text";
import { LongTextEntry, TextEntry } from "./text_entry";
import { momentOf, wallOf } from "./wall";

export interface InputProps {
  item: FormItem;
  value?: Json;
  onChange?: (value: Json) => void;
  id?: string;
  disabled?: boolean;
  /** Of a link: the condition on candidates, as JSON. */
  filter?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean | "true" | "false";
  "aria-required"?: boolean | "true" | "false";
}

const FEW = 6; // options that are shown side by side

export function FieldInput({ item, value, onChange, filter, ...rest }: InputProps) {
  const language = useLanguage();
  const { time_zone } = useWorkspace();
  const give = (next: Json | undefined) => onChange?.(next === undefined || next === "" ? null : next);
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  const options = item.options
    ?.filter((one) => one.offered || one.id === value)
    .map((one) => ({ value: one.id, label: one.label }));
  switch (item.type) {
    case "boolean":
      return <Switch {...rest} checked={value === true} onChange={give} />;
    case "enum":
      return (
        <Select
          {...rest}
          value={text || undefined}
          onChange={give}
          options={options}
          allowClear={!item.required}
          showSearch={(options?.length ?? 0) > FEW ? { optionFilterProp: "label" } : false}
        />
      );
    case "enums":
      return (
        <Select
          {...rest}
          mode="multiple"
          value={(value as string[] | null) ?? []}
          onChange={(next) => give(next.length ? next : null)}
          options={options}
          optionFilterProp="label"
        />
      );
    case "integer":
      return (
        <InputNumber
          {...rest}
          style={{ width: "100%" }}
          precision={0}
          min={bound(item.minimum)}
          max={bound(item.maximum)}
          value={text === "" ? null : Number(text)}
          onChange={give}
          inputMode="numeric"
        />
      );
    case "decimal":
    case "money":
      return (
        <InputNumber<string>
          {...rest}
          stringMode
          style={{ width: "100%" }}
          min={item.minimum}
          max={item.maximum}
          suffix={item.currency}
          value={text === "" ? null : text}
          onChange={(next) => give(next === null ? null : String(next))}
          inputMode="decimal"
        />
      );
    case "percent":
      // Kept as a share of one, typed as people say it.
      return (
        <InputNumber<string>
          {...rest}
          stringMode
          style={{ width: "100%" }}
          min={item.minimum && movePoint(item.minimum, 2)}
          max={item.maximum && movePoint(item.maximum, 2)}
          suffix="%"
          value={text === "" ? null : movePoint(text, 2)}
          onChange={(next) => give(next === null ? null : movePoint(String(next), -2))}
          inputMode="decimal"
        />
      );
    case "date":
      return (
        <DatePicker
          {...rest}
          style={{ width: "100%" }}
          value={text ? dayjs(text) : null}
          onChange={(next) => give(next?.format("YYYY-MM-DD"))}
        />
      );
    case "datetime":
      return (
        <DatePicker
          {...rest}
          showTime={{ format: "HH:mm", minuteStep: 5 }}
          format="YYYY-MM-DD HH:mm"
          style={{ width: "100%" }}
          value={text ? dayjs(wallOf(text, time_zone)) : null}
          onChange={(next) => give(next && momentOf(next.format("YYYY-MM-DDTHH:mm"), time_zone))}
        />
      );
    case "time":
      return (
        <TimePicker
          {...rest}
          format="HH:mm"
          style={{ width: "100%" }}
          value={text ? dayjs(`2000-01-01T${text}`) : null}
          onChange={(next) => give(next?.format("HH:mm:ss"))}
        />
      );
    case "long_text":
      return <LongTextEntry {...rest} maxLength={item.max_length} value={text} onText={give} />;
    case "link":
    case "person":
      return <LinkInput {...rest} item={item} value={value} onChange={onChange} filter={filter} />;
    case "phone":
      return (
        <TextEntry
          {...rest}
          type="tel"
          inputMode="tel"
          value={text.startsWith("+") ? phoneText(text) : text}
          onText={give}
        />
      );
    case "email":
    case "url":
      return <TextEntry {...rest} type={item.type} inputMode={item.type} value={text} onText={give} />;
    default:
      return <TextEntry {...rest} lang={language} maxLength={item.max_length} value={text} onText={give} />;
  }
}

function bound(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
