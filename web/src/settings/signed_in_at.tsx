import { useQuery } from "@tanstack/react-query";
import { Button, Skeleton, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { sessionsQuery, tokensQuery, useEndSession, useEndToken } from "../api/own";
import { Moment } from "../fields/moment";
import { Refusal } from "../forms/refusal";
import { Failed } from "../shell/failed";

/** Where one is signed in, and which programs act in one's name; each can be ended. */
export function SignedInAt() {
  const { t } = useTranslation();
  const sessions = useQuery(sessionsQuery);
  const tokens = useQuery(tokensQuery);
  const end = useEndSession();
  const revoke = useEndToken();
  const error = sessions.error ?? tokens.error;
  if (error) return <Failed error={error} again={() => [sessions.refetch(), tokens.refetch()]} />;
  if (!sessions.data || !tokens.data) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  return (
    <>
      {(end.error ?? revoke.error) && <Refusal error={(end.error ?? revoke.error) as Error} />}
      <ul className="settings-ways">
        {sessions.data.data.map((one) => (
          <li key={one.id}>
            <span className="grow figures">
              {one.address ?? "–"} · <Moment at={one.seen_at} relative />
            </span>
            {one.current ? (
              <Tag>{t("settings.sessions.here")}</Tag>
            ) : (
              <Button
                size="small"
                onClick={() => end.mutate(one.id)}
                loading={end.variables === one.id && end.isPending}
              >
                {t("settings.sessions.end")}
              </Button>
            )}
          </li>
        ))}
        {tokens.data.data.map((one) => (
          <li key={one.id}>
            <span className="grow">
              {t("settings.sessions.program", { name: one.label })}{" "}
              <span className="quiet">
                {one.begins}… · {one.scopes.join(", ")}
              </span>
            </span>
            <Button size="small" danger onClick={() => revoke.mutate(one.id)}>
              {t("settings.sessions.revoke")}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
