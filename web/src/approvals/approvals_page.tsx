import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Segmented, Skeleton } from "antd";
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
  const { data: delegated = [] } = useQuery(approvalsQuery(language, "delegated"));
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
            ...(delegated.length > 0 || role === "delegated"
              ? [
                  {
                    value: "delegated" as const,
                    label: t("approvals.delegated", { count: delegated.length }),
                  },
                ]
              : []),
            { value: "asked", label: t("approvals.asked") },
          ]}
        />
      </div>
      {error ? (
        <Failed error={error} again={refetch} />
      ) : !data ? (
        <Skeleton active />
      ) : data.length === 0 ? (
        <Nothing role={role} delegated={delegated} show={() => setRole("delegated")} />
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

interface Empty {
  role: Role;
  delegated: Approval[];
  show: () => void;
}

/** Nothing to decide; but perhaps others decide something in this person's place. */
function Nothing({ role, delegated, show }: Empty) {
  const { t } = useTranslation();
  const names = new Set(delegated.flatMap((one) => one.waits_for.map(({ name }) => name ?? "…")));
  const elsewhere = role === "to_decide" && delegated.length > 0;
  return (
    <div className="panel none">
      <p>{t(role === "asked" ? "approvals.none_asked" : "approvals.empty")}</p>
      {elsewhere && (
        <p className="quiet">
          {t("approvals.in_your_place", {
            count: delegated.length,
            who: [...names].join(t("lists.comma")),
          })}{" "}
          <Button size="small" onClick={show}>
            {t("approvals.look")}
          </Button>
        </p>
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
