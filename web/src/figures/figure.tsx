import { ArrowDownOutlined, ArrowUpOutlined, FlagOutlined, WarningOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Figures, Where } from "../api/figures";
import { type Metric, useWorkspace } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { BehindLink } from "./behind_link";
import { changeOf, missOf } from "./change";
import { spanText } from "./days";
import { LineMark } from "./line_mark";
import { figureText } from "./metric";

/** One figure: how much it is, how that stands to the period before and to its target, and the way to its records. */
export function Figure({
  id,
  metric,
  told,
  where,
  worst,
  mark,
}: {
  id: string;
  metric: Metric;
  told: Figures;
  where?: Where;
  worst?: boolean;
  /** Its place among the lines of one drawing. */
  mark?: number;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { currency } = useWorkspace();
  const telling = { language, currency };
  const value = figureText(metric, told.total.value, telling);
  const name = label(metric.label, id);
  return (
    <div className="figure" data-worst={worst || undefined}>
      <div className="figure-name" title={label(metric.help)}>
        {mark !== undefined && <LineMark at={mark} />}
        {name}
        {worst && (
          <span className="worst-mark">
            <FlagOutlined aria-hidden /> {t("figures.worst")}
          </span>
        )}
      </div>
      <div className="figure-line">
        <BehindLink
          behind={{ metric: id, from: told.from, to: told.to, where }}
          className="figure-value"
          label={t("figures.open", { name, value })}
        >
          {value}
        </BehindLink>
        <ChangeText metric={metric} told={told} />
        {told.target !== null && (
          <span className="quiet figure-target" data-missed={missOf(metric, told) > 0 || undefined}>
            {missOf(metric, told) > 0 && <WarningOutlined aria-label={t("figures.missed")} />}{" "}
            {t("figures.target", { value: figureText(metric, told.target, telling) })}
          </span>
        )}
      </div>
    </div>
  );
}

/** The change against the period before: an arrow and a word besides the colour. */
export function ChangeText({ metric, told }: { metric: Metric; told: Figures }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { currency } = useWorkspace();
  const change = changeOf(metric, told, language);
  if (!told.before) return null;
  const past = t("figures.before", { value: figureText(metric, told.before.value, { language, currency }) });
  const span = spanText(told.before.from, told.before.to, language);
  if (!change)
    return (
      <span className="quiet change" title={span}>
        {past}
      </span>
    );
  return (
    <span className={`change ${change.verdict}`} title={`${past} (${span})`}>
      {change.verdict !== "even" &&
        (change.up ? <ArrowUpOutlined aria-hidden /> : <ArrowDownOutlined aria-hidden />)}
      <span className="figures">{change.text}</span>
      {change.verdict !== "even" && <span className="unseen">{t(`figures.${change.verdict}`)}</span>}
    </span>
  );
}
