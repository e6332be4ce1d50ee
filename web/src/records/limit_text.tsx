import { useTranslation } from "react-i18next";
import type { Limit } from "../api/records";
import { Moment } from "../fields/moment";

/** `2/3 · again on 28 Nov`: how much of a limit is used. */
export function LimitText({ limit }: { limit: Limit }) {
  const { t } = useTranslation();
  return (
    <div className={limit.used >= limit.max ? "late" : "quiet"} style={{ fontSize: 12 }}>
      {limit.label} <span className="figures">{`${limit.used}/${limit.max}`}</span>
      {limit.resets_at && (
        <>
          {" · "}
          {t("limit.resets")} <Moment at={limit.resets_at} />
        </>
      )}
    </div>
  );
}
