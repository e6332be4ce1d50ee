import { CheckCircleOutlined, CloseOutlined, WarningOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Refused } from "../api/http";
import { recordQuery } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { momentText } from "../fields/moment";
import { useLabel, useLanguage } from "../language";
import { nameOf, RowName } from "./row_name";
import type { Claimed } from "./use_claims";

interface ResultProps {
  kind: Entity;
  verb: string;
  claimed: Claimed[];
  close: () => void;
}

/** What became of each record that was claimed: until when it may be kept without doing something, or why not. */
export function PoolResult({ kind, verb, claimed, close }: ResultProps) {
  const { t } = useTranslation();
  const done = claimed.filter((one) => !one.refusal).length;
  return (
    <div className="pool-result" role="status">
      <strong>{t("pool.result", { verb, done, all: claimed.length })}</strong>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t("pool.close")}
        onClick={close}
      />
      <ul>
        {claimed.map((one) => (
          <li key={one.row.id}>
            {one.refusal ? (
              <WarningOutlined className="late" aria-hidden />
            ) : (
              <CheckCircleOutlined aria-hidden />
            )}{" "}
            <RowName row={one.row} name={nameOf(kind, one.row)} /> <Became kind={kind} one={one} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Became({ kind, one }: { kind: Entity; one: Claimed }) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { time_zone } = useWorkspace();
  const { data } = useQuery({ ...recordQuery(one.row.entity, one.row.id), enabled: !one.refusal });
  if (one.refusal) {
    const reasons = one.refusal instanceof Refused ? one.refusal.reasons : [];
    return <span>{reasons.map((reason) => reason.text).join(" ") || one.refusal.message}</span>;
  }
  const due = Object.entries(data?.due ?? {}).sort(([, a], [, b]) => a.localeCompare(b));
  return (
    <span className="quiet">
      {due
        .map(([step, at]) =>
          t("pool.due", {
            step: label(kind.transitions[step]?.label, step),
            at: momentText(at, language, time_zone),
          }),
        )
        .join(" ")}
    </span>
  );
}
