import { CatchBoundary } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { Suspense, useId } from "react";
import { useTranslation } from "react-i18next";
import { type Block, useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { BlockFailed } from "./block_failed";
import { BLOCKS, type BlockProps } from "./blocks";

/** The place of a block on its page: its heading, and what is there while it is loaded or when it could not be. */
export function BlockFrame({ columns, ...props }: BlockProps & { columns: number }) {
  const { block, alone } = props;
  const heading = useHeading(block);
  const place = useId();
  const Shown = BLOCKS[block.show];
  if (!Shown) return null;
  return (
    <section
      className="block"
      data-block={props.id}
      data-show={block.show}
      aria-labelledby={place}
      style={{ "--span": Math.min(block.span, columns) } as React.CSSProperties}
    >
      <h2 id={place} className={alone ? "unseen" : undefined}>
        {heading}
      </h2>
      <CatchBoundary
        getResetKey={() => `${props.page} ${props.id}`}
        errorComponent={({ error, reset }) => <BlockFailed error={error} again={reset} />}
      >
        <Suspense fallback={<BlockLoading />}>
          <Shown {...props} />
        </Suspense>
      </CatchBoundary>
    </section>
  );
}

/** What the block calls itself; else what it shows. */
export function useHeading(block: Block): string {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities, pools } = useWorkspace();
  const entity = entities[block.entity ?? ""];
  return (
    label(block.label) ||
    label(pools[block.pool ?? ""]?.label) ||
    label(entity?.label, block.entity) ||
    t(`pages.${block.show}`)
  );
}

export function BlockLoading() {
  const { t } = useTranslation();
  return (
    <div className="panel block-loading" role="status" aria-label={t("shell.loading")}>
      <Skeleton active title={false} paragraph={{ rows: 4 }} />
    </div>
  );
}
