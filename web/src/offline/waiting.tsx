/** What was written out of reach of the server and has not been sent yet; and what the server then would not have. */
import { CloudUploadOutlined } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { ALL_FIELDS } from "../api/forms";
import { Moment } from "../fields/moment";
import { beginAgain } from "../forms/use_draft";
import "./offline.css";
import { stale } from "./deliver";
import { Slip } from "./slip";
import { dropUnsent, type Unsent, useUnsent } from "./unsent";

export function Waiting() {
  const { t } = useTranslation();
  const all = useUnsent();
  if (all.length === 0) return null;
  return (
    <section className="panel strip waiting" aria-label={t("offline.waiting")}>
      <CloudUploadOutlined aria-hidden />
      <strong>{t("offline.waiting")}</strong>
      <ul>
        {all.map((one) => (
          <One key={one.command.key} one={one} />
        ))}
      </ul>
    </section>
  );
}

function One({ one }: { one: Unsent }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { command, label, at, draft, refused } = one;
  const still = !refused && !stale(one);
  const [printing, setPrinting] = useState(false);
  const over = useCallback(() => setPrinting(false), []);
  const open = () => {
    beginAgain(draft, command.input);
    dropUnsent(command.key);
    const { entity, id, form } = command;
    if (id) void navigate({ to: "/records/$entity/$id", params: { entity, id } });
    else
      void navigate({
        to: "/records/$entity/new",
        params: { entity },
        search: form && form !== ALL_FIELDS ? { form } : {},
      });
  };
  return (
    <li>
      <span>
        {label} <Moment at={at} relative />
      </span>{" "}
      <span className={still ? "stale badge" : "late badge"}>
        {t(still ? "offline.unsent" : "offline.refused")}
      </span>
      {refused?.map((reason) => (
        <span key={reason.code + reason.text} className="quiet">
          {reason.text}
        </span>
      ))}
      {!still && (
        <Button size="small" type="text" onClick={open}>
          {t("offline.open")}
          <span className="hidden">{label}</span>
        </Button>
      )}
      <Button size="small" type="text" onClick={() => setPrinting(true)}>
        {t("offline.print")}
        <span className="hidden">{label}</span>
      </Button>
      {printing && <Slip one={one} over={over} />}
      <Button size="small" type="text" onClick={() => dropUnsent(command.key)}>
        {t("drafts.drop")}
        <span className="hidden">{label}</span>
      </Button>
    </li>
  );
}
