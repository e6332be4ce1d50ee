import { FlagOutlined, PrinterOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";
import { figuresQuery } from "../api/figures";
import { useWorkspace } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { BehindLink } from "./behind_link";
import { dayAfter, spanText } from "./days";
import { ChangeText } from "./figure";
import { FilterBar } from "./filter_bar";
import { askOf, useFiguresOf, useFilters, whereOf } from "./filters";
import { figureText } from "./metric";
import { Printed } from "./printed";
import { useWorst, type Worst } from "./worst";
import "./figures.css";

const WEEK = 7;

/** Above the figures of a page: what narrows them, which of them is furthest off, and whether they tell anything yet. */
export function FiguresHead({ page }: { page: string }) {
  const { t } = useTranslation();
  const [filters, change] = useFilters();
  const every = useFiguresOf(page);
  const worst = useWorst(page, filters);
  const young = useYoung(page);
  if (every.length === 0) return null;
  return (
    <div className="figures-head">
      <Printed page={page} filters={filters} />
      <FilterBar page={page} filters={filters} change={change} />
      <Button className="not-printed" icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t("figures.print")}
      </Button>
      {worst && <WorstLine worst={worst} />}
      {young && (
        <Alert type="info" showIcon title={t("figures.young")} description={t("figures.young_more")} />
      )}
    </div>
  );
}

function WorstLine({ worst: { id, metric, told } }: { worst: Worst }) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { currency } = useWorkspace();
  const [filters] = useFilters();
  const name = label(metric.label, id);
  const value = figureText(metric, told.total.value, { language, currency });
  return (
    <p className="worst-line">
      <FlagOutlined aria-hidden /> {t("figures.worst")}
      {language === "zh-CN" ? "：" : ": "}
      <BehindLink
        behind={{ metric: id, from: told.from, to: told.to, where: whereOf(filters) }}
        label={t("figures.open", { name, value })}
      >
        <strong>
          {name} <span className="figures">{value}</span>
        </strong>
      </BehindLink>{" "}
      <ChangeText metric={metric} told={told} />{" "}
      {told.target !== null && (
        <span className="quiet">
          {t("figures.target", { value: figureText(metric, told.target, { language, currency }) })}{" "}
        </span>
      )}
      <span className="quiet">{spanText(told.from, told.to, language)}</span>
    </p>
  );
}

/** Whether everything that is counted here began less than a week ago. */
function useYoung(page: string): boolean {
  const language = useLanguage();
  const [filters] = useFilters();
  const every = useFiguresOf(page);
  const first = every.find((one) => one.metric.function === "count") ?? every[0];
  const shown = useQuery({
    ...figuresQuery(first ? askOf(first.said, first.metric, first.id, filters) : { metric: "" }, language),
    enabled: first !== undefined,
  });
  const today = shown.data?.today;
  const earlier = useQuery({
    ...figuresQuery(
      { metric: first?.id ?? "", from: "2000-01-01", to: dayAfter(today ?? "2000-01-01", -WEEK) },
      language,
    ),
    enabled: today !== undefined && first !== undefined,
  });
  return earlier.data?.total.rows === 0;
}
