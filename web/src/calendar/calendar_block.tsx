import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { App, Button, Segmented } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST, spanQuery } from "../api/calendar";
import { now } from "../api/clock";
import { recordQuery } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { momentOf } from "../fields/wall";
import { spanText } from "../figures/days";
import { Refusal } from "../forms/refusal";
import { useLanguage } from "../language";
import { BlockFailed } from "../pages/block_failed";
import { BlockLoading } from "../pages/block_frame";
import type { BlockProps } from "../pages/blocks";
import { fieldsOf } from "../pages/reading";
import { DayBoard } from "./day_board";
import { HappeningCard } from "./happening_card";
import { type Happening, happeningOf } from "./happenings";
import { useMove } from "./moving";
import { RoomLeft } from "./room_left";
import { dayOf, type Look, spanOf, stepped } from "./times";
import "./calendar.css";

const Grid = lazy(() => import("./grid"));

/** Records by their date: a day, a week, a month, or a day by person. */
export function CalendarBlock({ page, id, block }: BlockProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { entities } = useWorkspace();
  const { modal } = App.useApp();
  const { zone, days } = usePlace();
  const today = dayOf(new Date(now()).toISOString(), zone);
  const [look, setLook] = useState<Look>((block.period as Look | undefined) ?? "week");
  const [day, setDay] = useState(today);
  const [opened, setOpened] = useState<Happening>();
  const move = useMove(block);
  const entity = block.entity ?? "";
  const kind = entities[entity];
  const [from, until] = spanOf(look, day);
  const daily = kind?.fields[block.at ?? ""]?.kind === "date";
  const edge = (one: string) => (daily ? one : momentOf(`${one}T00:00`, zone));
  const fields = kind
    ? fieldsOf(kind, block.fields ?? [], [block.at, block.until, block.person].filter(Boolean) as string[])
    : [];
  const found = useQuery({
    ...spanQuery({
      page,
      block: id,
      entity,
      at: block.at ?? "",
      from: edge(from),
      until: edge(until),
      fields,
    }),
    enabled: kind !== undefined,
  });
  if (!kind) return null;
  if (found.error && !found.data) return <BlockFailed error={found.error} again={found.refetch} />;
  const titles = found.data?.titles ?? {};
  const happenings = (found.data?.data ?? []).flatMap((row) => happeningOf(row, kind, block, titles) ?? []);
  const dragged = async (one: Happening, at: string) => {
    try {
      await move(one, at);
      return true;
    } catch (error) {
      modal.error({ title: t("calendar.refused"), content: <Refusal error={error as Error} />, icon: null });
      return false;
    }
  };
  const last = stepped("day", until, -1);
  return (
    <div className="panel calendar-block">
      <div className="calendar-bar">
        <Button
          icon={<LeftOutlined />}
          aria-label={t("calendar.earlier")}
          onClick={() => setDay(stepped(look, day, -1))}
        />
        <Button onClick={() => setDay(today)}>{t("calendar.today")}</Button>
        <Button
          icon={<RightOutlined />}
          aria-label={t("calendar.later")}
          onClick={() => setDay(stepped(look, day, 1))}
        />
        <strong className="figures" role="status">
          {look === "month" ? monthText(day, language) : spanText(from, last, language, true)}
        </strong>
        <span className="grow" />
        <Segmented<Look>
          aria-label={t("calendar.look")}
          value={look}
          onChange={setLook}
          options={(["day", "week", "month", ...(block.person ? (["people"] as const) : [])] as const).map(
            (one) => ({
              value: one,
              label: t(`calendar.${one}`),
            }),
          )}
        />
      </div>
      {(look === "day" || look === "people") && day in days && (
        <p className="quiet">{t(days[day] ? "calendar.made_up" : "calendar.holiday")}</p>
      )}
      {(look === "day" || look === "people") && <RoomLeft entity={entity} day={day} zone={zone} />}
      {found.data?.next_cursor && <p className="quiet">{t("calendar.too_many", { most: MOST })}</p>}
      {!found.data ? (
        <BlockLoading />
      ) : look === "people" ? (
        <DayBoard
          happenings={happenings}
          zone={zone}
          named={(one) => titles[`person/${one}`] ?? "…"}
          open={setOpened}
        />
      ) : (
        <Suspense fallback={<BlockLoading />}>
          <Grid
            look={look}
            day={day}
            zone={zone}
            days={days}
            happenings={happenings}
            open={setOpened}
            move={dragged}
          />
        </Suspense>
      )}
      {opened && (
        <HappeningCard
          key={opened.row.id}
          shown={opened}
          kind={kind}
          block={block}
          zone={zone}
          titles={titles}
          close={() => setOpened(undefined)}
        />
      )}
    </div>
  );
}

/** Zone, holidays and make-up days of the reader's own centre, where one may read it; else those of the pack. */
function usePlace(): { zone: string; days: Record<string, boolean> } {
  const { time_zone, posts, entities, calendars, calendar } = useWorkspace();
  const centre = posts.find((one) => one.centre)?.centre;
  const known = entities.centre !== undefined;
  const { data } = useQuery({
    ...recordQuery("centre", centre ?? ""),
    enabled: Boolean(centre) && known,
    retry: false,
    staleTime: 300_000,
  });
  const zone = data?.values.time_zone;
  const own = calendars[String(data?.values.calendar ?? calendar ?? "")];
  return { zone: typeof zone === "string" ? zone : time_zone, days: own?.days ?? {} };
}

function monthText(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeZone: "UTC", year: "numeric", month: "long" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
