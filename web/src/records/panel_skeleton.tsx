import { Skeleton } from "antd";

/** A record while it is fetched, in the panes that it will have. */
export function PanelSkeleton({ wide }: { wide?: boolean }) {
  return (
    <>
      <Skeleton
        active
        title={{ width: 220 }}
        paragraph={{ rows: 1, width: 480 }}
        style={{ marginBottom: 16 }}
      />
      <div className="record" data-panes={wide ? 3 : undefined}>
        {wide && <Skeleton active title={false} paragraph={{ rows: 10 }} />}
        <Skeleton active title={false} paragraph={{ rows: 8 }} />
        <Skeleton active title={false} paragraph={{ rows: 4 }} />
      </div>
    </>
  );
}
