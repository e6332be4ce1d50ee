import { CheckCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { PoolOffer } from "./pool_offer";

/** Nothing is left to do: said with pleasure, and with what could be claimed besides. */
export function Zero() {
  const { t } = useTranslation();
  return (
    <div className="panel zero">
      <CheckCircleOutlined aria-hidden />
      <p>{t("queue.empty")}</p>
      <PoolOffer />
    </div>
  );
}
