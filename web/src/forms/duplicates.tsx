/** Who is there already with what is being typed: a choice each, and Enter in the field takes the first. */
import { UserOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Form } from "antd";
import { memo, type RefObject, useDeferredValue, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FormItem } from "../api/forms";
import { ask } from "../api/http";
import { type Row, recordQuery } from "../api/records";
import { type Recognized, useWorkspace } from "../api/workspace";
import { isPlainEnter } from "../fields/enter";
import { Moment } from "../fields/moment";
import { useLabel } from "../language";
import { useOpenRecord } from "../records/open_record";
import "./duplicates.css";

interface Alike {
  records: Row[];
  others: boolean;
  unseen: { owner?: string | null; state?: string | null; team?: string | null }[];
}

/** Looks a field up while it is typed: among the records that a rule will find by it, else among others of the same kind. */
export const Duplicates = memo(function Duplicates({ entity, item }: { entity: string; item: FormItem }) {
  const { entities } = useWorkspace();
  const told = entities[entity]?.recognizes?.find((one) => one.field === item.path);
  const same: Recognized = { field: item.path, entity, by: item.path, copies: {} };
  const compared = told && entities[told.entity] ? told : item.dedupe ? same : undefined;
  return compared ? <Choices compared={compared} item={item} same={!told} /> : null;
});

const ENOUGH = 7; // signs from which on looking is worth it

function Choices({ compared, item, same }: { compared: Recognized; item: FormItem; same: boolean }) {
  const { t } = useTranslation();
  const open = useOpenRecord();
  const form = Form.useFormInstance();
  const place = useRef<HTMLUListElement>(null);
  const value: unknown = Form.useWatch([item.path], form);
  const typed = useDeferredValue(typeof value === "string" ? value.replace(/\s/g, "") : "");
  const { data } = useQuery({
    queryKey: ["records", compared.entity, "duplicates", compared.by, typed],
    queryFn: ({ signal }) =>
      ask<{ data: Alike[] }>(`records/${compared.entity}/duplicates`, {
        method: "POST",
        body: { input: { [compared.by]: typed } },
        signal,
      }),
    enabled: typed.length >= ENOUGH,
    retry: false,
  });
  const found = typed.length >= ENOUGH ? (data?.data ?? []) : [];
  const rows = found.flatMap((one) => one.records);
  const hidden = found.flatMap((one) => (one.others ? one.unseen : []));
  const others = found.some((one) => one.others);
  /** The record that is there is acted on: opened, or taken over into what is being made, which is sent. */
  const take = (row: Row) => {
    if (same) return open(row);
    for (const [from, to] of Object.entries(compared.copies))
      if (!form.getFieldValue([to])) form.setFieldValue([to], row.values[from] ?? null);
    form.submit();
  };
  const first = rows[0];
  useEnter(place, first && (() => take(first)));
  if (!first && !others) return null;
  return (
    <ul className="known" ref={place} aria-label={t("duplicates.title")} aria-live="polite">
      {rows.map((row) => (
        <li key={row.id}>
          <button type="button" onClick={() => take(row)}>
            <Choice row={row} />
            {row === first && <kbd>{t(same ? "duplicates.open" : "duplicates.use")}</kbd>}
          </button>
        </li>
      ))}
      {others && (
        <li className="quiet">
          {t("duplicates.others")}{" "}
          {hidden.map((one) => [one.owner, one.team, one.state].filter(Boolean).join(" · ")).join("; ")}
        </li>
      )}
    </ul>
  );
}

/** Enter in the field above takes the first choice; an input method that composes keeps its Enter. */
function useEnter(place: RefObject<HTMLUListElement | null>, act: (() => void) | undefined) {
  const latest = useRef(act);
  latest.current = act;
  const there = act !== undefined;
  useEffect(() => {
    const field = there ? place.current?.parentElement?.querySelector("input") : undefined;
    const pressed = (event: KeyboardEvent) => {
      if (!isPlainEnter(event)) return;
      event.preventDefault();
      latest.current?.();
    };
    field?.addEventListener("keydown", pressed);
    return () => field?.removeEventListener("keydown", pressed);
  }, [place, there]);
}

/** Enough to know somebody by: name, kind and state, who looks after them, and when something happened last. */
function Choice({ row }: { row: Row }) {
  const label = useLabel();
  const { entities } = useWorkspace();
  const kind = entities[row.entity];
  const { owner, state, changed_at: touched, number } = row.values;
  const by = useQuery({
    ...recordQuery("person", String(owner)),
    enabled: typeof owner === "string" && "person" in entities,
    retry: false,
  });
  const parts = [
    label(kind?.label),
    label(kind?.states[String(state)]?.label),
    by.data && `${label(kind?.fields.owner?.label)} ${by.data.values.name}`,
  ];
  return (
    <>
      <UserOutlined aria-hidden />
      <strong>{String(row.values[kind?.title ?? "number"] ?? number ?? "–")}</strong>
      <span className="quiet">
        {parts.filter(Boolean).join(" · ")}
        {typeof touched === "string" && (
          <>
            {" · "}
            <Moment at={touched} relative />
          </>
        )}
      </span>
    </>
  );
}
