import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Alert } from "antd";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import { ask, type Json } from "../api/http";
import type { Row } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";

interface Alike {
  field: string;
  records: Row[];
  others: boolean;
  unseen: { owner?: string | null; state?: string | null; team?: string | null }[];
}

const ENOUGH = 7; // characters from which on looking is worth it

/** Who is there already with the same number, told while it is typed. */
export function Duplicates({
  entity,
  field,
  value,
}: {
  entity: string;
  field: string;
  value: Json | undefined;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const typed = useDeferredValue(typeof value === "string" ? value.replace(/\s/g, "") : "");
  const { data } = useQuery({
    queryKey: ["records", entity, "duplicates", field, typed],
    queryFn: ({ signal }) =>
      ask<{ data: Alike[] }>(`records/${entity}/duplicates`, {
        method: "POST",
        body: { input: { [field]: typed } },
        signal,
      }),
    enabled: typed.length >= ENOUGH,
    retry: false,
  });
  const found = data?.data ?? [];
  if (!found.some((one) => one.records.length || one.others)) return null;
  const kind = entities[entity];
  return (
    <Alert
      type="warning"
      showIcon
      role="status"
      style={{ marginBottom: 12 }}
      title={t("duplicates.title")}
      description={
        <ul style={{ margin: 0, paddingInlineStart: 18 }}>
          {found.flatMap((one) =>
            one.records.map((row) => (
              <li key={row.id}>
                <Link to="/records/$entity/$id" params={{ entity, id: row.id }}>
                  {String(row.values[kind?.title ?? "number"] ?? row.values.number)}
                </Link>{" "}
                <span className="quiet">
                  {[row.values.number, label(kind?.states[String(row.values.state)]?.label)]
                    .filter(Boolean)
                    .join(" · ")}
                </span>
              </li>
            )),
          )}
          {found.some((one) => one.others) && (
            <li>
              {t("duplicates.others")}{" "}
              {found
                .flatMap((one) => one.unseen)
                .map((one) => [one.owner, one.team, one.state].filter(Boolean).join(" · "))
                .join("; ")}
            </li>
          )}
        </ul>
      }
    />
  );
}
