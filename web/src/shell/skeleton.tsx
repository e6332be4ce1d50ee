import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";

/** The shape of a page while it is loaded. */
export function PageLoading() {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("shell.loading")} style={{ padding: 24 }}>
      <Skeleton active title paragraph={{ rows: 6 }} />
    </div>
  );
}
