/** Of a moment that a limit counts the room of: the first three that are free, to be taken at one press. */
import { useQueries } from "@tanstack/react-query";
import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { now } from "../api/clock";
import { freeQuery, type Slot } from "../api/limits";
import { useMe } from "../api/session";
import { useWorkspace } from "../api/workspace";
import { Chips } from "../fields/chips";
import { momentText } from "../fields/moment";
import { useLanguage } from "../language";

const DAYS = 3;
const SHOWN = 3;

interface Props {
  entity: string;
  path: string;
  label: string;
  pick: (at: string) => void;
}

export function FreeSlots(props: Props) {
  const { limits } = useWorkspace();
  const found = Object.entries(limits).find(
    ([, { slots }]) => slots?.entity === props.entity && slots.at === props.path && slots.until === null,
  );
  return found?.[1].slots ? <Free {...props} limit={found[0]} per={found[1].slots.per} /> : null;
}

function Free({ limit, per, label, pick }: Props & { limit: string; per: string[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { time_zone, posts } = useWorkspace();
  const me = useMe();
  const form = Form.useFormInstance();
  const centre = me.acting_as?.centre ?? posts[0]?.centre ?? null;
  const key = Object.fromEntries(
    per.map((name) => [
      name,
      (form.getFieldValue([name]) as string | null) ?? (name === "centre" ? centre : null),
    ]),
  );
  const known = Object.values(key).every((one) => one !== null);
  const days = useQueries({
    queries: Array.from({ length: DAYS }, (_, ahead) => ({
      ...freeQuery(limit, day(ahead, time_zone), key as Record<string, string>),
      enabled: known,
    })),
  });
  const slots = days
    .flatMap((one) => one.data?.slots ?? [])
    .filter(open)
    .slice(0, SHOWN);
  if (slots.length === 0) return null;
  return (
    <div className="offered">
      <Chips
        label={t("form.free", { label })}
        chips={slots.map((slot) => ({
          id: slot.from,
          label: (
            <span className="figures">
              {momentText(slot.from, language, time_zone).slice(5)}{" "}
              {slot.free !== null && (
                <span className="quiet">{t("form.left", { count: Number(slot.free) })}</span>
              )}
            </span>
          ),
        }))}
        pick={pick}
      />
    </div>
  );
}

const WHOLE = 5 * 60_000; // what has begun already does not start on a whole minute

function open(slot: Slot): boolean {
  return Number(slot.free ?? 1) > 0 && Date.parse(slot.from) % WHOLE === 0;
}

function day(ahead: number, zone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(now() + ahead * 86_400_000);
}
