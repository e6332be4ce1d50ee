/** A column for each state. To drag a card asks for the step that leads there; the menu of the card does the same by keyboard. */
import { DragDropContext, type DropResult } from "@hello-pangea/dnd";
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useCallback, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../api/http";
import { type Offer, offersQuery, type Row } from "../api/records";
import type { Entity } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { BeginHere } from "../lists/begin_here";
import { BlockEmpty } from "../pages/block_failed";
import { columnsOf } from "../pages/columns";
import type { Asked } from "../pages/reading";
import { useRowKeys } from "../pages/row_keys";
import { RowTake } from "../pages/row_take";
import { BoardColumn } from "./board_column";
import "./board.css";

export interface BoardProps {
  entity: string;
  kind: Entity;
  /** Words that narrow it. */
  search?: string;
  /** The block of a page that it is. */
  of?: Pick<Asked, "page" | "id">;
  states?: string[];
  fields?: string[];
}

export function Board({ entity, kind, search, of, states, fields = [] }: BoardProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const client = useQueryClient();
  const { message } = App.useApp();
  const place = useRef<HTMLDivElement>(null);
  const { keys } = useRowKeys(place);
  const cards = useRef(new Map<string, Row>());
  const [offers, setOffers] = useState<Offer[]>();
  const [taking, setTaking] = useState<{ row: Row; offer: Offer }>();
  const columns = columnsOf(kind, { states });
  const [counts, setCounts] = useState<ReadonlyMap<string, number>>(new Map());
  const count = useCallback(
    (column: string, total: number) =>
      setCounts((before) => (before.get(column) === total ? before : new Map(before).set(column, total))),
    [],
  );
  const bare = !search && columns.length > 0 && columns.every((one) => counts.get(one.id) === 0);
  const begin = async (id: string) => {
    setOffers(undefined);
    setOffers(await client.fetchQuery(offersQuery(entity, id, language)));
  };
  const refusalOf = (into: string[], id: string) => {
    if (!offers) return undefined;
    const reasons = whyNot(kind, offers, into);
    return reasons === undefined
      ? undefined
      : reasons || t("board.no_way", { state: label(kind.states[id]?.label, id) });
  };
  const drop = ({ draggableId, destination, source }: DropResult) => {
    const row = cards.current.get(draggableId);
    const into = columns.find((one) => one.id === destination?.droppableId);
    const known = offers;
    setOffers(undefined);
    if (!destination || destination.droppableId === source.droppableId || !row || !into || !known) return;
    const way = known.find((one) => one.allowed && into.states.includes(one.to ?? ""));
    if (way) setTaking({ row, offer: way });
    else void message.warning(refusalOf(into.states, into.id));
  };
  return (
    <DragDropContext
      onBeforeCapture={({ draggableId }) =>
        void begin(draggableId).catch((error) => error instanceof Refused && message.error(error.message))
      }
      onDragEnd={drop}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no mouse moves it sideways by the arrow keys, also where no card stands in it */}
      <section className="board" ref={place} onKeyDown={keys} aria-label={label(kind.label)} tabIndex={0}>
        {columns.map((column) => (
          <BoardColumn
            key={column.id}
            ask={{ ...of, entity, search }}
            kind={kind}
            column={column}
            name={label(kind.states[column.id]?.label, column.id)}
            shown={fields}
            refusal={refusalOf(column.states, column.id)}
            keep={(row) => cards.current.set(row.id, row)}
            count={count}
          />
        ))}
      </section>
      {bare && <BlockEmpty more={<BeginHere entity={entity} />}>{t("board.empty")}</BlockEmpty>}
      {taking && <RowTake row={taking.row} step={taking.offer} close={() => setTaking(undefined)} />}
    </DragDropContext>
  );
}

/** Why no step leads into the states: the reasons of those that would; "" when there is none, nothing when one may be taken. */
function whyNot(kind: Entity, offers: Offer[], into: string[]): string | undefined {
  if (offers.some((one) => one.allowed && one.to !== null && into.includes(one.to))) return undefined;
  const ways = offers.filter((one) => kind.transitions[one.id]?.to?.some((state) => into.includes(state)));
  return [...new Set(ways.flatMap((one) => one.reasons.map((reason) => reason.text)))].join(" ");
}
