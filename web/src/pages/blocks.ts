/** What draws which block. A block that is not here is left out of its page: the server may know more than this client. */
import { type ComponentType, lazy } from "react";
import type { Block } from "../api/workspace";

export interface BlockProps {
  /** The id of the page: with that of the block it names what the server reads. */
  page: string;
  id: string;
  block: Block;
  /** Whether the page holds nothing else, so that there is room. */
  alone: boolean;
}

export const BLOCKS: Readonly<Record<string, ComponentType<BlockProps>>> = {
  queue: lazy(() => import("./queue_block").then((room) => ({ default: room.QueueBlock }))),
  approvals: lazy(() => import("./approvals_block").then((room) => ({ default: room.ApprovalsBlock }))),
  inbox: lazy(() => import("./inbox_block").then((room) => ({ default: room.InboxBlock }))),
  quick_form: lazy(() => import("./quick_form_block").then((room) => ({ default: room.QuickFormBlock }))),
  lanes: lazy(() => import("./lanes_block").then((room) => ({ default: room.LanesBlock }))),
  board: lazy(() => import("./board_block").then((room) => ({ default: room.BoardBlock }))),
  pool: lazy(() => import("./pool_block").then((room) => ({ default: room.PoolBlock }))),
  timeline: lazy(() => import("./timeline_block").then((room) => ({ default: room.TimelineBlock }))),
  figures: lazy(() => import("../figures/figures_block").then((room) => ({ default: room.FiguresBlock }))),
  calendar: lazy(() =>
    import("../calendar/calendar_block").then((room) => ({ default: room.CalendarBlock })),
  ),
  list: lazy(() => import("./list_block").then((room) => ({ default: room.ListBlock }))),
  document: lazy(() => import("../papers/document_block").then((room) => ({ default: room.DocumentBlock }))),
};
