/** Tells on the desktop what becomes due and which letters come, to whoever has asked for it in the settings. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { now } from "../api/clock";
import { inboxQuery } from "../api/inbox";
import { queueQuery } from "../api/queue";
import { useSettings } from "../api/settings";
import { useWorkspace } from "../api/workspace";
import { useLanguage } from "../language";
import { inQuiet } from "./quiet";

const LONGEST = 3_600_000; // milliseconds that a timer is set for; the queue is read anew long before

interface Told {
  id: string;
  title: string;
  body?: string;
  entity: string | null;
  record: string | null;
}

export function Desktop() {
  const on = useSettings()?.workspace.desktop === true && permitted();
  return on ? <Listening /> : null;
}

/** Whether this browser may show anything on the desktop. */
export function permitted(): boolean {
  return "Notification" in window && Notification.permission === "granted";
}

function Listening() {
  const { t } = useTranslation();
  const language = useLanguage();
  const tell = useTell();
  const { data: letters } = useQuery(inboxQuery);
  const { data: queue } = useQuery(queueQuery(language));
  const known = useRef<Set<string>>(undefined);
  useEffect(() => {
    if (!letters) return;
    const fresh = letters.data.filter((one) => one.read_at === null && !known.current?.has(one.id));
    // What lay there already when one came is no news.
    if (known.current) for (const one of fresh) tell({ ...one, title: t("events.letter"), body: one.text });
    known.current = new Set(letters.data.map((one) => one.id));
  }, [letters, tell, t]);
  useEffect(() => {
    const soon = (queue?.data ?? []).flatMap((item) => {
      const wait = item.due_at ? Date.parse(item.due_at) - now() : -1;
      const title = t("events.due", { what: item.label ?? item.reasons[0]?.text ?? "" });
      const body = [item.title ?? item.number, item.state_label].filter(Boolean).join(" · ");
      return wait > 0 && wait < LONGEST
        ? [setTimeout(() => tell({ ...item, id: `${item.id} ${item.due_at}`, title, body }), wait)]
        : [];
    });
    return () => soon.forEach(clearTimeout);
  }, [queue, tell, t]);
  return null;
}

/** Show something; a press on it leads to the record. One of several windows is seen: they name it alike. */
function useTell(): (told: Told) => void {
  const navigate = useNavigate();
  const { time_zone } = useWorkspace();
  const quiet = useSettings()?.notifications.quiet;
  const latest = useRef<(told: Told) => void>(() => {});
  latest.current = ({ id, title, body, entity, record }) => {
    if (quiet && inQuiet(quiet, now(), time_zone)) return;
    const shown = new Notification(title, { body, tag: id, icon: "/mark.svg" });
    shown.onclick = () => {
      window.focus();
      shown.close();
      if (entity && record) void navigate({ to: "/records/$entity/$id", params: { entity, id: record } });
    };
  };
  return useRef((told: Told) => latest.current(told)).current;
}
