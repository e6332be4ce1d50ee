import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/http";
import type { Line } from "../api/records";
import type { Entity } from "../api/workspace";
import { LinkTo } from "../fields/link_to";
import { Moment } from "../fields/moment";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";
import type { Deed } from "./commands_of";

// Who and when stands in the line itself.
const QUIET = new Set("created_at created_by changed_at changed_by entered_at release version".split(" "));
const FEW = 6;

interface About {
  kind?: Entity;
  titles?: Record<string, string>;
}

/** One command: what it was, who gave it, what it changed, and what followed from it at once. */
export function StoryLine({ deed: { first, after }, ...about }: About & { deed: Deed }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="deed">
        <strong>
          <What line={first} />
        </strong>{" "}
        <Elsewhere line={first} {...about} />{" "}
        <span className="quiet">
          {first.actor ? (
            <LinkTo entity="person" id={first.actor} title={about.titles?.[`person/${first.actor}`]} />
          ) : (
            t("record.engine")
          )}{" "}
          · <Moment at={first.at} />
        </span>
      </div>
      <Changes line={first} {...about} />
      {after.length > 0 && (
        <ul className="then" aria-label={t("record.followed")}>
          {after.map((line) => (
            <li key={line.id}>
              <What line={line} /> <Elsewhere line={line} {...about} />
              <Changes line={line} {...about} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What was done, by the name that the pack has for it, else by ours. */
function What({ line }: { line: Line }) {
  const { t } = useTranslation();
  const label = useLabel();
  const command = line.command.replace(/^refused:/, "");
  const [sort = "", rest = ""] = command.split(":");
  const verdict = t(`approvals.told_${rest.split(".").at(-1)}`, { defaultValue: "" });
  const called = label(line.label, rest);
  const what = t(`command.${sort}`, { label: called, verdict, defaultValue: called || sort });
  return <>{command === line.command ? what : t("command.refused", { label: what })}</>;
}

/** The record to which it was done, when that is another one. */
function Elsewhere({ line, titles }: { line: Line } & About) {
  const label = useLabel();
  if (!line.elsewhere) return null;
  const { entity, id } = line.elsewhere;
  return (
    <span className="quiet">
      {label(line.elsewhere.label, entity)}{" "}
      {id && <LinkTo entity={entity} id={id} title={titles?.[`${entity}/${id}`]} />}
    </span>
  );
}

function Changes({ line, kind, titles }: { line: Line } & About) {
  const { t } = useTranslation();
  const label = useLabel();
  const [all, setAll] = useState(false);
  const changes = Object.entries(kind?.fields ?? {}).flatMap(([name, field]) => {
    const change = line.changes[name];
    return change && !QUIET.has(name) && !isHand(name, field.clock)
      ? [{ name, field, value: afterwards(change) }]
      : [];
  });
  if (changes.length === 0) return null;
  const shown = all || changes.length === FEW + 1 ? changes : changes.slice(0, FEW);
  return (
    <ul className="changes quiet">
      {shown.map(({ name, field, value }) => (
        <li key={name}>
          {label(field.label, name)}:{" "}
          <FieldText field={field} value={value} title={(place) => titles?.[place]} />
        </li>
      ))}
      {shown.length < changes.length && (
        <li>
          <Button type="link" size="small" onClick={() => setAll(true)}>
            {t("record.more_changes", { count: changes.length - shown.length })}
          </Button>
        </li>
      )}
    </ul>
  );
}

/** Whether a field is a part of a stopwatch other than how it stands: those tell nobody what was done. */
function isHand(field: string, clock?: string): boolean {
  return clock !== undefined && field !== `${clock}_status`;
}

function afterwards(change: Line["changes"][string]): Json | undefined {
  return Array.isArray(change) ? change[1] : change.after;
}
