import { useTranslation } from "react-i18next";
import type { Row } from "../api/records";
import type { Entity } from "../api/workspace";
import { useOpenRecord } from "./record_drawer";

/** What a record is called: its title where there is one, else its number. */
export function nameOf(kind: Entity, row: Row): string {
  return String(row.values[kind.title ?? "number"] ?? row.values.number ?? "–");
}

/** The name of a record, as the button that opens it. */
export function RowName({ kind, row, children }: { kind: Entity; row: Row; children?: React.ReactNode }) {
  const { t } = useTranslation();
  const open = useOpenRecord();
  const name = nameOf(kind, row);
  return (
    <button
      type="button"
      className="row-name"
      onClick={() => open(row)}
      aria-label={children ? t("pages.open", { name }) : undefined}
    >
      {children ?? name}
    </button>
  );
}
