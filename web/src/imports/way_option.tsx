import type { ReactNode } from "react";

/** One of several ways, with the reason why it is closed. */
export function WayOption({ label, why }: { label: ReactNode; why: string }) {
  return (
    <span className="import-way">
      {label}
      {why && <span className="quiet">{why}</span>}
    </span>
  );
}
