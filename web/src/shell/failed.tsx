import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { Button, Result } from "antd";
import { useTranslation } from "react-i18next";
import { Refused } from "../api/http";
import { LinkButton } from "./link_button";

/** A page that could not be shown. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <Failed
      error={error}
      again={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}

/** What could not be shown: what happened, in words, and what to do. */
export function Failed({ error, again }: { error: unknown; again: () => unknown }) {
  const { t } = useTranslation();
  if (error instanceof Refused && error.status === 404) return <PageMissing />;
  const known = error instanceof Refused;
  const title = !known
    ? t("trouble.broken")
    : error.unreachable
      ? t("trouble.unreachable")
      : (error.problem.title ?? error.problem.detail)
        ? error.message
        : t("trouble.server", { status: error.status });
  return (
    <Result
      status={known && !error.unreachable && error.status < 500 ? "warning" : "error"}
      title={title}
      subTitle={known ? error.reasons[0]?.fix : undefined}
      extra={
        <Button type="primary" onClick={() => void again()}>
          {t("trouble.again")}
        </Button>
      }
    />
  );
}

export function PageMissing() {
  const { t } = useTranslation();
  const router = useRouter();
  return (
    <Result
      status="info"
      title={<h1 className="missing-head">{t("trouble.missing")}</h1>}
      subTitle={t("trouble.missing_why")}
      extra={[
        <LinkButton key="home" color="primary" variant="solid" to="/">
          {t("shell.to_queue")}
        </LinkButton>,
        <Button key="back" onClick={() => router.history.back()}>
          {t("trouble.back")}
        </Button>,
      ]}
    />
  );
}
