import { WarningOutlined } from "@ant-design/icons";
import type { UseQueryResult } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Figures } from "../api/figures";
import { Refused } from "../api/http";
import { type Metric, useWorkspace } from "../api/workspace";
import { Moment } from "../fields/moment";
import { useLabel, useLanguage } from "../language";
import { figureText } from "./metric";

/** A metric that could not be measured: its code, what it was when it last could be, and another try. The others stay. */
export function FigureFailed({ metric, query }: { metric: Metric; query: UseQueryResult<Figures> }) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { currency } = useWorkspace();
  const { error, data, dataUpdatedAt } = query;
  const refused = error instanceof Refused && !error.unreachable ? error : null;
  return (
    <div className="figure-failed" role="alert">
      <WarningOutlined aria-hidden />
      <div>
        <strong>{label(metric.label)}</strong>{" "}
        {refused ? (refused.reasons[0]?.text ?? refused.message) : t("trouble.unreachable")}{" "}
        {refused?.problem.code && <code>{refused.problem.code}</code>}
        {data && (
          <div className="quiet">
            {t("figures.last", { value: figureText(metric, data.total.value, { language, currency }) })}{" "}
            <Moment at={new Date(dataUpdatedAt).toISOString()} />
          </div>
        )}
      </div>
      <Button size="small" onClick={() => void query.refetch()} loading={query.isFetching}>
        {t("figures.again")}
      </Button>
    </div>
  );
}
