import { useTranslation } from "react-i18next";
import type { Limit } from "../api/records";
import { Moment } from "../fields/moment";
import { useLabel } from "../language";

/** How much may still be claimed: each limit with what is used of it, and when there is room again. */
export function PoolMeter({ limits }: { limits: Limit[] }) {
  const { t } = useTranslation();
  const label = useLabel();
  return (
    <ul className="pool-meter">
      {limits.map((one) => {
        const full = one.max !== null && Number(one.used) >= Number(one.max);
        return (
          <li key={one.limit} className={full ? "late" : undefined}>
            <span className="quiet">{label(one.label, one.limit)}</span>{" "}
            <strong className="figures">{`${one.used}/${one.max ?? "–"}`}</strong>
            {full && one.resets_at && (
              <>
                {" "}
                {t("limit.resets")} <Moment at={one.resets_at} />
              </>
            )}
          </li>
        );
      })}
    </ul>
  );
}
