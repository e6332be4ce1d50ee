import { Button, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import type { Row } from "../api/records";
import { type Block, type Entity, useWorkspace } from "../api/workspace";
import { BlockFailed } from "./block_failed";
import { timeFields } from "./clocks";
import type { Column } from "./columns";
import { fieldsOf, useRows } from "./reading";
import { RowFacts } from "./row_facts";
import { foundBy, nameOf, RowName, type Titles } from "./row_name";
import { RowSteps } from "./row_steps";
import { Stay } from "./stay";
import { openStep, StepButton } from "./step_button";

interface LaneProps {
  page: string;
  id: string;
  entity: string;
  block: Block;
  kind: Entity;
  column: Column;
  name: string;
  empty: string;
}

const FEW = 20;

/** One state: how many records are in it, and each of them. */
export function Lane({ page, id, entity, block, kind, column, name, empty }: LaneProps) {
  const { t } = useTranslation();
  const shown = block.fields ?? [];
  const found = useRows({
    page,
    id,
    entity,
    filter: { field: "state", op: "in", value: column.states },
    fields: fieldsOf(kind, shown, timeFields(kind)),
    limit: FEW,
    steps: true,
  });
  return (
    <section className="lane" aria-label={name} data-column>
      <h3>
        {name} <span className="quiet figures">{found.rows?.total ?? ""}</span>
      </h3>
      {found.error && !found.rows && <BlockFailed error={found.error} again={found.again} />}
      {!found.rows && !found.error && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {found.rows?.rows.length === 0 && <p className="quiet lane-empty">{empty}</p>}
      <ul>
        {found.rows?.rows.map((row) => (
          <LaneRow key={row.id} kind={kind} row={row} shown={shown} titles={found.rows?.titles ?? none} />
        ))}
      </ul>
      {found.rows?.more && (
        <Button size="small" type="text" block onClick={found.rows.more} loading={found.rows.loadingMore}>
          {t("pages.more", { shown: found.rows.rows.length, total: found.rows.total })}
        </Button>
      )}
    </section>
  );
}

const none = () => undefined;

interface LaneRowProps {
  kind: Entity;
  row: Row;
  shown: string[];
  titles: Titles;
}

function LaneRow({ kind, row, shown, titles }: LaneRowProps) {
  const name = nameOf(kind, row, shown, titles);
  const step = openStep(useWorkspace().entities, row);
  return (
    <li className="lane-row" data-about={foundBy(kind, row)}>
      <div className="lane-top">
        <RowName row={row} name={name} reached={!step} />
        <RowSteps row={row} name={name} />
      </div>
      <RowFacts kind={kind} row={row} shown={shown} titles={titles} />
      <div className="lane-foot">
        <Stay kind={kind} row={row} />
        <StepButton row={row} step={step} name={name} />
      </div>
    </li>
  );
}
