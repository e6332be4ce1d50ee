import { App, Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { useNewPassword } from "../api/session";
import { Refusal } from "../forms/refusal";

/** Another password; all other places are signed out by it. */
export function Password() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ password: string; new_password: string }>();
  const change = useNewPassword();
  const done = () => {
    form.resetFields();
    void message.success(t("settings.password.done"));
  };
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={change.isPending}
      onFinish={(said) => change.mutate(said, { onSuccess: done })}
      style={{ maxWidth: 360 }}
    >
      <p className="quiet">{t("settings.password.help")}</p>
      {change.error && <Refusal error={change.error} />}
      <Form.Item name="password" label={t("sign_in.present_password")} rules={[{ required: true }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <Form.Item name="new_password" label={t("sign_in.new_password")} rules={[{ required: true }]}>
        <Input.Password autoComplete="new-password" />
      </Form.Item>
      <Button htmlType="submit" loading={change.isPending}>
        {t("sign_in.choose_go")}
      </Button>
    </Form>
  );
}
