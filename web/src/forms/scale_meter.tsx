/** A number on the scale of its decision table: the stretches side by side, and a mark where it is. */
import { useTranslation } from "react-i18next";
import type { Scale } from "../api/foretelling";

const BEYOND = 1.25; // of the last bound, where the last stretch has no end

export function ScaleMeter({ scale }: { scale: Scale }) {
  const { t } = useTranslation();
  const band = scale.bands[scale.here];
  const ends = scale.bands.map((one) => (one.upto === null ? null : Number(one.upto)));
  const value = Number(scale.value);
  const last = Math.max(0, ...ends.map((one) => one ?? 0));
  const whole = Math.max(ends.includes(null) ? last * BEYOND : last, value) || 1;
  const begin = (place: number) => (place === 0 ? 0 : (ends[place - 1] ?? 0));
  const width = (place: number) => (((ends[place] ?? whole) - begin(place)) / whole) * 100;
  const at = Math.min(100, Math.max(0, (value / whole) * 100));
  return (
    <div className="scale">
      <div className="scale-said">
        <span>{scale.of_label}</span> <strong className="figures">{scale.text}</strong>{" "}
        <strong className="scale-here">{band?.label}</strong>
        {scale.left !== null && (
          <span className="quiet">{t("foretold.left", { left: scale.left, end: band?.text })}</span>
        )}
      </div>
      <div className="scale-bar" aria-hidden>
        {scale.bands.map((one, place) => (
          <span
            key={one.option}
            data-at={place === scale.here ? "here" : place < scale.here ? "passed" : "ahead"}
            style={{ width: `${width(place)}%` }}
          />
        ))}
        <i style={{ insetInlineStart: `${at}%` }} />
      </div>
      <ol className="figures">
        {scale.bands.map((one, place) => (
          <li key={one.option} data-at={place === scale.here ? "here" : undefined}>
            {one.label}{" "}
            {one.upto === null
              ? t("foretold.beyond", { end: scale.bands[place - 1]?.text })
              : t("foretold.upto", { end: one.text })}
          </li>
        ))}
      </ol>
    </div>
  );
}
