import { MoreOutlined } from "@ant-design/icons";
import { App, Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDecide, type Verdict, type Whole } from "../api/approvals";
import { Refusal } from "../forms/refusal";
import { Saying } from "./saying";

const FIRST = ["approve", "reject"]; // the answers themselves; the others are ways around

/** The answer: yes and no at hand, the other ways in a menu; what needs a reason or a person asks for it. */
export function Verdicts({ approval }: { approval: Whole }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const decide = useDecide(approval.id, ({ decision }) => {
    void message.success(t(`approvals.told_${decision}`));
  });
  const [saying, setSaying] = useState<string>();
  const say = (said: Omit<Verdict, "seen">) =>
    decide.mutate({ ...said, seen: approval.facts }, { onSuccess: () => setSaying(undefined) });
  const may = new Set(approval.may);
  const others = approval.may.filter((one) => !FIRST.includes(one));
  if (approval.may.length === 0) return null;
  const start = (decision: string) => (decision === "nudge" ? say({ decision }) : setSaying(decision));
  return (
    <>
      {decide.error && <Refusal error={decide.error} />}
      {saying ? (
        <Saying
          decision={saying}
          approval={approval}
          busy={decide.isPending}
          say={say}
          cancel={() => setSaying(undefined)}
        />
      ) : (
        <div className="verdicts">
          {may.has("approve") && (
            <Button
              type="primary"
              size="large"
              loading={decide.isPending}
              onClick={() => say({ decision: "approve" })}
            >
              {t("approvals.approve")}
            </Button>
          )}
          {may.has("reject") && (
            <Button
              className="refuse"
              size="large"
              disabled={decide.isPending}
              onClick={() => setSaying("reject")}
            >
              {t("approvals.reject")}
            </Button>
          )}
          {others.length > 0 && !may.has("approve") ? (
            others.map((one) => (
              <Button key={one} size="large" disabled={decide.isPending} onClick={() => start(one)}>
                {t(`approvals.${one}`)}
              </Button>
            ))
          ) : others.length > 0 ? (
            <Dropdown
              trigger={["click"]}
              menu={{
                items: others.map((one) => ({ key: one, label: t(`approvals.${one}`) })),
                onClick: ({ key }) => start(key),
              }}
            >
              <Button size="large" icon={<MoreOutlined />} aria-label={t("approvals.more")} />
            </Dropdown>
          ) : null}
        </div>
      )}
    </>
  );
}
