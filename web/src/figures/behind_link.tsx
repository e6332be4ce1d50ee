import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import type { Where } from "../api/figures";

export interface Behind {
  metric: string;
  from: string;
  to: string;
  where?: Where;
  held?: boolean;
}

/** A figure as the way to the records behind it. */
export function BehindLink({
  behind: { metric, ...search },
  label,
  className,
  children,
}: {
  behind: Behind;
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Link
      to="/figures/$metric"
      params={{ metric }}
      search={search}
      className={className ? `behind ${className}` : "behind"}
      aria-label={label}
    >
      {children}
    </Link>
  );
}
