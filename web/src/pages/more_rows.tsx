import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { BlockRows } from "./reading";

/** Below the rows of a block: how many of all are shown, and the next ones; nothing where all are. */
export function MoreRows({ rows, total, more, loadingMore }: BlockRows) {
  const { t } = useTranslation();
  if (!more) return null;
  return (
    <div className="block-more">
      <Button size="small" type="text" onClick={more} loading={loadingMore}>
        {t("pages.more", { shown: rows.length, total })}
      </Button>
    </div>
  );
}
