import { Alert } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Reason, Refused } from "../api/http";
import "./forms.css";

/** The field of a form that a reason is about, and going there. */
export interface Way {
  label: string;
  go: () => void;
}

/** Why something was refused: every reason, and the way out of each. Takes the focus, so that nobody overlooks it. */
export function Refusal({ error, way }: { error: Error; way?: (reason: Reason) => Way | undefined }) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new refusal takes the focus
  useEffect(() => {
    place.current?.focus();
  }, [error]);
  const refused = error instanceof Refused && !error.unreachable ? error : null;
  const reasons = refused?.reasons ?? [];
  const title = refused
    ? reasons.length === 1
      ? reasons[0]?.text
      : (refused.problem.title ?? refused.message)
    : t("trouble.unreachable");
  return (
    <div ref={place} tabIndex={-1} role="alert" style={{ marginBottom: 16 }}>
      <Alert
        type="error"
        showIcon
        title={title}
        description={
          reasons.length > 1 ? (
            <ul className="faults">
              {reasons.map((one) => (
                <li key={one.code + one.text}>
                  <WayTo way={way?.(one)} />
                  {one.text} {one.fix && <span className="quiet">{one.fix}</span>}
                </li>
              ))}
            </ul>
          ) : (
            reasons[0]?.fix
          )
        }
      />
    </div>
  );
}

function WayTo({ way }: { way?: Way }) {
  return (
    way && (
      <>
        <button type="button" onClick={way.go}>
          {way.label}
        </button>{" "}
      </>
    )
  );
}
