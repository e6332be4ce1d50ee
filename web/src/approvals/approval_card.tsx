import { useQuery } from "@tanstack/react-query";
import { Alert, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { approvalQuery, type Whole } from "../api/approvals";
import { Moment } from "../fields/moment";
import { useLabel, useLanguage } from "../language";
import { Failed } from "../shell/failed";
import { AboutLink } from "./approvals_page";
import { Chain } from "./chain";
import { Covered } from "./covered";
import { Verdicts } from "./verdicts";

/** One approval whole on one screen: what is asked, the numbers, who has spoken, and the answer. */
export function ApprovalCard({ id }: { id: string }) {
  const language = useLanguage();
  const { data, error, refetch } = useQuery(approvalQuery(id, language));
  if (error) return <Failed error={error} again={refetch} />;
  if (!data) return <Skeleton active className="panel approval" />;
  return (
    <article className="panel approval">
      <Asked approval={data} />
      {data.state !== "open" && <Closed approval={data} />}
      <Covered approval={data} />
      <Chain approval={data} />
      <Verdicts approval={data} />
    </article>
  );
}

/** In one sentence: who asks for what, about what. */
function Asked({ approval }: { approval: Whole }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { requester, exception, about } = approval;
  return (
    <>
      <h2>
        {t("approvals.asks", { who: requester?.name ?? "…", what: approval.label })}{" "}
        <AboutLink about={about} />
      </h2>
      <p className="quiet">
        <Moment at={approval.opened_at} relative />
        {exception && (
          <>
            {" "}
            ·{" "}
            {t("approvals.exception", {
              limit: label(exception.label),
              used: exception.used,
              max: exception.max,
            })}
          </>
        )}
      </p>
      {exception?.reason && <blockquote>{exception.reason}</blockquote>}
    </>
  );
}

/** Decided elsewhere: by whom, when and why. */
function Closed({ approval }: { approval: Whole }) {
  const { t } = useTranslation();
  const state = t(`approvals.state_${approval.state}`, { defaultValue: approval.state });
  return (
    <Alert
      type={approval.state === "approved" ? "success" : "info"}
      showIcon
      style={{ marginBottom: 12 }}
      title={
        <>
          {state} · {approval.closed_by?.name ?? t("record.engine")}{" "}
          {approval.closed_at && <Moment at={approval.closed_at} relative />}
        </>
      }
      description={approval.reason || undefined}
    />
  );
}
