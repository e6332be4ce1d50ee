/** What can be done with the rows that are chosen: a step, a change, taking them away. */
import { CloseOutlined, DownOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Row } from "../api/records";
import { type Entity, type Field, type Transition, useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { BulkDialog, type Doing } from "./bulk_dialog";
import { ExportButton } from "./export_button";

interface Props {
  entity: string;
  kind: Entity;
  chosen: Row[];
  columns: string[];
  clear: () => void;
  /** What a row is called in the result. */
  name: (row: Row) => string;
}

export function BulkBar({ entity, kind, chosen, columns, clear, name }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const { duties } = useWorkspace();
  const [doing, setDoing] = useState<Doing>();
  const steps = stepsFor(kind, chosen, (duty) => duties[duty]?.mine ?? false);
  const fields = Object.entries(kind.fields).filter(([id, field]) => isChanged(id, field));
  return (
    <section className="bulk-bar" aria-label={t("lists.chosen_rows")}>
      <strong role="status">{t("lists.chosen", { count: chosen.length })}</strong>
      {steps.length > 0 && (
        <Dropdown
          trigger={["click"]}
          menu={{
            items: steps.map(([id, step, rows]) => ({
              key: id,
              label: (
                <span className="bulk-step">
                  {label(step.label, id)}
                  {rows.length < chosen.length && (
                    <span className="quiet figures">
                      {t("lists.of", { some: rows.length, all: chosen.length })}
                    </span>
                  )}
                </span>
              ),
              onClick: () => setDoing({ what: "step", id, step, rows }),
            })),
          }}
        >
          <Button type="primary">
            {t("lists.step")} <DownOutlined />
          </Button>
        </Dropdown>
      )}
      {fields.length > 0 && (
        <Button onClick={() => setDoing({ what: "change", fields, rows: chosen })}>
          {t("lists.change")}
        </Button>
      )}
      {kind.export && (
        <ExportButton
          ask={{
            entity,
            filter: { field: "id", op: "in", value: chosen.map((row) => row.id) },
            sort: [],
            fields: columns,
          }}
        />
      )}
      <Button
        type="text"
        icon={<CloseOutlined aria-hidden />}
        onClick={clear}
        aria-label={t("lists.choose_none")}
      />
      {doing && <BulkDialog entity={entity} doing={doing} name={name} close={() => setDoing(undefined)} />}
    </section>
  );
}

/** The steps that somebody of this person's duties takes from the states of these rows, with the rows they can be taken of. */
function stepsFor(kind: Entity, rows: Row[], mine: (duty: string) => boolean): [string, Transition, Row[]][] {
  return Object.entries(kind.transitions)
    .map(([id, step]): [string, Transition, Row[]] => [
      id,
      step,
      rows.filter((row) => step.from.includes(String(row.values[step.track ?? "state"]))),
    ])
    .filter(([, step, fitting]) => fitting.length > 0 && !step.automatic && step.duty && mine(step.duty));
}

const NOT_FOR_MANY = new Set(["lines", "file", "image", "rollup", "clock"]);

function isChanged(id: string, field: Field): boolean {
  return (
    field.right === "write" &&
    !field.derived &&
    !field.common &&
    !NOT_FOR_MANY.has(field.kind) &&
    id !== "state"
  );
}
