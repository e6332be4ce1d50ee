import { useTranslation } from "react-i18next";
import type { Figure, Figures, Where } from "../api/figures";
import { type Metric, useWorkspace } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { BehindLink } from "./behind_link";
import { figureText } from "./metric";
import { partText, usePathName } from "./parts";

const MOST = 8;

/** The parts of a split, the largest first, as a table with bars: what is seen is what is read out. */
export function Bars({
  id,
  metric,
  told,
  split,
  where,
}: {
  id: string;
  metric: Metric;
  told: Figures;
  split: string;
  where?: Where;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { currency } = useWorkspace();
  const heading = usePathName(metric.entity, split);
  const parts = sorted(told.data);
  if (parts.length === 0) return <p className="quiet nothing">{t("figures.none")}</p>;
  const most = Math.max(...parts.map((one) => Math.abs(Number(one.value ?? 0))), 0) || 1;
  const name = label(metric.label, id);
  return (
    <table className="bars" aria-label={t("figures.by", { name, split: heading })}>
      <thead className="unseen">
        <tr>
          <th scope="col">{heading}</th>
          <th scope="col">{name}</th>
        </tr>
      </thead>
      <tbody>
        {parts.slice(0, MOST).map((one) => {
          const part = one.split[split];
          const called = partText(part, t);
          const value = figureText(metric, one.value, { language, currency });
          return (
            <tr key={String(part?.value)}>
              <th scope="row">{called}</th>
              <td>
                <BehindLink
                  className="bar"
                  behind={{
                    metric: id,
                    from: told.from,
                    to: told.to,
                    where: { ...where, [split]: part?.value ?? null },
                  }}
                  label={t("figures.open", { name: `${name}, ${called}`, value })}
                >
                  <span
                    className="bar-fill"
                    style={{ "--part": Math.abs(Number(one.value ?? 0)) / most } as React.CSSProperties}
                  />
                  <span className="figures bar-value">{value}</span>
                </BehindLink>
              </td>
            </tr>
          );
        })}
        {parts.length > MOST && (
          <tr>
            <td colSpan={2} className="quiet">
              {t("figures.more_parts", { count: parts.length - MOST })}
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function sorted(data: Figure[]): Figure[] {
  return [...data].sort(
    (one, other) => Number(other.value ?? 0) - Number(one.value ?? 0) || other.rows - one.rows,
  );
}
