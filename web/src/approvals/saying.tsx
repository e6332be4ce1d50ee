import { Button, Input, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Verdict, Whole } from "../api/approvals";
import type { FormItem } from "../api/forms";
import type { Json } from "../api/http";
import { LinkInput } from "../fields/link_input";

const TO_SOMEBODY = new Set(["delegate", "add_signer", "copy"]);
const NEEDS_REASON = new Set(["reject", "return"]);

interface Props {
  decision: string;
  approval: Whole;
  busy: boolean;
  say: (said: Omit<Verdict, "seen">) => void;
  cancel: () => void;
}

/** What an answer needs besides itself: a reason, a person, a step to go back to. */
export function Saying({ decision, approval, busy, say, cancel }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const [to, setTo] = useState<string | null>(null);
  const [where, setWhere] = useState<"before" | "after">("before");
  const [step, setStep] = useState("");
  const somebody = TO_SOMEBODY.has(decision);
  const missing = (NEEDS_REASON.has(decision) && !reason.trim()) || (somebody && !to);
  const send = () =>
    say({
      decision,
      ...(reason.trim() ? { reason: reason.trim() } : {}),
      ...(somebody && to ? { to } : {}),
      ...(decision === "add_signer" ? { where } : {}),
      ...(decision === "return" && step ? { step } : {}),
    });
  const earlier = approval.steps.filter((one) => one.state === "approved");
  return (
    <form
      className="saying"
      aria-label={t(`approvals.${decision}`)}
      onSubmit={(event) => {
        event.preventDefault();
        if (!missing) send();
      }}
    >
      {somebody && (
        <LinkInput
          item={PERSON}
          value={to}
          onChange={(next: Json) => setTo(next as string | null)}
          aria-label={t("approvals.whom")}
        />
      )}
      {decision === "add_signer" && (
        <Segmented
          value={where}
          onChange={setWhere}
          options={[
            { value: "before", label: t("approvals.before") },
            { value: "after", label: t("approvals.after") },
          ]}
        />
      )}
      {decision === "return" && (
        <Select
          value={step}
          onChange={setStep}
          aria-label={t("approvals.back_to")}
          options={[
            { value: "", label: t("approvals.to_requester", { who: approval.requester?.name }) },
            ...earlier.map((one) => ({ value: one.id, label: one.label })),
          ]}
        />
      )}
      <Input.TextArea
        autoFocus={!somebody}
        autoSize={{ minRows: 2 }}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        placeholder={t(NEEDS_REASON.has(decision) ? "approvals.reason" : "approvals.note")}
        aria-label={t(NEEDS_REASON.has(decision) ? "approvals.reason" : "approvals.note")}
      />
      <div className="verdicts">
        <Button type="primary" htmlType="submit" size="large" loading={busy} disabled={missing}>
          {t(`approvals.${decision}`)}
        </Button>
        <Button size="large" onClick={cancel}>
          {t("form.cancel")}
        </Button>
      </div>
    </form>
  );
}

const PERSON = { path: "to", type: "person", to: ["person"], text: "" } as unknown as FormItem;
