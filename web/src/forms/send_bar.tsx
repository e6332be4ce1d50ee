/** The buttons under a form; drawn once, since nothing that is typed changes them. */
import { Button } from "antd";
import { memo } from "react";
import { useTranslation } from "react-i18next";

interface Props {
  go: string;
  cancel?: () => void;
  busy: boolean;
}

export const SendBar = memo(function SendBar({ go, cancel, busy }: Props) {
  const { t } = useTranslation();
  return (
    <div className="send">
      <Button type="primary" htmlType="submit" loading={busy}>
        {go}
      </Button>
      {cancel && <Button onClick={cancel}>{t("form.cancel")}</Button>}
      <span className="quiet only-wide">{t("form.keys")}</span>
    </div>
  );
});
