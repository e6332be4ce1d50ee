import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Empty, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { inboxQuery, useRead } from "../api/inbox";
import { Moment } from "../fields/moment";
import { Failed } from "../shell/failed";

/** Messages to this person, newest first. */
export function InboxPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(inboxQuery);
  const read = useRead();
  return (
    <>
      <div className="page-head">
        <h1>{t("inbox.title")}</h1>
        <span className="grow" />
        {data && data.unread > 0 && (
          <Button onClick={() => read.mutate("all")} loading={read.isPending}>
            {t("inbox.read_all")}
          </Button>
        )}
      </div>
      {error ? (
        <Failed error={error} again={refetch} />
      ) : !data ? (
        <Skeleton active />
      ) : data.data.length === 0 ? (
        <div className="panel" style={{ padding: 48 }}>
          <Empty description={t("inbox.empty")} />
        </div>
      ) : (
        <ul className="panel letters">
          {data.data.map((letter) => (
            <li key={letter.id} data-unread={letter.read_at === null}>
              <div>
                {letter.entity && letter.record ? (
                  <Link
                    to="/records/$entity/$id"
                    params={{ entity: letter.entity, id: letter.record }}
                    onClick={() => letter.read_at === null && read.mutate(letter.id)}
                  >
                    {letter.text}
                  </Link>
                ) : (
                  letter.text
                )}
              </div>
              <span className="quiet">
                <Moment at={letter.at} relative />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
