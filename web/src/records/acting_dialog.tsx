import { type ComponentProps, lazy, Suspense } from "react";

const ActDialog = lazy(() => import("./act_dialog").then((room) => ({ default: room.ActDialog })));

/** What was chosen to be done about a record. Forms are large, and looking at a record needs none: they are loaded with the first. */
export function ActingDialog(props: ComponentProps<typeof ActDialog>) {
  return (
    <Suspense fallback={null}>
      <ActDialog {...props} />
    </Suspense>
  );
}
