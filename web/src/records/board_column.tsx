import { StopOutlined } from "@ant-design/icons";
import { Droppable } from "@hello-pangea/dnd";
import { Button, Skeleton } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { Row } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { moneyText } from "../fields/text";
import { useLanguage } from "../language";
import { BlockFailed } from "../pages/block_failed";
import { timeFields } from "../pages/clocks";
import type { Column } from "../pages/columns";
import { type Asked, type BlockRows, fieldsOf, useRows } from "../pages/reading";
import { sumOf } from "../pages/sums";
import { BoardCard } from "./board_card";

interface ColumnProps {
  ask: Pick<Asked, "page" | "id" | "entity" | "search">;
  kind: Entity;
  column: Column;
  name: string;
  shown: string[];
  /** Why the card that is being dragged cannot come here. */
  refusal: string | undefined;
  keep: (row: Row) => void;
  /** How many there are of it, as soon as that is known. */
  count: (column: string, total: number) => void;
}

const CARDS = 20;

/** A state with its count, what its amounts come to, and its cards. */
export function BoardColumn({ ask, kind, column, name, shown, refusal, keep, count }: ColumnProps) {
  const { t } = useTranslation();
  const { rows, error, again } = useRows({
    ...ask,
    filter: { field: "state", op: "in", value: column.states },
    fields: fieldsOf(kind, shown, timeFields(kind)),
    limit: CARDS,
  });
  useEffect(() => {
    rows?.rows.forEach(keep);
  }, [rows, keep]);
  const total = rows?.total;
  useEffect(() => {
    if (total !== undefined) count(column.id, total);
  }, [column.id, total, count]);
  return (
    <Droppable droppableId={column.id}>
      {(place, now) => (
        <section
          className="column"
          data-column
          data-empty={rows?.total === 0 && !now.isDraggingOver}
          data-refused={refusal !== undefined}
          data-over={now.isDraggingOver}
          aria-label={name}
        >
          <h3>
            {name} <span className="quiet figures">{rows?.total ?? ""}</span>
          </h3>
          {rows && rows.rows.length > 0 && <Sums kind={kind} shown={shown} rows={rows} />}
          {refusal !== undefined && (
            <p className="column-why">
              <StopOutlined aria-hidden /> {refusal}
            </p>
          )}
          <div ref={place.innerRef} {...place.droppableProps} className="cards">
            {error && !rows && <BlockFailed error={error} again={again} />}
            {!rows && !error && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
            {rows?.rows.map((row, at) => (
              <BoardCard key={row.id} row={row} at={at} kind={kind} shown={shown} titles={rows.titles} />
            ))}
            {place.placeholder}
          </div>
          {rows?.more && (
            <Button size="small" type="text" block onClick={rows.more} loading={rows.loadingMore}>
              {t("pages.more", { shown: rows.rows.length, total: rows.total })}
            </Button>
          )}
        </section>
      )}
    </Droppable>
  );
}

/** The sum of each amount that the cards show and some of them have; of those that are loaded, when that are not all. */
function Sums({ kind, shown, rows }: { kind: Entity; shown: string[]; rows: BlockRows }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { currency } = useWorkspace();
  const told = (name: string) => rows.rows.some((row) => typeof row.values[name] === "string");
  const amounts = shown
    .filter((name) => kind.fields[name]?.kind === "money")
    .slice(0, 1)
    .filter(told);
  return amounts.map((name) => {
    const sum = moneyText(sumOf(rows.rows, name), kind.fields[name]?.currency ?? currency, language);
    return (
      <div key={name} className="column-sum quiet figures">
        {rows.more ? t("board.sum_of", { sum, count: rows.rows.length }) : sum}
      </div>
    );
  });
}
