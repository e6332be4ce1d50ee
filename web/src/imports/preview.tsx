/** What would come of a file: how many rows are new, there already, or wrong, and the first of each. */
import { Segmented, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/http";
import type { Look, Mapping, Trial, TriedRow } from "../api/imports";
import { useWorkspace } from "../api/workspace";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";

export const CLASSES = {
  new: ["created"],
  there: ["changed", "linked", "same", "skipped"],
  wrong: ["refused"],
} as const;
export type Class = keyof typeof CLASSES;

export const countOf = (counts: Record<string, number>, one: Class): number =>
  CLASSES[one].reduce((sum, state) => sum + (counts[state] ?? 0), 0);

interface Props {
  entity: string;
  look: Look;
  mapping: Mapping;
  trial: Trial | undefined;
}

export function Preview({ entity, look, mapping, trial }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Class>();
  if (!trial) return <Skeleton active paragraph={{ rows: 5 }} className="panel import-part" />;
  const names = Object.keys(CLASSES) as Class[];
  const shown =
    chosen ?? (countOf(trial.counts, "wrong") ? "wrong" : countOf(trial.counts, "new") ? "new" : "there");
  const rows = CLASSES[shown].flatMap((state) => trial.first[state] ?? []).slice(0, 20);
  return (
    <section className="panel import-part" aria-label={t("imports.preview")}>
      <Segmented
        className="import-classes"
        value={shown}
        onChange={(next) => setChosen(next)}
        options={names.map((one) => ({
          value: one,
          label: `${t(`imports.class.${one}`)} ${countOf(trial.counts, one)}`,
        }))}
      />
      {rows.length === 0 ? (
        <p className="quiet">{t("imports.no_rows")}</p>
      ) : (
        <section
          className="import-table"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
          aria-label={t("imports.first", { count: rows.length })}
        >
          <table>
            <thead>
              <tr>
                <th scope="col">{t("imports.row")}</th>
                {shown !== "new" && <th scope="col">{t("imports.why")}</th>}
                {look.columns.map((one) => (
                  <th scope="col" key={one.header} data-out={!mapping.columns[one.header]}>
                    {one.header}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <PreviewRow
                  key={row.row}
                  entity={entity}
                  row={row}
                  look={look}
                  mapping={mapping}
                  shown={shown}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      {countOf(trial.counts, shown) > rows.length && rows.length > 0 && (
        <p className="quiet">{t("imports.first", { count: rows.length })}</p>
      )}
    </section>
  );
}

function PreviewRow({
  entity,
  row,
  look,
  mapping,
  shown,
}: {
  entity: string;
  row: TriedRow;
  look: Look;
  mapping: Mapping;
  shown: Class;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const fields = useWorkspace().entities[entity]?.fields ?? {};
  const wrong = new Set(row.reasons?.map((one) => one.pointer?.slice(1)));
  return (
    <tr>
      <td className="figures quiet">{row.row}</td>
      {shown !== "new" && (
        <td className="import-why">
          {shown === "there" ? t(`imports.end.${row.state}`) : null}
          {row.reasons?.map((one) => (
            <div key={one.code + (one.pointer ?? "")}>
              {one.pointer && fields[one.pointer.slice(1)] && (
                <strong>
                  {label(fields[one.pointer.slice(1)]?.label)}
                  {t("lists.colon")}
                </strong>
              )}
              {label(one.text, one.code)} {one.fix && <span className="quiet">{label(one.fix)}</span>}
            </div>
          ))}
        </td>
      )}
      {look.columns.map(({ header }) => {
        const name = mapping.columns[header] ?? "";
        const cell = String(row.cells[header] ?? "");
        const field = fields[name];
        const value: Json = row.values?.[name] ?? null;
        const told = field && value !== null && String(value) !== cell;
        return (
          <td key={header} data-out={!name} data-wrong={wrong.has(name) && name !== ""}>
            {told ? <FieldText field={field} value={value} /> : cell}
            {told && <span className="quiet import-cell">{cell}</span>}
          </td>
        );
      })}
    </tr>
  );
}
