import { DisconnectOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { byServer } from "../api/clock";
import { useWorkspace } from "../api/workspace";
import { momentText } from "../fields/moment";
import { useLanguage } from "../language";
import { lastHeard, useReach } from "./live";
import "./events.css";

/** Said while the server is out of reach: from when all that is shown is, and that it may still be read. */
export function Offline() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { time_zone } = useWorkspace();
  const client = useQueryClient();
  const [trying, setTrying] = useState(false);
  if (useReach() !== "offline") return null;
  const again = async () => {
    setTrying(true);
    dispatchEvent(new Event("online"));
    await client.refetchQueries({ type: "active" });
    setTrying(false);
  };
  const at = momentText(byServer(lastHeard()), language, time_zone).slice(-5);
  return (
    <div className="offline" role="status">
      <DisconnectOutlined />
      <span className="grow">{t("events.offline", { at })}</span>
      <Button size="small" loading={trying} onClick={() => void again()}>
        {t("events.again")}
      </Button>
    </div>
  );
}
