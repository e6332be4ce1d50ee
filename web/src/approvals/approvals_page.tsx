import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button, Empty, Input, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Approval, approvalsQuery, useDecide } from "../api/approvals";
import { useWorkspace } from "../api/workspace";
import { Moment } from "../fields/moment";
import { FieldText } from "../fields/text";
import { Refusal } from "../forms/refusal";
import { useLabel, useLanguage } from "../language";
import { Failed } from "../shell/failed";

/** What waits for this person's decision: one card each, with what is decided about. */
export function ApprovalsPage() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(approvalsQuery(language));
  return (
    <>
      <div className="page-head">
        <h1>{t("approvals.title")}</h1>
      </div>
      {error ? (
        <Failed error={error} again={refetch} />
      ) : !data ? (
        <Skeleton active />
      ) : data.length === 0 ? (
        <div className="panel" style={{ padding: 48 }}>
          <Empty description={t("approvals.empty")} />
        </div>
      ) : (
        <div style={{ display: "grid", gap: 12, maxWidth: 680 }}>
          {data.map((one) => (
            <Card key={one.id} approval={one} />
          ))}
        </div>
      )}
    </>
  );
}

function Card({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { message } = App.useApp();
  const { entities } = useWorkspace();
  const decide = useDecide(approval.id);
  const [reason, setReason] = useState("");
  const [no, setNo] = useState(false);
  const { about } = approval;
  const kind = entities[about.entity];
  const covered = Object.entries(approval.covered?.values ?? {});
  const say = (decision: "approve" | "reject") =>
    decide.mutate(
      { decision, reason, seen: approval.facts },
      {
        onSuccess: () =>
          void message.success(t(decision === "approve" ? "approvals.approved" : "approvals.rejected")),
      },
    );
  return (
    <article className="panel" style={{ padding: 16 }}>
      <h2 style={{ fontSize: 16, margin: 0 }}>
        {approval.label}:{" "}
        <Link to="/records/$entity/$id" params={{ entity: about.entity, id: about.record }}>
          {about.title ?? about.number}
        </Link>
      </h2>
      <p className="quiet" style={{ margin: "2px 0 8px" }}>
        {approval.requester?.name} · <Moment at={approval.opened_at} relative />
      </p>
      <dl className="facts" style={{ marginBottom: 12 }}>
        {covered.map(([name, value]) => (
          <div key={name}>
            <dt>{label(kind?.fields[name]?.label, name)}</dt>
            <dd>
              {kind?.fields[name] ? <FieldText field={kind.fields[name]} value={value} /> : String(value)}
            </dd>
          </div>
        ))}
      </dl>
      {decide.error && <Refusal error={decide.error} />}
      {no && (
        <Input.TextArea
          autoFocus
          autoSize={{ minRows: 2 }}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          placeholder={t("approvals.reason")}
          aria-label={t("approvals.reason")}
          style={{ marginBottom: 8 }}
        />
      )}
      <div style={{ display: "flex", gap: 8 }}>
        {approval.may.includes("approve") && !no && (
          <Button type="primary" loading={decide.isPending} onClick={() => say("approve")}>
            {t("approvals.approve")}
          </Button>
        )}
        {approval.may.includes("reject") && (
          <Button
            danger
            loading={decide.isPending}
            disabled={no && !reason.trim()}
            onClick={() => (no ? say("reject") : setNo(true))}
          >
            {t("approvals.reject")}
          </Button>
        )}
        {no && <Button onClick={() => setNo(false)}>{t("form.cancel")}</Button>}
      </div>
    </article>
  );
}
