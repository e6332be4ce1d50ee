import { useTranslation } from "react-i18next";
import type { Where } from "../api/figures";
import { useWorkspace } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { BehindLink } from "./behind_link";
import { ChangeText } from "./figure";
import type { Measured } from "./figures_block";
import { figureText, percentText } from "./metric";
import { isWorst, type Worst } from "./worst";

/** Steps one under the other, each as wide as how much of the first is left, with the share of the step before. */
export function Funnel({ steps, where, worst }: { steps: Measured[]; where?: Where; worst?: Worst }) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { currency } = useWorkspace();
  const values = steps.map((one) => Number(one.told.total.value ?? 0));
  const most = Math.max(...values, 1);
  return (
    <ol className="funnel">
      {steps.map(({ id, metric, told, ...one }, at) => {
        const value = figureText(metric, told.total.value, { language, currency });
        const name = label(metric.label, id);
        const before = values[at - 1];
        const kept = before ? (values[at] ?? 0) / before : undefined;
        return (
          <li key={id} data-worst={isWorst(worst, { id, block: one.block }) || undefined}>
            {kept !== undefined && (
              <span className="quiet funnel-kept figures">
                {t("figures.kept", { share: percentText(kept) })}
              </span>
            )}
            <span className="funnel-name" title={label(metric.help)}>
              {name} <ChangeText metric={metric} told={told} />
            </span>
            <BehindLink
              className="bar"
              behind={{ metric: id, from: told.from, to: told.to, where }}
              label={t("figures.open", { name, value })}
            >
              <span
                className="bar-fill"
                style={{ "--part": (values[at] ?? 0) / most } as React.CSSProperties}
              />
              <span className="figures bar-value">{value}</span>
            </BehindLink>
          </li>
        );
      })}
    </ol>
  );
}
