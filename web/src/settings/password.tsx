import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { useNewPassword } from "../api/session";
import { Refusal } from "../forms/refusal";
import { useAfterwards } from "../forms/use_afterwards";

/** Another password; all other places are signed out by it. */
export function Password() {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ password: string; new_password: string }>();
  const change = useNewPassword();
  const afterwards = useAfterwards();
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      disabled={change.isPending}
      onFinish={(said) =>
        afterwards(change.mutateAsync(said), {
          said: t("settings.password.done"),
          done: () => form.resetFields(),
        })
      }
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
