import { Checkbox, Skeleton, Switch, TimePicker } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Settings, usePutSettings, useSettings } from "../api/settings";
import { permitted } from "../events/desktop";
import { Refusal } from "../forms/refusal";
import { useLabel } from "../language";
import { Row } from "./row";

const NIGHT = { from: "21:00", until: "08:00" };

/** How messages are wanted: on the desktop, when not, and by which ways. */
export function Notifications() {
  const settings = useSettings();
  if (!settings) return <Skeleton active title={false} paragraph={{ rows: 4 }} />;
  return (
    <>
      <OnDesktop settings={settings} />
      <Quiet settings={settings} />
      <Ways settings={settings} />
    </>
  );
}

function OnDesktop({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const put = usePutSettings();
  const [refused, setRefused] = useState(false);
  const turn = async (on: boolean) => {
    const granted =
      !on || ("Notification" in window && (await Notification.requestPermission()) === "granted");
    setRefused(!granted);
    if (granted) put.mutate({ workspace: { desktop: on } });
  };
  return (
    <Row
      label={t("settings.notifications.desktop")}
      help={
        refused ? (
          <span role="alert" className="late">
            {t("settings.notifications.desktop_refused")}
          </span>
        ) : (
          t("settings.notifications.desktop_help")
        )
      }
      of="desktop"
    >
      <Switch
        id="desktop"
        checked={settings.workspace.desktop === true && permitted()}
        onChange={(on) => void turn(on)}
        loading={put.isPending}
      />
    </Row>
  );
}

function Quiet({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const put = usePutSettings();
  const { quiet } = settings.notifications;
  const choose = (next: typeof quiet) => put.mutate({ notifications: { quiet: next } });
  return (
    <>
      {put.error && <Refusal error={put.error} />}
      <Row label={t("settings.notifications.quiet")} help={t("settings.notifications.quiet_help")} of="quiet">
        <Switch id="quiet" checked={quiet !== undefined} onChange={(on) => choose(on ? NIGHT : undefined)} />
        {quiet && (
          <TimePicker.RangePicker
            aria-label={t("settings.notifications.quiet")}
            format="HH:mm"
            minuteStep={15}
            order={false}
            allowClear={false}
            value={[clock(quiet.from), clock(quiet.until)]}
            onChange={(times) => {
              const [from, until] = times ?? [];
              if (from && until) choose({ from: from.format("HH:mm"), until: until.format("HH:mm") });
            }}
          />
        )}
      </Row>
    </>
  );
}

const clock = (time: string) => dayjs(`2000-01-01T${time}`);
const OUTSIDE = ["sms", "mail"];

/** Of each message that comes by several ways, which are wanted; the inbox has them all. */
function Ways({ settings }: { settings: Settings }) {
  const { t } = useTranslation();
  const label = useLabel();
  const put = usePutSettings();
  const off = settings.notifications.off ?? {};
  const messages = Object.entries(settings.messages).filter(([, one]) => one.channels.includes("app"));
  if (messages.length === 0) return null;
  const turn = (id: string, way: string, on: boolean) => {
    const others = (off[id] ?? []).filter((one) => one !== way);
    put.mutate({ notifications: { off: { ...off, [id]: on ? others : [...others, way] } } });
  };
  return (
    <Row label={t("settings.notifications.ways")} help={t("settings.notifications.ways_help")}>
      <ul className="settings-ways">
        {messages.map(([id, one]) => (
          <li key={id}>
            <span className="grow">{label(one.label, id)}</span>
            {OUTSIDE.filter((way) => one.channels.includes(way)).map((way) => (
              <Checkbox
                key={way}
                checked={!off[id]?.includes(way)}
                onChange={(event) => turn(id, way, event.target.checked)}
                aria-label={t("settings.notifications.way", {
                  message: label(one.label, id),
                  way: t(`settings.notifications.${way}`),
                })}
              >
                {t(`settings.notifications.${way}`)}
              </Checkbox>
            ))}
          </li>
        ))}
      </ul>
    </Row>
  );
}
