/** Somebody else was first: who changed what, and for each field that both changed which one is to count. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormShape } from "../api/forms";
import { historyQuery } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { Chips } from "../fields/chips";
import { LinkTo } from "../fields/link_to";
import { Moment } from "../fields/moment";
import { FieldText } from "../fields/text";
import { itemsOf, type Values } from "./values";

export interface Changes {
  entity: string;
  id: string;
  /** The version that was being filled in. */
  since: number;
  mine: Values;
  theirs: Values;
  both: string[];
  taken: string[];
}

export function Overtaken({
  shape,
  put,
  ...changes
}: Changes & { shape: FormShape; put: (values: Values) => void }) {
  const { t } = useTranslation();
  const told = useInfiniteQuery(historyQuery(changes.entity, changes.id));
  const lines = told.data?.pages.flatMap((page) => page.data) ?? [];
  const line = lines.find((one) => one.version > changes.since && one.actor) ?? lines[0];
  const titles = told.data?.pages[0]?.titles;
  const labels = changes.taken.map(
    (path) => itemsOf(shape).find((item) => item.path === path)?.label ?? path,
  );
  return (
    <div role="alert" style={{ marginBottom: 16 }}>
      <Alert
        type="warning"
        showIcon
        title={
          <>
            {line?.actor ? (
              <LinkTo entity="person" id={line.actor} title={titles?.[`person/${line.actor}`]} />
            ) : (
              t("record.engine")
            )}{" "}
            {t("form.overtaken")} {line && <Moment at={line.at} relative />}
          </>
        }
        description={
          <>
            <p style={{ margin: 0 }}>{t("form.kept")}</p>
            {labels.length > 0 && (
              <p style={{ margin: 0 }}>{t("form.taken_over", { labels: labels.join(", ") })}</p>
            )}
            {changes.both.map((path) => (
              <Both key={path} path={path} shape={shape} changes={changes} put={put} />
            ))}
          </>
        }
      />
    </div>
  );
}

interface BothProps {
  path: string;
  shape: FormShape;
  changes: Changes;
  put: (values: Values) => void;
}

function Both({ path, shape, changes, put }: BothProps) {
  const { t } = useTranslation();
  const { entities } = useWorkspace();
  const [side, setSide] = useState<"mine" | "theirs">("mine");
  const field = entities[shape.entity]?.fields[path];
  const label = itemsOf(shape).find((item) => item.path === path)?.label ?? path;
  const say = (which: "mine" | "theirs") => (
    <span>
      {t(`form.${which}`)}:{" "}
      {field ? <FieldText field={field} value={changes[which][path]} /> : String(changes[which][path] ?? "–")}
    </span>
  );
  return (
    <div style={{ marginTop: 8 }}>
      <div>{label}</div>
      <Chips
        radio
        label={label}
        value={side}
        chips={[
          { id: "mine", label: say("mine") },
          { id: "theirs", label: say("theirs") },
        ]}
        pick={(id) => {
          setSide(id as "mine" | "theirs");
          put({ [path]: changes[id as "mine" | "theirs"][path] ?? null });
        }}
      />
    </div>
  );
}
