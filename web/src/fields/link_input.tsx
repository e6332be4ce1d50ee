/** Picks a record that a field links to: what is typed is searched for while it is typed. */
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, type Json, Refused } from "../api/http";
import { type Page, type Row, recordQuery } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { calledBy } from "../records/called";
import type { InputProps } from "./input";
import { linkOf } from "./text";

const MOST = 20;

/** Those that fulfil a condition; where this person may not judge by it, all of them: saving decides. */
async function candidates(entity: string, said: Record<string, Json>, filter?: string, signal?: AbortSignal) {
  const find = (body: Record<string, Json>) =>
    ask<Page>(`records/${entity}/search`, { method: "POST", body, signal });
  if (!filter) return find(said);
  try {
    return await find({ ...said, filter: JSON.parse(filter) as Json });
  } catch (error) {
    if (error instanceof Refused && !error.unreachable) return find(said);
    throw error;
  }
}

export function LinkInput({ item, value, onChange, filter, ...rest }: InputProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const targets = item.to ?? (item.type === "person" ? ["person"] : []);
  const [entity, setEntity] = useState(targets[0] ?? "");
  const [words, setWords] = useState("");
  const wanted = useDeferredValue(words.trim());
  const [open, setOpen] = useState(false);
  const found = useQuery({
    queryKey: ["records", entity, "choose", wanted, filter ?? ""],
    queryFn: ({ signal }) =>
      candidates(entity, { ...(wanted ? { search: wanted } : {}), limit: MOST }, filter, signal),
    enabled: open && entity !== "",
    placeholderData: keepPreviousData,
  });
  const [to, id] =
    typeof value === "string" && value ? linkOf({ kind: item.type, to: item.to }, value) : ["", ""];
  const chosen = useQuery({ ...recordQuery(to, id), enabled: id !== "", retry: false });
  const several = targets.length > 1;
  const name = (row: Row, titles?: Record<string, string>) => {
    const kind = entities[row.entity];
    const named = kind && calledBy(kind, row.values, (place) => titles?.[place]);
    return named ?? String(row.values[kind?.title ?? "number"] ?? row.values.number ?? row.id);
  };
  const rows = found.data?.data ?? [];
  const options = rows.map((row) => ({
    value: several ? `${row.entity}/${row.id}` : row.id,
    label: name(row, found.data?.titles),
    number: row.values.number,
  }));
  const now = typeof value === "string" && value ? value : undefined;
  if (now && !options.some((one) => one.value === now))
    options.unshift({
      value: now,
      label: chosen.data ? name(chosen.data, chosen.data.titles) : item.text || "…",
      number: chosen.data?.values.number,
    });
  return (
    <div style={{ display: "flex", gap: 8 }}>
      {several && (
        <Select
          style={{ width: 120 }}
          value={entity}
          onChange={setEntity}
          aria-label={t("field.which_kind")}
          options={targets.map((one) => ({ value: one, label: label(entities[one]?.label, one) }))}
        />
      )}
      <Select
        {...rest}
        style={{ flex: 1, minWidth: 0 }}
        value={now}
        onChange={(next) => onChange?.(next ?? null)}
        allowClear={!item.required}
        showSearch={{ filterOption: false, onSearch: setWords }}
        onOpenChange={setOpen}
        options={options}
        optionRender={(option) => (
          <span style={{ display: "flex", justifyContent: "space-between", gap: 8 }}>
            <span>{option.label}</span>
            <span className="quiet figures">{option.data.number ? String(option.data.number) : ""}</span>
          </span>
        )}
        loading={found.isFetching}
        notFoundContent={found.isFetching ? t("shell.loading") : t("search.none")}
        placeholder={t("field.choose")}
      />
    </div>
  );
}
