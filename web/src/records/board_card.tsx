import { CalendarOutlined } from "@ant-design/icons";
import { Draggable } from "@hello-pangea/dnd";
import { useTranslation } from "react-i18next";
import type { Row } from "../api/records";
import type { Entity } from "../api/workspace";
import { Moment } from "../fields/moment";
import { isFinal } from "../pages/clocks";
import { RowFacts } from "../pages/row_facts";
import { foundBy, nameOf, RowName, type Titles } from "../pages/row_name";
import { RowSteps } from "../pages/row_steps";
import { Stay } from "../pages/stay";

/** The handle is for the mouse: keys have the menu, and a button that holds buttons could not be told to a screen reader. */
const MOUSE_ALONE = { role: undefined, tabIndex: undefined, "aria-describedby": undefined };

interface CardProps {
  row: Row;
  at: number;
  kind: Entity;
  shown: string[];
  titles: Titles;
}

/** A record on the board: what it is called, what comes next and when, and what is late. */
export function BoardCard({ row, at, kind, shown, titles }: CardProps) {
  const { t } = useTranslation();
  const name = nameOf(kind, row, shown, titles);
  const next = kind.next_action;
  const nextAt = next && row.values[next.at];
  const numbered = typeof row.values.number === "string" && !name.includes(row.values.number);
  const said = [next?.at, next?.what, numbered ? "number" : undefined];
  const rest = shown.filter((field) => !said.includes(field));
  return (
    <Draggable draggableId={row.id} index={at}>
      {({ innerRef, draggableProps, dragHandleProps }) => (
        <article
          ref={innerRef}
          {...draggableProps}
          {...(dragHandleProps && { ...dragHandleProps, ...MOUSE_ALONE })}
          className="card"
          data-about={foundBy(kind, row)}
        >
          <div className="lane-top">
            <RowName row={row} name={name} reached />
            <RowSteps row={row} name={name} moves={kind} />
          </div>
          {numbered && <div className="quiet figures card-number">{String(row.values.number)}</div>}
          <RowFacts kind={kind} row={row} shown={rest} titles={titles} />
          {typeof nextAt === "string" && !isFinal(kind, row) && (
            <div className="card-next">
              <CalendarOutlined aria-hidden /> <Moment at={nextAt} relative />
              {next?.what && row.values[next.what] ? ` ${String(row.values[next.what])}` : ""}
            </div>
          )}
          {!next && !isFinal(kind, row) && <Stay kind={kind} row={row} />}
          {next && !nextAt && !isFinal(kind, row) && (
            <div className="card-next stale">
              <CalendarOutlined aria-hidden /> {t("board.no_next")}
            </div>
          )}
          {next && nextAt ? <Late kind={kind} row={row} /> : null}
        </article>
      )}
    </Draggable>
  );
}

function Late({ kind, row }: { kind: Entity; row: Row }) {
  return <Stay kind={kind} row={row} only="late" />;
}
