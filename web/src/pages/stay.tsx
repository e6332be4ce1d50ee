import { ClockCircleOutlined, ExclamationCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Row } from "../api/records";
import type { Entity } from "../api/workspace";
import { useWorkspace } from "../api/workspace";
import { momentText, useNow } from "../fields/moment";
import { useLanguage } from "../language";
import { dueOf, isFinal } from "./clocks";

const EVERY = 10_000; // milliseconds

/** How long a record has been where it is, and what of it is due soon or too late: in words, with a picture and a colour. */
export function Stay({ kind, row, only }: { kind: Entity; row: Row; only?: "late" }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { time_zone } = useWorkspace();
  const now = useNow(EVERY);
  const since = row.values.entered_at;
  const due = dueOf(kind, row, now);
  if (isFinal(kind, row) || typeof since !== "string") return null;
  if (only && due?.how !== "late") return null;
  const length = (from: number, to: number) => roughly((to - from) / 1000, language);
  return (
    <span className="stay">
      {!only && (
        <span className="quiet" title={momentText(since, language, time_zone)}>
          <ClockCircleOutlined aria-hidden /> {length(Date.parse(since), now)}
        </span>
      )}
      {due?.how === "late" && (
        <strong className="late">
          <ExclamationCircleOutlined aria-hidden /> {t("pages.late", { by: length(Date.parse(due.at), now) })}
        </strong>
      )}
      {due && due.how !== "late" && (
        <span className={due.how === "near" ? "stale" : "quiet"}>
          {due.how === "near" && <ExclamationCircleOutlined aria-hidden />}{" "}
          {t("pages.near", { left: length(now, Date.parse(due.at)) })}
        </span>
      )}
    </span>
  );
}

const UNITS: [string, number][] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** `4 min`, `3 hr`, `2 days`: the largest unit that is whole. */
export function roughly(seconds: number, language: string): string {
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? ["minute", 60];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(
    Math.max(0, Math.floor(seconds / size)),
  );
}
