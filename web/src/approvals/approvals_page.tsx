import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Segmented, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Approval, approvalsQuery, type Role } from "../api/approvals";
import { Moment } from "../fields/moment";
import { useLanguage } from "../language";
import { Failed } from "../shell/failed";
import { ApprovalCard } from "./approval_card";
import "./approvals.css";

/** What waits for this person's decision, and what they have asked for; one of them open at a time. */
export function ApprovalsPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const [role, setRole] = useState<Role>("to_decide");
  const { data, error, refetch } = useQuery(approvalsQuery(language, role));
  const [chosen, setChosen] = useState<string>();
  const open = data?.find((one) => one.id === chosen) ?? data?.[0];
  return (
    <div className="approvals">
      <div className="page-head">
        <h1>{t("approvals.title")}</h1>
        <Segmented<Role>
          value={role}
          onChange={setRole}
          options={[
            { value: "to_decide", label: t("approvals.to_decide") },
            { value: "asked", label: t("approvals.asked") },
          ]}
        />
      </div>
      {error ? (
        <Failed error={error} again={refetch} />
      ) : !data ? (
        <Skeleton active />
      ) : data.length === 0 ? (
        <p className="panel none">{t(role === "asked" ? "approvals.none_asked" : "approvals.empty")}</p>
      ) : (
        <ul className="asked">
          {data.map((one) =>
            one.id === open?.id ? (
              <li key={one.id}>
                <ApprovalCard id={one.id} />
              </li>
            ) : (
              <li key={one.id}>
                <Short approval={one} open={() => setChosen(one.id)} />
              </li>
            ),
          )}
        </ul>
      )}
    </div>
  );
}

function Short({ approval, open }: { approval: Approval; open: () => void }) {
  const { t } = useTranslation();
  const { about } = approval;
  return (
    <button type="button" className="panel short" onClick={open}>
      <strong>{approval.label}</strong>
      <span>{about.title ?? about.number}</span>
      <span className="quiet">
        {approval.requester?.name} · <Moment at={approval.opened_at} relative /> ·{" "}
        {t(`approvals.state_${approval.state}`, { defaultValue: approval.state })}
      </span>
    </button>
  );
}

export function AboutLink({ about }: { about: Approval["about"] }) {
  return (
    <Link to="/records/$entity/$id" params={{ entity: about.entity, id: about.record }}>
      {about.title ?? about.number ?? "…"}
    </Link>
  );
}
