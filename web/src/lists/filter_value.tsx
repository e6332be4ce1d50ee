/** What a comparison compares with: an input for each kind of field and operator. */
import { DatePicker, Input, InputNumber, Select, Space } from "antd";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/http";
import { FieldInput } from "../fields/input";
import { itemOf } from "../fields/item";
import { movePoint } from "../fields/text";
import { useLabel } from "../language";
import type { Place } from "./fields";
import { type Choice, type SpanUnit, spanOf, spanText, WINDOWS } from "./operators";
import { isMe, ME } from "./sentence";

interface Props {
  place: Place;
  choice: Choice;
  value: Json;
  change: (value: Json) => void;
}

export function FilterValue({ place, choice, value, change }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const item = { ...itemOf(place.field, place.path, label), required: true };
  const name = t("lists.value");
  const pair = Array.isArray(value) ? value : [null, null];
  const both = (at: number, next: Json) => change(pair.map((one, place) => (place === at ? next : one)));
  switch (choice.wants) {
    case "nothing":
      return null;
    case "truth":
      return (
        <Select
          aria-label={name}
          value={value === true}
          onChange={change}
          options={[
            { value: true, label: t("field.yes") },
            { value: false, label: t("field.no") },
          ]}
        />
      );
    case "window":
      return (
        <Select
          aria-label={name}
          value={String(value)}
          onChange={change}
          options={WINDOWS.map((one) => ({ value: one, label: t(`lists.window.${one}`) }))}
        />
      );
    case "span":
      return <Span choice={choice} value={value} change={change} />;
    case "option":
    case "options":
      return (
        <Select
          aria-label={name}
          mode={choice.wants === "options" ? "multiple" : undefined}
          value={value as string[]}
          onChange={(next: Json) => change(next)}
          options={item.options?.map((one) => ({ value: one.id, label: one.label }))}
          optionFilterProp="label"
          placeholder={t("field.choose")}
        />
      );
    case "number":
      return <Amount name={name} place={place} value={value} change={change} />;
    case "numbers":
      return (
        <Space.Compact block>
          <Amount
            name={t("lists.from")}
            place={place}
            value={pair[0] ?? null}
            change={(one) => both(0, one)}
          />
          <Amount
            name={t("lists.until")}
            place={place}
            value={pair[1] ?? null}
            change={(one) => both(1, one)}
          />
        </Space.Compact>
      );
    case "days":
    case "moments": {
      const moments = choice.wants === "moments";
      const [from, until] = pair.map((one) => (typeof one === "string" && one ? dayjs(one) : null));
      return (
        <DatePicker.RangePicker
          aria-label={name}
          showTime={moments && { format: "HH:mm" }}
          value={[from ?? null, until ?? null]}
          onChange={(next) =>
            change((next ?? [null, null]).map((one) => one?.format(moments ? MOMENT : "YYYY-MM-DD") ?? null))
          }
        />
      );
    }
    case "record":
      return <Linked item={item} value={value} change={change} />;
    default:
      return choice.wants === "text" ? (
        <Input
          aria-label={name}
          value={String(value ?? "")}
          onChange={(event) => change(event.target.value)}
        />
      ) : (
        <FieldInput
          item={{ ...item, type: choice.wants === "moment" ? "datetime" : place.field.kind }}
          value={value}
          onChange={change}
        />
      );
  }
}

const MOMENT = "YYYY-MM-DDTHH:mm:ssZ";

function Amount({
  name,
  place,
  value,
  change,
}: {
  name: string;
  place: Place;
  value: Json;
  change: (value: Json) => void;
}) {
  const share = place.field.kind === "percent";
  const text = value === null ? null : String(value);
  return (
    <InputNumber<string>
      aria-label={name}
      placeholder={name}
      stringMode
      suffix={share ? "%" : undefined}
      value={text !== null && share ? movePoint(text, 2) : text}
      onChange={(next) => {
        const given = next === null || next === "" ? null : String(next);
        change(given !== null && share ? movePoint(given, -2) : given && numberOf(given, place.field.kind));
      }}
    />
  );
}

/** Whole numbers go as numbers; amounts as text, so that no digit is lost. */
function numberOf(text: string, kind: string): Json {
  return kind === "money" || kind === "decimal" ? text : Number(text);
}

function Span({ choice, value, change }: { choice: Choice; value: Json; change: (value: Json) => void }) {
  const { t } = useTranslation();
  const { count, unit } = spanOf(value) ?? { count: 7, unit: "D" as SpanUnit };
  const units: SpanUnit[] = ["TM", "TH", "D", "W", "M", "Y"];
  return (
    <Space.Compact block>
      <InputNumber
        aria-label={t("lists.how_many")}
        min={1}
        max={9999}
        precision={0}
        value={count}
        onChange={(next) => change(spanText(choice.id, next ?? 1, unit))}
      />
      <Select
        aria-label={t("lists.unit")}
        value={unit}
        onChange={(next: SpanUnit) => change(spanText(choice.id, count, next))}
        options={units.map((one) => ({ value: one, label: t(`lists.unit_of.${one}`) }))}
      />
    </Space.Compact>
  );
}

function Linked({
  item,
  value,
  change,
}: {
  item: Parameters<typeof FieldInput>[0]["item"];
  value: Json;
  change: (value: Json) => void;
}) {
  const { t } = useTranslation();
  const people = item.type === "person" || item.to?.[0] === "person";
  const me = isMe(value);
  return (
    <div className="filter-record">
      {people && (
        <Select
          aria-label={t("lists.who")}
          value={me ? "me" : "other"}
          onChange={(next) => change(next === "me" ? ME : null)}
          options={[
            { value: "me", label: t("lists.me") },
            { value: "other", label: t("lists.somebody") },
          ]}
        />
      )}
      {!me && <FieldInput item={item} value={value} onChange={change} />}
    </div>
  );
}
