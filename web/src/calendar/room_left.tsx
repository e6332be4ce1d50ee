import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { now } from "../api/clock";
import { freeQuery, type Slot } from "../api/limits";
import { useWorkspace } from "../api/workspace";
import { wallOf } from "../fields/wall";
import { useLabel } from "../language";

/** What is still free on a day under the limit that these records are counted by at one's own place. */
export function RoomLeft({ entity, day, zone }: { entity: string; day: string; zone: string }) {
  const { limits, posts } = useWorkspace();
  const centre = posts.find((one) => one.centre)?.centre;
  const found = Object.entries(limits).find(
    ([, { slots }]) => slots?.entity === entity && slots.until === null && slots.per.join() === "centre",
  );
  if (!found || !centre) return null;
  return <Slots limit={found[0]} day={day} zone={zone} centre={centre} />;
}

function Slots({ limit, day, zone, centre }: { limit: string; day: string; zone: string; centre: string }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { limits } = useWorkspace();
  const { data } = useQuery(freeQuery(limit, day, { centre }));
  const runs = runsOf(data?.slots.filter((one) => Date.parse(one.until) > now()) ?? []);
  if (!data || runs.length === 0) return null;
  const hour = (moment: string) => wallOf(moment, zone).slice(11);
  return (
    <ul className="slots" aria-label={label(limits[limit]?.label, limit)}>
      {runs.map((one) => (
        <li key={one.from} data-full={Number(one.free) <= 0 || undefined}>
          <span className="figures">{`${hour(one.from)}–${hour(one.until)}`}</span>{" "}
          {Number(one.free) <= 0 ? t("calendar.full") : t("calendar.free", { free: one.free, max: data.max })}
        </li>
      ))}
    </ul>
  );
}

/** What follows on with as much room as what stands before it is told once. */
function runsOf(slots: Slot[]): Slot[] {
  const runs: Slot[] = [];
  for (const slot of slots) {
    const last = runs.at(-1);
    if (last && last.until === slot.from && last.free === slot.free) last.until = slot.until;
    else runs.push({ ...slot });
  }
  return runs;
}
