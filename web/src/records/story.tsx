import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/http";
import { historyQuery, type Line } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { LinkTo } from "../fields/link_to";
import { Moment } from "../fields/moment";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";
import { Failed } from "../shell/failed";

/** What happened to a record, newest first. */
export function Story({ entity, id }: { entity: string; id: string }) {
  const { t } = useTranslation();
  const { entities } = useWorkspace();
  const found = useInfiniteQuery(historyQuery(entity, id));
  if (found.error) return <Failed error={found.error} again={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const kind = entities[entity];
  return (
    <>
      <ol className="story">
        {found.data.pages.flatMap((page) =>
          page.data.map((line) => (
            <Entry key={line.id} line={line} kind={kind} entity={entity} titles={page.titles} />
          )),
        )}
      </ol>
      {found.hasNextPage && (
        <Button onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
          {t("list.more")}
        </Button>
      )}
    </>
  );
}

const QUIET = new Set(["changed_at", "changed_by", "entered_at", "release", "version"]);

function Entry({
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
  const [first = "", rest = ""] = line.command.split(":");
  const name = (rest || first).split(".").at(-1) ?? "";
  const what =
    label(kind?.transitions[name]?.label) ||
    t(`command.${first}`, { defaultValue: "" }) ||
    line.command.replace(`${entity}.`, "");
  const changes = Object.entries(line.changes ?? {}).filter(
    ([field]) => !QUIET.has(field) && kind?.fields[field],
  );
  return (
    <li>
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
    </li>
  );
}

function after(change: Line["changes"][string]): Json | undefined {
  return Array.isArray(change) ? change[1] : change.after;
}
