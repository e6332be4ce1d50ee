/** A step that cannot be taken: every reason with its way out, how far limits are used, and asking for an exception. */
import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Popover } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { formQuery } from "../api/forms";
import { type Attempt, useException } from "../api/limits";
import { told } from "../api/reasons";
import type { Limit, Offer, Subject } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { Refusal } from "../forms/refusal";
import { useAfterwards } from "../forms/use_afterwards";
import { useLabel, useLanguage } from "../language";
import { LimitText } from "./limit_text";
import type { Acting } from "./use_acting";

interface Props {
  offer: Offer;
  record: Subject;
  acting: Acting;
  /** What stands below the reasons. */
  children?: ReactNode;
}

export function Blocked({ offer, record, acting, children }: Props) {
  return (
    <li className="blocked">
      <div>{offer.label}</div>
      <ul>
        {offer.reasons.map((one) => (
          <li key={one.code + one.text}>
            <Told reason={one} /> <Fix reason={one} record={record} acting={acting} />
          </li>
        ))}
      </ul>
      {children}
      <Limits offer={offer} record={record} />
    </li>
  );
}

function Told({ reason }: { reason: Offer["reasons"][number] }) {
  const { text, fix } = told(reason);
  return (
    <>
      {text} {fix && <span>{fix}</span>}
    </>
  );
}

/** Where what is missing can be filled in by hand, the way there. */
function Fix({
  reason,
  record,
  acting,
}: {
  reason: Offer["reasons"][number];
  record: Subject;
  acting: Acting;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const kind = entities[record.entity];
  const named = ((reason.data ?? {}) as { fields?: string[] }).fields ?? [];
  const path = named.find((name) => kind?.fields[name]?.right === "write" && !kind.fields[name]?.derived);
  if (!path) return null;
  return (
    <Button type="link" size="small" onClick={() => acting.open({ kind: "edit", field: path })}>
      {t("record.fill_in", { label: label(kind?.fields[path]?.label, path) })}
    </Button>
  );
}

export function Limits({ offer, record }: { offer: Offer; record: Subject }) {
  return offer.limits.map((one) => (
    <div key={one.limit}>
      <LimitText limit={one} />
      {!offer.allowed && full(one) && <Ask limit={one} offer={offer} record={record} />}
    </div>
  ));
}

/** What would be sent: with the values that the pack has at hand for the form, since what is tried has to be whole. */
async function attemptOf(
  client: QueryClient,
  record: Subject,
  offer: Offer,
  language: string,
): Promise<Attempt> {
  const about = { entity: record.entity, record: record.id, transition: offer.id };
  const shape = offer.form
    ? await client.fetchQuery(formQuery({ form: offer.form, ...about }, language)).catch(() => undefined)
    : undefined;
  const input = shape?.presets.find((one) => one.key !== null)?.values ?? {};
  return { transition: `${record.entity}.${offer.id}`, id: record.id, input };
}

function full(limit: Limit): boolean {
  return limit.max !== null && Number(limit.used) >= Number(limit.max);
}

/** Who can let it be all the same; where an approval decides about that, asking for it. */
function Ask({ limit, offer, record }: { limit: Limit; offer: Offer; record: Subject }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { roles } = useWorkspace();
  const afterwards = useAfterwards();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const exception = useException(limit.limit);
  const client = useQueryClient();
  const language = useLanguage();
  const lifted = limit.lifted_by;
  if (!lifted) return null;
  if ("duty" in lifted)
    return (
      <div className="quiet">
        {t("limit.lifted_by", { who: lifted.roles.map((one) => label(roles[one]?.label, one)).join(", ") })}
      </div>
    );
  if (lifted.asked) return <div className="quiet">{t("limit.asked")}</div>;
  if (!lifted.about) return null;
  const send = async () => {
    const attempt = await attemptOf(client, record, offer, language);
    afterwards(exception.mutateAsync({ reason, attempt }), {
      said: t("limit.asked"),
      done: () => setOpen(false),
    });
  };
  const content = (
    <div style={{ width: 280, display: "grid", gap: 8 }}>
      {exception.error && <Refusal error={exception.error} />}
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2 }}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        placeholder={t("limit.reason")}
        aria-label={t("limit.reason")}
      />
      <Button
        type="primary"
        loading={exception.isPending}
        disabled={!reason.trim()}
        onClick={() => void send()}
      >
        {t("limit.send")}
      </Button>
    </div>
  );
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" content={content} title={t("limit.ask")}>
      <Button size="small">{t("limit.ask")}</Button>
    </Popover>
  );
}
