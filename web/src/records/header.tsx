import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { One } from "../api/records";
import type { Entity } from "../api/workspace";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";
import { calledBy } from "./called";
import { Value } from "./value";

/** Who or what it is, how to reach them, and whose it is. `whole`: it heads the page. */
export function Header({ kind, record, whole }: { kind: Entity; record: One; whole?: boolean }) {
  const Head = whole ? "h1" : "h2";
  const { t } = useTranslation();
  const label = useLabel();
  const { entity, id, values } = record;
  const named = calledBy(kind, values, (place) => record.titles?.[place]);
  const title = kind.title ? values[kind.title] : named;
  const beside = title && !kind.named_by?.includes("number") ? values.number : null;
  const name =
    named ?? (title ? titleText(kind, record) : String(values.number ?? label(kind.label, entity)));
  const owner = kind.fields.owner;
  const phones = Object.entries(kind.fields).filter(([one, field]) => field.kind === "phone" && values[one]);
  const next = kind.next_action;
  const at = next && kind.fields[next.at] && values[next.at] ? kind.fields[next.at] : undefined;
  return (
    <div className="page-head record-head">
      <Head>
        <Link to="/records/$entity/$id" params={{ entity, id }}>
          {name}
        </Link>
      </Head>
      <span className="quiet figures">{[label(kind.label, entity), beside].filter(Boolean).join(" · ")}</span>
      {phones.slice(0, 2).map(([one, field]) => (
        <Value key={`${id} ${one}`} name={one} field={field} record={record} />
      ))}
      {owner && (
        <span className="quiet">
          {label(owner.label)}{" "}
          {values.owner ? (
            <FieldText field={owner} value={values.owner} title={(place) => record.titles?.[place]} />
          ) : (
            t("record.nobody")
          )}
        </span>
      )}
      {next && at && (
        <span className="quiet">
          {t("record.next")} <FieldText field={at} value={values[next.at]} />
        </span>
      )}
    </div>
  );
}

/** The title as it is read: of a link the name of what it points to. */
function titleText(kind: Entity, record: One): React.ReactNode {
  const field = kind.title ? kind.fields[kind.title] : undefined;
  const value = kind.title ? record.values[kind.title] : null;
  if (!field || !value) return String(value ?? "");
  if (field.kind !== "link" && field.kind !== "person") return String(value);
  const place = String(value).includes("/") ? String(value) : `${field.to?.[0] ?? "person"}/${value}`;
  return record.titles?.[place] ?? String(record.values.number ?? "…");
}
