import { Empty } from "antd";
import { lazy, type ReactNode, Suspense, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Block, useWorkspace, type View } from "../api/workspace";
import { useLabel } from "../language";
import { QueuePage } from "../queue/queue_page";
import { PageMissing } from "../shell/failed";
import { useShortcut } from "../shell/shortcuts";
import { BlockFrame } from "./block_frame";
import { BLOCKS } from "./blocks";
import { RecordDrawer } from "./record_drawer";
import { useRowKeys } from "./row_keys";
import { Siblings } from "./siblings";
import "./pages.css";

const FiguresHead = lazy(() => import("../figures/head").then((room) => ({ default: room.FiguresHead })));

/** A page as the pack composes it: its blocks in a grid of as many columns as it says, in one column where it is narrow. */
export function PageView({ id }: { id: string }) {
  const { t } = useTranslation();
  const label = useLabel();
  const view = useWorkspace().views[id];
  if (!view) return <PageMissing />;
  const blocks = drawn(view);
  const alone = blocks.length === 1;
  if (alone && view.derived && blocks[0]?.[1].show === "queue") return <QueuePage />;
  const figures = blocks.some(([, block]) => block.show === "figures");
  const help = label(view.help);
  return (
    <RecordDrawer>
      <div className="page-head">
        <h1>{label(view.label, id)}</h1>
        {help && <span className="quiet">{help}</span>}
        {view.derived && <Siblings page={id} />}
      </div>
      {figures && (
        <Suspense fallback={null}>
          <FiguresHead page={id} />
        </Suspense>
      )}
      {blocks.length === 0 && <Empty description={t("pages.nothing")} />}
      <Grid columns={view.columns}>
        {blocks.map(([name, block]) => (
          <BlockFrame
            key={`${id} ${name}`}
            page={id}
            id={name}
            block={block}
            alone={alone}
            columns={view.columns}
          />
        ))}
      </Grid>
    </RecordDrawer>
  );
}

/** J goes to the first row of all blocks; from there the keys go from row to row and from block to block. */
function Grid({ columns, children }: { columns: number; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const { keys, enter } = useRowKeys(place);
  useShortcut("j", enter);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys go from row to row; what acts are the buttons in them
    <div
      ref={place}
      className="page-grid"
      style={{ "--columns": columns } as React.CSSProperties}
      onKeyDown={keys}
    >
      {children}
    </div>
  );
}

function drawn(view: View): [string, Block][] {
  return Object.entries(view.blocks)
    .filter(([, block]) => block.show in BLOCKS)
    .sort(([a, one], [b, other]) => (one.order ?? 0) - (other.order ?? 0) || a.localeCompare(b));
}
