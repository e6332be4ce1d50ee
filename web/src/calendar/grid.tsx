import "@fullcalendar/react/skeleton.css";
import "@fullcalendar/react/themes/classic/theme.css";
import "@fullcalendar/react/themes/classic/palette.css";
import FullCalendar from "@fullcalendar/react";
import dayGrid from "@fullcalendar/react/daygrid";
import interaction from "@fullcalendar/react/interaction";
import zhCn from "@fullcalendar/react/locales/zh-cn";
import classic from "@fullcalendar/react/themes/classic";
import timeGrid from "@fullcalendar/react/timegrid";
import { useTranslation } from "react-i18next";
import { now } from "../api/clock";
import { useLanguage } from "../language";
import type { Happening } from "./happenings";
import { dayOf, type Look } from "./times";

const PLUGINS = [dayGrid, timeGrid, interaction, classic];
const NOON = 12 * 3_600_000;
const VIEWS = { day: "timeGridDay", week: "timeGridWeek", month: "dayGridMonth" } as const;

/** A day, a week or a month of happenings. What is dragged is moved, or goes back where it was. */
export default function Grid({
  look,
  day,
  zone,
  days,
  happenings,
  open,
  move,
}: {
  look: Exclude<Look, "people">;
  day: string;
  zone: string;
  /** Holidays (false) and make-up days (true). */
  days: Record<string, boolean>;
  happenings: Happening[];
  open: (one: Happening) => void;
  /** Gives whether it was moved. */
  move: (one: Happening, at: string) => Promise<boolean>;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  // At noon it is the same day whether a date is told as midnight here or in UTC.
  const marked = (date: Date) => {
    const open = days[dayOf(new Date(Number(date) + NOON).toISOString(), zone)];
    return open === undefined ? "" : ` ${t(open ? "calendar.made_up_short" : "calendar.holiday_short")}`;
  };
  const byId = new Map(happenings.map((one) => [one.row.id, one]));
  return (
    <FullCalendar
      key={`${look} ${day} ${language}`}
      plugins={PLUGINS}
      initialView={VIEWS[look]}
      initialDate={day}
      timeZone={zone}
      now={() => new Date(now()).toISOString()}
      locale={language === "zh-CN" ? zhCn : "en"}
      firstDay={1}
      headerToolbar={false}
      height="auto"
      nowIndicator
      slotMinTime="07:00:00"
      slotMaxTime="22:00:00"
      expandRows
      allDaySlot={happenings.some((one) => one.allDay)}
      eventTimeFormat={{ hour: "2-digit", minute: "2-digit", hour12: false }}
      slotHeaderFormat={{ hour: "2-digit", minute: "2-digit", hour12: false }}
      dayMaxEvents={4}
      eventInteractive
      eventStartEditable
      dayCellTopContent={({ text, date }) => `${text}${marked(date)}`}
      dayHeaderContent={({ text, date }) => (look === "month" ? text : `${text}${marked(date)}`)}
      events={happenings.map((one) => ({
        id: one.row.id,
        title: one.name,
        start: one.at,
        ...(one.allDay ? { allDay: true } : { end: one.until }),
        startEditable: !one.over,
        className: one.over ? `happening over ${one.over}` : "happening",
      }))}
      eventClick={({ event }) => {
        const one = byId.get(event.id);
        if (one) open(one);
      }}
      eventDrop={async ({ event, oldEvent, revert }) => {
        const one = byId.get(event.id);
        const far = Number(event.start ?? 0) - Number(oldEvent.start ?? 0);
        const at = new Date(Date.parse(one?.at ?? "") + far).toISOString();
        if (!one || !(await move(one, one.allDay ? at.slice(0, 10) : at))) revert();
      }}
    />
  );
}
