import { DeleteOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, DatePicker, Skeleton } from "antd";
import type { Dayjs } from "dayjs";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormItem } from "../api/forms";
import { absencesQuery, type StandIn, standInQuery, useAbsences, useStandIn } from "../api/own";
import { useMe } from "../api/session";
import { useWorkspace } from "../api/workspace";
import { LinkInput } from "../fields/link_input";
import { momentText } from "../fields/moment";
import { TextEntry } from "../fields/text_entry";
import { Refusal } from "../forms/refusal";
import { useLanguage } from "../language";
import { Failed } from "../shell/failed";
import { Row } from "./row";

const DAY = "YYYY-MM-DD";
const PERSON = { type: "person", to: ["person"], required: false, text: "" } as unknown as FormItem;

/** When one is away, and who decides in one's place. */
export function Away() {
  const person = useMe().person.id;
  const { data, error, refetch } = useQuery(standInQuery);
  if (error) return <Failed error={error} again={refetch} />;
  if (!data || !person) return <Skeleton active title={false} paragraph={{ rows: 3 }} />;
  return (
    <>
      <InPlace key={`${data.to} ${data.since} ${data.until}`} now={data} />
      <Absent person={person} />
    </>
  );
}

function InPlace({ now }: { now: StandIn }) {
  const { t } = useTranslation();
  const [said, say] = useState(now);
  const put = useStandIn();
  const days: [Dayjs | null, Dayjs | null] = [
    said.since ? dayjs(said.since) : null,
    said.until ? dayjs(said.until) : null,
  ];
  return (
    <>
      {put.error && <Refusal error={put.error} />}
      <Row label={t("settings.away.stand_in")} help={t("settings.away.stand_in_help")} of="stand-in">
        <LinkInput
          id="stand-in"
          item={PERSON}
          value={said.to}
          onChange={(to) => say({ ...said, to: to as string | null })}
        />
        <DatePicker.RangePicker
          aria-label={t("settings.away.days")}
          allowEmpty={[true, true]}
          value={days}
          onChange={(next) =>
            say({ ...said, since: next?.[0]?.format(DAY) ?? null, until: next?.[1]?.format(DAY) ?? null })
          }
        />
        <TextEntry
          value={said.reason ?? ""}
          onText={(reason) => say({ ...said, reason })}
          placeholder={t("settings.away.reason")}
          aria-label={t("settings.away.reason")}
        />
        <Button type="primary" loading={put.isPending} onClick={() => put.mutate(said)}>
          {t("form.save")}
        </Button>
      </Row>
    </>
  );
}

function Absent({ person }: { person: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { time_zone } = useWorkspace();
  const { data } = useQuery(absencesQuery(person));
  const put = useAbsences(person);
  const [days, setDays] = useState<[Dayjs | null, Dayjs | null] | null>(null);
  if (!data) return <Skeleton active title={false} paragraph={{ rows: 2 }} />;
  const { version, absences } = data;
  const add = () => {
    const [from, until] = days ?? [];
    if (!from || !until) return;
    const span = { from: from.format(DAY), until: until.format(DAY) };
    put.mutate({ version, absences: [...absences, span] }, { onSuccess: () => setDays(null) });
  };
  const day = (at: string) => momentText(at, language, time_zone, true);
  return (
    <>
      {put.error && <Refusal error={put.error} />}
      <Row label={t("settings.away.absent")} help={t("settings.away.absent_help")}>
        {absences.map((one) => (
          <div key={`${one.from} ${one.until}`} className="settings-line figures">
            <span className="grow">
              {t("settings.away.span", {
                from: day(one.from),
                // The end is the first moment after it.
                until: day(new Date(Date.parse(one.until) - 1).toISOString()),
              })}
            </span>
            <Button
              type="text"
              icon={<DeleteOutlined />}
              aria-label={t("settings.away.take_away", { from: day(one.from) })}
              onClick={() => put.mutate({ version, absences: absences.filter((other) => other !== one) })}
            />
          </div>
        ))}
        <div className="settings-line">
          <DatePicker.RangePicker aria-label={t("settings.away.absent")} value={days} onChange={setDays} />
          <Button onClick={add} disabled={!days?.[0] || !days[1]} loading={put.isPending}>
            {t("settings.away.add")}
          </Button>
        </div>
      </Row>
    </>
  );
}
