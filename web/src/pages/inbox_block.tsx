import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { inboxQuery } from "../api/inbox";
import { Moment } from "../fields/moment";
import { BlockEmpty } from "./block_failed";
import { BlockLoading } from "./block_frame";

const FEW = 6;

/** The latest messages to the reader, unread ones in bold. */
export function InboxBlock() {
  const { t } = useTranslation();
  const { data } = useQuery({ ...inboxQuery, throwOnError: (_, query) => !query.state.data });
  if (!data) return <BlockLoading />;
  if (data.data.length === 0) return <BlockEmpty>{t("inbox.empty")}</BlockEmpty>;
  return (
    <div className="panel">
      <ul className="slips">
        {data.data.slice(0, FEW).map((letter) => (
          <li key={letter.id} data-unread={letter.read_at === null}>
            <Link to="/inbox">
              <span>{letter.text}</span>
              <span className="quiet">
                <Moment at={letter.at} relative />
              </span>
            </Link>
          </li>
        ))}
      </ul>
      <div className="block-more">
        <Link to="/inbox">{t("pages.whole_inbox")}</Link>
      </div>
    </div>
  );
}
