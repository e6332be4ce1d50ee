/** What became of each record: how many are done, and of the others every reason, to be read here or taken along. */
import { CheckCircleOutlined, DownloadOutlined, ExclamationCircleOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { keepFile, type Reason } from "../api/http";
import type { BulkRow } from "../api/lists";
import type { Row } from "../api/records";
import { Confirm, type Confirmed } from "../forms/confirm";

interface Props {
  rows: Row[];
  told: ReadonlyMap<string, BulkRow>;
  what: string;
  name: (row: Row) => string;
  close: () => void;
  again: (rows: Row[], confirmed?: Confirmed) => void;
}

const CONFIRMED = new Set(["invariants.confirm", "limits.confirm"]);

export function BulkResult({ rows, told, what, name, close, again }: Props) {
  const { t } = useTranslation();
  const [confirming, setConfirming] = useState(false);
  const refused = rows.filter((row) => told.get(row.id)?.done === false);
  const done = told.size - refused.length;
  const reasons = (row: Row) => told.get(row.id)?.reasons ?? [];
  const unsure = refused.filter((row) => reasons(row).every((one) => CONFIRMED.has(one.code)));
  const asked = [...new Map(unsure.flatMap(reasons).map((one) => [nameOf(one), one])).values()];
  return (
    <>
      <p role="status" className="bulk-told">
        <CheckCircleOutlined aria-hidden /> {t("lists.done", { count: done })}
        {refused.length > 0 && (
          <span className="late">
            <ExclamationCircleOutlined aria-hidden /> {t("lists.refused", { count: refused.length })}
          </span>
        )}
      </p>
      {refused.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <ul className="bulk-refused" tabIndex={0} aria-label={t("lists.refused", { count: refused.length })}>
          {refused.map((row) => (
            <li key={row.id}>
              <Link to="/records/$entity/$id" params={{ entity: row.entity, id: row.id }}>
                {name(row)}
              </Link>
              {reasons(row).map((one) => (
                <div key={one.code + one.text}>
                  {one.text} {one.fix && <span className="quiet">{one.fix}</span>}
                </div>
              ))}
            </li>
          ))}
        </ul>
      )}
      <div className="dialog-foot">
        {refused.length > 0 && (
          <Button
            icon={<DownloadOutlined aria-hidden />}
            onClick={() => keepFile(table(rows, told, name, t), `${what}.csv`)}
          >
            {t("lists.take_result")}
          </Button>
        )}
        {unsure.length > 0 && (
          <Button onClick={() => setConfirming(true)}>{t("lists.confirm", { count: unsure.length })}</Button>
        )}
        <Button type="primary" autoFocus onClick={close}>
          {t("lists.close")}
        </Button>
      </div>
      {confirming && (
        <Confirm
          reasons={asked}
          busy={false}
          close={() => setConfirming(false)}
          confirm={(said) => {
            setConfirming(false);
            again(unsure, said);
          }}
        />
      )}
    </>
  );
}

function nameOf(one: Reason): string {
  const data = (one.data ?? {}) as Record<string, unknown>;
  return String(data.name ?? data.invariant ?? data.limit ?? one.code);
}

/** Every record with what became of it, as a table that a spreadsheet opens (and takes no cell for a formula). */
function table(
  rows: Row[],
  told: ReadonlyMap<string, BulkRow>,
  name: (row: Row) => string,
  t: (key: string) => string,
): Blob {
  const lines = rows.map((row) => {
    const one = told.get(row.id);
    const why = one?.reasons?.map((reason) => reason.text).join(" ") ?? "";
    return [
      name(row),
      String(row.values.number ?? row.id),
      t(one?.done ? "lists.is_done" : "lists.is_refused"),
      why,
    ];
  });
  const heads = [t("lists.record"), t("lists.number"), t("lists.result"), t("lists.reasons")];
  const text = [heads, ...lines].map((line) => line.map(quoted).join(",")).join("\r\n");
  return new Blob(["\ufeff", text], { type: "text/csv" });
}

function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
