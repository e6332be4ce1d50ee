import { useTranslation } from "react-i18next";
import type { Limit } from "../api/records";
import { Moment } from "../fields/moment";
import { useLabel } from "../language";

/** `2/3 · again from 28 Nov`: how much of a limit is used, and when there is room again. */
export function LimitText({ limit }: { limit: Limit }) {
  const { t } = useTranslation();
  const label = useLabel();
  const full = limit.max !== null && Number(limit.used) >= Number(limit.max);
  return (
    <div className={full ? "late" : "quiet"} style={{ fontSize: 12 }}>
      {label(limit.label, limit.limit)} <span className="figures">{`${limit.used}/${limit.max ?? "–"}`}</span>
      {limit.resets_at && (
        <>
          {" · "}
          {t("limit.resets")} <Moment at={limit.resets_at} />
        </>
      )}
    </div>
  );
}
