import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/http";
import { type Field, useWorkspace } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { lengthText, secondsOf } from "./length";
import { LinkTo } from "./link_to";
import { momentText } from "./moment";

/** A value as people read it: options by their label, moments in the company's zone, money in its currency. */
export function FieldText({
  field,
  value,
  title,
}: {
  field: Field;
  value: Json | undefined;
  title?: (place: string) => string | undefined;
}): ReactNode {
  const label = useLabel();
  const language = useLanguage();
  const { t } = useTranslation();
  const { time_zone, currency } = useWorkspace();
  if (value === null || value === undefined || value === "") return <span className="quiet">–</span>;
  switch (field.kind) {
    case "enum":
      return label(field.options?.[String(value)]?.label, String(value));
    case "enums":
      return (value as string[])
        .map((one) => label(field.options?.[one]?.label, one))
        .join(language === "zh-CN" ? "、" : ", ");
    case "boolean":
      return value ? t("field.yes") : t("field.no");
    case "datetime":
      return <span className="figures">{momentText(String(value), language, time_zone)}</span>;
    case "money":
      return <Money value={value} currency={field.currency ?? currency} />;
    case "percent":
      return <span className="figures">{numberText(movePoint(String(value), 2), language)}%</span>;
    case "rollup": // of amounts is one
      if (field.currency) return <Money value={value} currency={field.currency} />;
      return <span className="figures">{numberText(String(value), language)}</span>;
    case "integer":
    case "decimal":
      return <span className="figures">{numberText(String(value), language)}</span>;
    case "duration": {
      const seconds = secondsOf(String(value));
      return (
        <span className="figures">
          {seconds === undefined ? String(value) : lengthText(seconds, language)}
        </span>
      );
    }
    case "phone":
      if (!/^\+?\d+$/.test(String(value))) return <span className="figures">{String(value)}</span>; // masked
      return (
        <a href={`tel:${value}`} className="figures">
          {phoneText(String(value))}
        </a>
      );
    case "email":
      return <a href={`mailto:${value}`}>{String(value)}</a>;
    case "url":
      return (
        <a href={String(value)} rel="noreferrer noopener" target="_blank">
          {String(value)}
        </a>
      );
    case "link":
    case "person": {
      const [to, id] = linkOf(field, String(value));
      return <LinkTo entity={to} id={id} title={title?.(`${to}/${id}`)} />;
    }
    default:
      return String(value);
  }
}

function Money({ value, currency }: { value: Json; currency: string }) {
  return <span className="figures">{moneyText(String(value), currency, useLanguage())}</span>;
}

/** Which record a link points to; one that may point to several entities says which. */
export function linkOf(field: Pick<Field, "kind" | "to">, value: string): [entity: string, id: string] {
  if (value.includes("/")) return value.split("/") as [string, string];
  return [field.to?.[0] ?? (field.kind === "person" ? "person" : ""), value];
}

/** Amounts come as text, so that no digit is lost: they are grouped here without being counted with. */
export function numberText(value: string, language: string): string {
  const [whole = "0", rest] = value.split(".");
  const grouped = new Intl.NumberFormat(language).format(BigInt(whole));
  const sign = whole.startsWith("-") && !grouped.startsWith("-") ? "-" : "";
  return sign + grouped + (rest ? `.${rest}` : "");
}

/** The same digits with the point so many places further right: `0.15` by 2 is `15`, `15` by -2 is `0.15`. */
export function movePoint(value: string, by: number): string {
  const [, sign = "", whole = "0", rest = ""] = /^(-?)(\d*)\.?(\d*)$/.exec(value) ?? [];
  const digits = (by < 0 ? whole.padStart(1 - by, "0") : whole) + (by > 0 ? rest.padEnd(by, "0") : rest);
  const at = by < 0 ? digits.length - rest.length + by : whole.length + by;
  const before = digits.slice(0, at).replace(/^0+(?=\d)/, "");
  const after = digits.slice(at).replace(/0+$/, "");
  return sign + (before || "0") + (after ? `.${after}` : "");
}

export function moneyText(value: string, currency: string, language: string): string {
  const [whole = "0", rest = ""] = value.split(".");
  const symbol =
    new Intl.NumberFormat(language, { style: "currency", currency, currencyDisplay: "narrowSymbol" })
      .formatToParts(0)
      .find((part) => part.type === "currency")?.value ?? currency;
  return `${symbol}${numberText(whole, language)}.${rest.padEnd(2, "0")}`;
}

/** `138 1234 5678` of a Chinese mobile number; others as they are. */
export function phoneText(value: string): string {
  const found = /^(?:\+86)?(1\d{2})(\d{4})(\d{4})$/.exec(value);
  return found ? found.slice(1).join(" ") : value;
}
