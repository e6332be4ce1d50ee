import { Form, Input, Modal } from "antd";
import { useTranslation } from "react-i18next";
import type { Reason } from "../api/http";

export type Confirmed = Record<string, string>;

/** Asks for a reason for each sentence that the pack wants confirmed; the reasons are kept in the history. */
export function Confirm({
  reasons,
  close,
  confirm,
  busy,
}: {
  reasons: Reason[];
  close: () => void;
  confirm: (said: Confirmed) => void;
  busy: boolean;
}) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Confirmed>();
  return (
    <Modal
      open
      title={t("confirm.title")}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t("confirm.go")}
      cancelText={t("form.cancel")}
      confirmLoading={busy}
    >
      <Form form={form} layout="vertical" onFinish={confirm}>
        {reasons.map((one) => {
          const data = (one.data ?? {}) as Record<string, unknown>;
          const name = String(data.name ?? data.invariant ?? data.limit ?? one.pointer ?? one.code);
          return (
            <Form.Item
              key={name}
              name={name}
              label={one.text}
              rules={[{ required: true, message: t("confirm.reason") }]}
            >
              <Input.TextArea autoSize={{ minRows: 2 }} placeholder={t("confirm.reason")} />
            </Form.Item>
          );
        })}
      </Form>
    </Modal>
  );
}
