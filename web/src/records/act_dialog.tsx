/** What was chosen to be done about a record, in a dialog: its form, a question, or why it is not possible. */
import { useQuery } from "@tanstack/react-query";
import { Button, Modal, Skeleton } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ALL_FIELDS, type FormOf, type FormShape, formName, formQuery } from "../api/forms";
import { type Json, Refused } from "../api/http";
import { type Offer, type Subject, useSend } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { DraftedForm } from "../forms/drafted_form";
import { useHeading } from "../forms/heading";
import { Refusal } from "../forms/refusal";
import { useLanguage } from "../language";
import { Failed } from "../shell/failed";
import { Blocked } from "./blocked";
import { editForm } from "./keys";
import { Merging } from "./merging";
import type { Acting, Opened } from "./use_acting";

export function ActDialog({ record, acting, opened }: { record: Subject; acting: Acting; opened: Opened }) {
  const { act } = opened;
  const shape = useOpenedForm(record, opened);
  const heading = useHeading();
  const title =
    act.kind === "take" || act.kind === "blocked"
      ? act.offer.label
      : act.kind === "edit" && !act.form
        ? heading("edit", record.entity)
        : (shape.data?.label ?? "");
  const done = () => {
    acting.told(title);
    acting.close();
  };
  return (
    <Modal
      open
      title={title}
      onCancel={acting.close}
      footer={null}
      destroyOnHidden
      width={widthOf(shape.data)}
      style={{ top: 40 }}
    >
      {act.kind === "blocked" ? (
        <ul className="offers">
          <Blocked offer={act.offer} record={record} acting={acting} />
        </ul>
      ) : act.kind === "take" && !act.offer.form ? (
        <Plain record={record} offer={act.offer} close={acting.close} done={done} />
      ) : shape.error && !shape.data ? (
        <Failed error={shape.error} again={shape.refetch} />
      ) : shape.data ? (
        <WithForm record={record} opened={opened} shape={shape.data} close={acting.close} done={done} />
      ) : (
        <Skeleton active />
      )}
    </Modal>
  );
}

function useOpenedForm(record: Subject, { act }: Opened) {
  const language = useLanguage();
  const { entities } = useWorkspace();
  const about: FormOf =
    act.kind === "make"
      ? { form: act.form, entity: act.entity }
      : act.kind === "edit"
        ? {
            form: act.form ?? editForm(entities[record.entity], act.field),
            entity: record.entity,
            record: record.id,
          }
        : {
            form: act.offer.form ?? ALL_FIELDS,
            entity: record.entity,
            record: record.id,
            transition: act.offer.id,
          };
  const none = act.kind === "blocked" || (act.kind === "take" && !act.offer.form);
  // What stands in the form was worked out when it was opened: it is not made anew under somebody's hands.
  return useQuery({ ...formQuery(about, language), enabled: !none, refetchOnWindowFocus: false });
}

interface WithFormProps {
  record: Subject;
  opened: Opened;
  shape: FormShape;
  close: () => void;
  done: () => void;
}

function WithForm({ record, opened: { act, refused, sentAs }, shape, close, done }: WithFormProps) {
  const { t } = useTranslation();
  const { entities } = useWorkspace();
  const [first] = useState(shape); // the form as it was opened; what changes meanwhile is brought together by the form
  if (act.kind === "blocked") return null;
  const several = act.kind === "make" && (entities[act.entity]?.fields[act.link]?.to?.length ?? 0) > 1;
  const link: Record<string, Json> =
    act.kind === "make" ? { [act.link]: several ? `${record.entity}/${record.id}` : record.id } : {};
  const preset = act.kind === "edit" ? undefined : first.presets.find((one) => one.id === act.preset);
  const target =
    act.kind === "make"
      ? {}
      : {
          id: record.id,
          version: record.version,
          transition: act.kind === "take" ? act.offer.id : undefined,
        };
  const go = act.kind === "take" ? act.offer.label : t(act.kind === "make" ? "form.create" : "form.save");
  return (
    <DraftedForm
      shape={
        act.kind === "edit" && formName(first) === ALL_FIELDS
          ? writable(first, entities[record.entity])
          : first
      }
      target={target}
      go={go}
      done={done}
      cancel={close}
      given={{ ...link, ...preset?.values }}
      refused={refused}
      sentAs={sentAs}
      later={close}
      focused
      foretold={
        act.kind === "take" && entities[record.entity]?.transitions[act.offer.id]?.merges
          ? (values) => <Merging record={record} offer={act.offer} shape={first} values={values} />
          : undefined
      }
    />
  );
}

/** Only the fields that may be changed are seen; what is worked out of them is told when it changes. */
function writable(shape: FormShape, kind?: Entity): FormShape {
  const sections = shape.sections.map((section) => ({
    ...section,
    items: section.items.flatMap((item) =>
      kind?.fields[item.path]?.derived
        ? [{ ...item, visible: false, conditions: {} }]
        : item.readonly
          ? []
          : [item],
    ),
  }));
  return { ...shape, sections };
}

const NARROW = 640;
const WIDE = 960; // where rows are filled in

function widthOf(shape?: FormShape): number {
  return shape?.sections.some(({ items }) => items.some((one) => one.columns?.length)) ? WIDE : NARROW;
}

function Plain({
  record,
  offer,
  close,
  done,
}: {
  record: Subject;
  offer: Offer;
  close: () => void;
  done: () => void;
}) {
  const { t } = useTranslation();
  const send = useSend();
  const [key] = useState(() => crypto.randomUUID());
  const place = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    setTimeout(() => place.current?.focus());
  }, []);
  const { entity, id, version } = record;
  const go = () =>
    // What is refused stands above; it is done even when this dialog is gone by then.
    send
      .mutateAsync({ entity, id, version, transition: offer.id, input: {}, key })
      .then(done, () => undefined);
  return (
    <>
      {send.error && <Refusal error={send.error} />}
      <p>{t("record.sure", { label: offer.label })}</p>
      <div style={{ display: "flex", gap: 8 }}>
        <Button
          ref={place}
          type="primary"
          loading={send.isPending}
          onClick={go}
          disabled={send.error instanceof Refused}
        >
          {offer.label}
        </Button>
        <Button onClick={close}>{t("form.cancel")}</Button>
      </div>
    </>
  );
}
