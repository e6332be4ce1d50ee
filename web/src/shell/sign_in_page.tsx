import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Alert, Button, Card, Form, Input } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../api/http";
import { meQuery, useNewPassword, useSignIn } from "../api/session";
import { Mark } from "./mark";
import { LanguageSwitch } from "./switches";

/** Signing in; and, with a password that somebody else has seen, choosing another before anything else. */
export function SignInPage() {
  const { data: me } = useQuery(meQuery);
  const { to } = useSearch({ from: "/sign-in" });
  const navigate = useNavigate();
  const inside = me !== null && me !== undefined && !me.must_change_password;
  useEffect(() => {
    if (inside) void navigate({ href: to ?? "/", replace: true });
  }, [inside, navigate, to]);
  return (
    <main style={{ minHeight: "100%", display: "grid", placeContent: "center", padding: 16 }}>
      <Card style={{ width: "min(380px, calc(100vw - 32px))" }}>
        <div style={{ display: "flex", justifyContent: "space-between", marginBottom: 20 }}>
          <Mark />
          <LanguageSwitch />
        </div>
        {me?.must_change_password ? <NewPassword /> : <SignIn />}
      </Card>
    </main>
  );
}

function SignIn() {
  const { t } = useTranslation();
  const signIn = useSignIn();
  return (
    <Form layout="vertical" requiredMark={false} onFinish={signIn.mutate} disabled={signIn.isPending}>
      <h1 style={{ fontSize: 20, margin: "0 0 16px" }}>{t("sign_in.title")}</h1>
      <Form.Item name="login" label={t("sign_in.login")} rules={[{ required: true }]}>
        <Input autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} size="large" />
      </Form.Item>
      <Form.Item name="password" label={t("sign_in.password")} rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" size="large" />
      </Form.Item>
      <Trouble error={signIn.error} />
      <Button type="primary" htmlType="submit" block size="large" loading={signIn.isPending}>
        {t("sign_in.go")}
      </Button>
    </Form>
  );
}

function NewPassword() {
  const { t } = useTranslation();
  const change = useNewPassword();
  return (
    <Form layout="vertical" requiredMark={false} onFinish={change.mutate} disabled={change.isPending}>
      <h1 style={{ fontSize: 20, margin: "0 0 4px" }}>{t("sign_in.choose_title")}</h1>
      <p className="quiet">{t("sign_in.choose_why")}</p>
      <Form.Item name="password" label={t("sign_in.present_password")} rules={[{ required: true }]}>
        <Input.Password autoFocus autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="new_password" label={t("sign_in.new_password")} rules={[{ required: true }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Trouble error={change.error} />
      <Button type="primary" htmlType="submit" block loading={change.isPending}>
        {t("sign_in.choose_go")}
      </Button>
    </Form>
  );
}

function Trouble({ error }: { error: Error | null }) {
  const { t } = useTranslation();
  if (!error) return null;
  const said = error instanceof Refused && !error.unreachable ? error.message : t("trouble.unreachable");
  return <Alert type="error" showIcon title={said} style={{ marginBottom: 16 }} role="alert" />;
}
