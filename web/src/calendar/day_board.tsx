import { useTranslation } from "react-i18next";
import { wallOf } from "../fields/wall";
import type { Happening } from "./happenings";
import { minuteOf } from "./times";

const FIRST = 8 * 60;
const LAST = 21 * 60;
const HOUR = 60;

/** One day, a column for each person: who has whom when, one after the other in the order of time. */
export function DayBoard({
  happenings,
  zone,
  named,
  open,
}: {
  happenings: Happening[];
  zone: string;
  named: (person: string) => string;
  open: (one: Happening) => void;
}) {
  const { t } = useTranslation();
  const people = [...new Set(happenings.map((one) => one.person ?? ""))].sort(
    (one, other) => Number(one === "") - Number(other === "") || named(one).localeCompare(named(other)),
  );
  if (people.length === 0) return <p className="quiet day-empty">{t("calendar.nothing")}</p>;
  return (
    <div className="day-board">
      {people.map((person) => {
        const mine = happenings.filter((one) => (one.person ?? "") === person);
        return (
          <section key={person} aria-label={person ? named(person) : t("calendar.nobody")}>
            <h3>
              {person ? named(person) : t("calendar.nobody")}{" "}
              <span className="quiet figures">{t("calendar.count", { count: mine.length })}</span>
            </h3>
            <DayStrip happenings={mine} zone={zone} />
            <ul>
              {mine.map((one) => (
                <li key={one.row.id}>
                  <button type="button" data-over={one.over} onClick={() => open(one)}>
                    <span className="figures">
                      {one.allDay
                        ? t("calendar.all_day")
                        : `${wallOf(one.at, zone).slice(11)}–${wallOf(one.until, zone).slice(11)}`}
                    </span>
                    <strong>{one.name}</strong>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** How full a day is: what is taken between morning and evening. The list below says the same in words. */
function DayStrip({ happenings, zone }: { happenings: Happening[]; zone: string }) {
  const place = (minute: number) =>
    ((Math.min(Math.max(minute, FIRST), LAST) - FIRST) / (LAST - FIRST)) * 100;
  return (
    <div className="day-strip" aria-hidden>
      {happenings
        .filter((one) => !one.allDay && !one.over)
        .map((one) => {
          const begin = minuteOf(one.at, zone);
          const length = Math.max((Date.parse(one.until) - Date.parse(one.at)) / 60_000, HOUR / 4);
          return (
            <span
              key={one.row.id}
              style={{
                insetInlineStart: `${place(begin)}%`,
                inlineSize: `${place(begin + length) - place(begin)}%`,
              }}
            />
          );
        })}
    </div>
  );
}
