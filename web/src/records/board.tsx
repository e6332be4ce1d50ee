import { DragDropContext, Draggable, Droppable, type DropResult } from "@hello-pangea/dnd";
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, Refused } from "../api/http";
import { type Offer, offersQuery, type Page, type Row } from "../api/records";
import type { Entity } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { Offers } from "./offers";

const CARDS = 20;

/** A column for each state. To drag a card asks for the transition that leads there; its menu does the same by keyboard. */
export function Board({ entity, kind, search }: { entity: string; kind: Entity; search: string }) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const client = useQueryClient();
  const { message } = App.useApp();
  const [offers, setOffers] = useState<Offer[]>();
  const [opened, setOpened] = useState<Row>();
  const order = [...(kind.path ?? []), ...Object.keys(kind.states)].filter(
    (id, at, all) => all.indexOf(id) === at && !kind.states[id]?.group,
  );
  const columns = useQueries({
    queries: order.map((state) => ({
      queryKey: ["records", entity, "column", state, search],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask<Page>(`records/${entity}/search`, {
          method: "POST",
          body: {
            filter: { field: "state", op: "eq", value: state },
            limit: CARDS,
            count: true,
            ...(search ? { search } : {}),
          },
          signal,
        }),
    })),
  });
  const cards = columns.flatMap((column) => column.data?.data ?? []);
  const begin = async (id: string) => {
    setOffers(undefined);
    setOffers(await client.fetchQuery(offersQuery(entity, id, language)));
  };
  const drop = ({ draggableId, destination, source }: DropResult) => {
    const row = cards.find((card) => card.id === draggableId);
    if (!destination || destination.droppableId === source.droppableId || !row) return;
    const way = offers?.find((one) => one.to === destination.droppableId);
    if (!way)
      void message.info(t("board.no_way", { state: label(kind.states[destination.droppableId]?.label) }));
    else if (!way.allowed) void message.warning(way.reasons.map((one) => one.text).join(" "));
    else setOpened(row);
  };
  return (
    <DragDropContext
      onBeforeCapture={({ draggableId }) =>
        void begin(draggableId).catch((error) => error instanceof Refused && message.error(error.message))
      }
      onDragEnd={drop}
    >
      <div className="board">
        {order.map((state, at) => {
          const column = columns[at]?.data;
          const refused = offers !== undefined && !offers.some((one) => one.to === state && one.allowed);
          return (
            <Droppable key={state} droppableId={state}>
              {(place, now) => (
                <section
                  className="column"
                  data-refused={now.isDraggingOver && refused}
                  aria-label={label(kind.states[state]?.label, state)}
                >
                  <h2>
                    {label(kind.states[state]?.label, state)}{" "}
                    <span className="quiet figures">
                      {column?.total?.value}
                      {column?.total && !column.total.exact ? "+" : ""}
                    </span>
                  </h2>
                  <div ref={place.innerRef} {...place.droppableProps} className="cards">
                    {(column?.data ?? []).map((row, index) => (
                      <Draggable key={row.id} draggableId={row.id} index={index}>
                        {(card) => (
                          <article
                            ref={card.innerRef}
                            {...card.draggableProps}
                            {...card.dragHandleProps}
                            className="panel card"
                          >
                            <Link to="/records/$entity/$id" params={{ entity, id: row.id }}>
                              <strong>
                                {String(row.values[kind.title ?? "number"] ?? row.values.number ?? "–")}
                              </strong>
                            </Link>
                            <div className="quiet figures">
                              {kind.title ? String(row.values.number ?? "") : ""}
                            </div>
                          </article>
                        )}
                      </Draggable>
                    ))}
                    {place.placeholder}
                  </div>
                </section>
              )}
            </Droppable>
          );
        })}
      </div>
      {opened && (
        <Modal
          open
          title={String(opened.values[kind.title ?? "number"] ?? "")}
          footer={null}
          onCancel={() => setOpened(undefined)}
        >
          <Offers entity={entity} id={opened.id} version={opened.version} />
        </Modal>
      )}
    </DragDropContext>
  );
}
