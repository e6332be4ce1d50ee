import { useTranslation } from "react-i18next";
import type { Json } from "../api/http";
import type { Line } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { LinkTo } from "../fields/link_to";
import { Moment } from "../fields/moment";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";

const QUIET = new Set(["changed_at", "changed_by", "entered_at", "release", "version"]);

/** One command: what it was, who gave it, and what it changed. */
export function StoryLine({
  line,
  kind,
  entity,
  titles,
}: {
  line: Line;
  kind?: Entity;
  entity: string;
  titles?: Record<string, string>;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const [first = "", rest = ""] = line.command.split(":");
  const [of, name = of] = (rest || first).split(".").slice(-2);
  // What somebody did elsewhere may have changed this record as well.
  const done = (entities[of ?? ""] ?? kind)?.transitions[name ?? ""];
  const what =
    label(done?.label) || t(`command.${first}`, { defaultValue: line.command.replace(`${entity}.`, "") });
  const changes = Object.entries(line.changes ?? {}).filter(
    ([field]) => !QUIET.has(field) && kind?.fields[field] && !isHand(field, kind.fields[field].clock),
  );
  return (
    <>
      <div style={{ display: "flex", gap: 8, flexWrap: "wrap" }}>
        <strong>{what}</strong>
        <span className="quiet">
          {line.actor ? (
            <LinkTo entity="person" id={line.actor} title={titles?.[`person/${line.actor}`]} />
          ) : (
            t("record.engine")
          )}{" "}
          · <Moment at={line.at} />
        </span>
      </div>
      {changes.length > 0 && (
        <ul style={{ margin: 0, paddingInlineStart: 16 }} className="quiet">
          {changes.map(([field, change]) => (
            <li key={field}>
              {label(kind?.fields[field]?.label, field)}:{" "}
              {kind?.fields[field] && (
                <FieldText
                  field={kind.fields[field]}
                  value={after(change)}
                  title={(place) => titles?.[place]}
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Whether a field is a part of a stopwatch other than how it stands: those tell nobody what was done. */
function isHand(field: string, clock?: string): boolean {
  return clock !== undefined && field !== `${clock}_status`;
}

function after(change: Line["changes"][string]): Json | undefined {
  return Array.isArray(change) ? change[1] : change.after;
}
