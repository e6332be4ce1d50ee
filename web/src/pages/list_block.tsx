import { useTranslation } from "react-i18next";
import type { Row } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { sideOf } from "../fields/side";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";
import { BeginHere } from "../lists/begin_here";
import { BlockEmpty } from "./block_failed";
import { BlockLoading } from "./block_frame";
import type { BlockProps } from "./blocks";
import { MoreRows } from "./more_rows";
import { fieldsOf, shownOf, useBlockRows } from "./reading";
import { foundBy, nameOf, RowName } from "./row_name";
import { RowSteps } from "./row_steps";
import { openStep, StepButton } from "./step_button";

/** Records in a compact table; each opens beside the page, and has its steps in a menu. */
export function ListBlock({ page, id, block, alone }: BlockProps) {
  const { t } = useTranslation();
  const { entities } = useWorkspace();
  const entity = block.entity ?? "";
  const kind = entities[entity];
  const shown = kind ? shownOf(kind, block) : [];
  const moves = Object.keys(kind?.states ?? {}).length > 0;
  const found = useBlockRows({
    page,
    id,
    entity,
    fields: kind && fieldsOf(kind, shown),
    limit: 50,
    steps: moves,
  });
  if (!kind) return null;
  if (!found) return <BlockLoading />;
  if (found.rows.length === 0) {
    const more = block.narrowed ? undefined : <BeginHere entity={entity} />;
    return <BlockEmpty more={more}>{t("pages.none_now")}</BlockEmpty>;
  }
  return (
    <div className={alone ? "panel" : "panel scrolls"}>
      <Rows kind={kind} shown={shown} rows={found.rows} titles={found.titles} />
      <MoreRows {...found} />
    </div>
  );
}

export interface RowsProps {
  kind: Entity;
  shown: string[];
  rows: Row[];
  titles: (place: string) => string | undefined;
}

/** Rows with their steps, in a compact table. */
export function Rows({ kind, shown, rows, titles }: RowsProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const head = shown.includes(kind.title ?? "number") ? (kind.title ?? "number") : undefined;
  const moving = Object.keys(kind.states).length > 0;
  const { entities } = useWorkspace();
  const called = (name: string) => label(kind.fields[name]?.label, name);
  const stepped = rows.map((row) => ({ row, step: openStep(entities, row) }));
  return (
    <table className="rows" data-column>
      <thead>
        <tr>
          {!head && <th scope="col">{called("number")}</th>}
          {shown.map((name) => (
            <th key={name} scope="col" data-side={sideOf(kind.fields[name])}>
              {called(name)}
            </th>
          ))}
          {moving && (
            <th scope="col">
              <span className="unseen">{t("pages.steps")}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {stepped.map(({ row, step }) => (
          <tr key={row.id} data-about={foundBy(kind, row)}>
            {!head && (
              <td>
                <RowName row={row} name={nameOf(kind, row)} reached={!step} />
              </td>
            )}
            {shown.map((name) => (
              <td key={name} data-label={called(name)} data-side={sideOf(kind.fields[name])}>
                {name === head ? (
                  <RowName row={row} name={nameOf(kind, row)} reached={!step} />
                ) : (
                  kind.fields[name] && (
                    <FieldText field={kind.fields[name]} value={row.values[name]} title={titles} />
                  )
                )}
              </td>
            ))}
            {moving && (
              <td className="row-menu">
                <StepButton row={row} step={step} name={nameOf(kind, row, shown, titles)} />
                <RowSteps row={row} name={nameOf(kind, row, shown, titles)} />
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
