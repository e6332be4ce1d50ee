import { Button, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Block, type Entity, useWorkspace } from "../api/workspace";
import { momentText } from "../fields/moment";
import { FieldText } from "../fields/text";
import { momentOf, wallOf } from "../fields/wall";
import { Refusal } from "../forms/refusal";
import { useLabel, useLanguage } from "../language";
import { useOpenRecord } from "../records/open_record";
import type { Happening } from "./happenings";
import { useMove } from "./moving";

/** One happening: what it is, the way to its record, and moving it without dragging. */
export function HappeningCard({
  shown,
  kind,
  block,
  zone,
  titles,
  close,
}: {
  shown: Happening;
  kind: Entity;
  block: Block;
  zone: string;
  titles: Record<string, string>;
  close: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { entities } = useWorkspace();
  const open = useOpenRecord();
  const move = useMove(block);
  const field = useId();
  const [at, setAt] = useState(() => (shown.allDay ? shown.at : wallOf(shown.at, zone)));
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Error>();
  const { row } = shown;
  const state = kind.states[String(row.values.state ?? "")];
  const submit = async () => {
    setBusy(true);
    setRefused(undefined);
    try {
      await move(shown, shown.allDay ? at : momentOf(at, zone));
      close();
    } catch (error) {
      setRefused(error instanceof Error ? error : new Error(String(error)));
    }
    setBusy(false);
  };
  return (
    <Modal open title={shown.name} onCancel={close} footer={null} width={440}>
      <p className="quiet figures">
        {label(entities[row.entity]?.label, row.entity)} ·{" "}
        {shown.allDay ? shown.at : momentText(shown.at, language, zone)}
        {state && ` · ${label(state.label)}`}
      </p>
      <dl className="facts happening-facts">
        {(block.fields ?? []).map((name) => {
          const one = kind.fields[name];
          return one && row.values[name] != null ? (
            <div key={name}>
              <dt>{label(one.label, name)}</dt>
              <dd>
                <FieldText field={one} value={row.values[name]} title={(place) => titles[place]} />
              </dd>
            </div>
          ) : null;
        })}
      </dl>
      {refused && <Refusal error={refused} />}
      <form
        className="move-to"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {!shown.over && (
          <>
            <label htmlFor={field}>{t("calendar.move_to")}</label>
            <input
              id={field}
              type={shown.allDay ? "date" : "datetime-local"}
              value={at}
              required
              onChange={(event) => setAt(event.target.value)}
            />
            <Button type="primary" htmlType="submit" loading={busy}>
              {t("calendar.move")}
            </Button>
          </>
        )}
        <Button
          onClick={() => {
            close();
            open({ entity: row.entity, id: row.id });
          }}
        >
          {t("calendar.open")}
        </Button>
      </form>
    </Modal>
  );
}
