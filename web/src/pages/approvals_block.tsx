import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { approvalsQuery } from "../api/approvals";
import { Moment } from "../fields/moment";
import { useLanguage } from "../language";
import { BlockEmpty } from "./block_failed";
import { BlockLoading } from "./block_frame";

/** What waits for the reader's decision, the longest waiting first. */
export function ApprovalsBlock() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery({
    ...approvalsQuery(language),
    throwOnError: (_, query) => !query.state.data,
  });
  if (!data) return <BlockLoading />;
  if (data.length === 0) return <BlockEmpty>{t("approvals.empty")}</BlockEmpty>;
  return (
    <ul className="panel slips">
      {data.map((one) => (
        <li key={one.id}>
          <Link to="/approvals">
            <span className="top">
              <strong>{one.label}</strong>
              <span className="quiet">
                <Moment at={one.opened_at} relative />
              </span>
            </span>
            <span>
              {[one.about.title ?? one.about.number, one.requester?.name].filter(Boolean).join(" · ")}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
