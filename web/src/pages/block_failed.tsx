import { LockOutlined, WarningOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../api/http";

/** A block that could not be shown, in its own place: the rest of the page goes on. */
export function BlockFailed({ error, again }: { error: unknown; again: () => unknown }) {
  const { t } = useTranslation();
  const refused = error instanceof Refused && !error.unreachable ? error : undefined;
  const lost = error instanceof Refused && error.unreachable;
  const hidden = refused?.status === 403 || refused?.status === 404;
  return (
    <div className="panel block-note" role="alert">
      {hidden ? <LockOutlined aria-hidden /> : <WarningOutlined className="late" aria-hidden />}
      <div>
        <div>{hidden ? t("pages.hidden") : lost ? t("pages.lost") : t("pages.failed")}</div>
        {refused?.reasons.map((one) => (
          <div key={one.code + one.text} className="quiet">
            {one.text} {one.fix}
          </div>
        ))}
      </div>
      {!hidden && (
        <Button size="small" onClick={() => void again()}>
          {t("trouble.again")}
        </Button>
      )}
    </div>
  );
}

/** A block with nothing in it: what that means, and perhaps what to do. */
export function BlockEmpty({ children, more }: { children: ReactNode; more?: ReactNode }) {
  return (
    <div className="panel block-note quiet">
      <div>{children}</div>
      {more}
    </div>
  );
}
