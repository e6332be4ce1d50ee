import type { ReactNode } from "react";

interface RowProps {
  label: ReactNode;
  help?: ReactNode;
  /** Id of the input that the label belongs to. */
  of?: string;
  children: ReactNode;
}

/** One thing to choose: what it is at the left, the choice at the right. */
export function Row({ label, help, of, children }: RowProps) {
  const name = of ? <label htmlFor={of}>{label}</label> : <span>{label}</span>;
  return (
    <div className="settings-row">
      <div>
        {name}
        {help && <div className="quiet">{help}</div>}
      </div>
      <div className="settings-choice">{children}</div>
    </div>
  );
}
