/** One thing done to many records: what it needs is asked once, then each record answers for itself. */
import { useQuery } from "@tanstack/react-query";
import { Button, Form, Modal, Progress, Select, Skeleton } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { formQuery } from "../api/forms";
import type { Json } from "../api/http";
import { type BulkRow, useBulk } from "../api/lists";
import type { Row } from "../api/records";
import type { Field, Transition } from "../api/workspace";
import { FieldInput } from "../fields/input";
import { itemOf } from "../fields/item";
import { FormView } from "../forms/form_view";
import { Refusal } from "../forms/refusal";
import { useLabel, useLanguage } from "../language";
import { BulkResult } from "./bulk_result";

export type Doing =
  | { what: "step"; id: string; step: Transition; rows: Row[] }
  | { what: "change"; fields: [string, Field][]; rows: Row[] };

type Input = Record<string, Json>;

interface Props {
  entity: string;
  doing: Doing;
  name: (row: Row) => string;
  close: () => void;
}

export function BulkDialog({ entity, doing, name, close }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const [through, setThrough] = useState(0);
  const [told, setTold] = useState<Map<string, BulkRow>>();
  const input = useRef<Input>({});
  const key = useRef(crypto.randomUUID());
  const bulk = useBulk(setThrough);
  const transition = doing.what === "step" ? doing.id : undefined;
  const send = (rows: Row[], confirmed?: Record<string, string>) => {
    key.current = crypto.randomUUID();
    setThrough(0);
    bulk.mutate(
      {
        entity,
        transition,
        input: input.current,
        confirmed,
        records: rows.map(({ id, version }) => ({ id, version })),
        key: key.current,
      },
      {
        onSuccess: (answers) =>
          setTold((now) => new Map([...(now ?? []), ...answers.map((one) => [one.id, one] as const)])),
      },
    );
  };
  const take = (given: Input) => {
    input.current = given;
    send(doing.rows);
  };
  const what = doing.what === "step" ? label(doing.step.label, doing.id) : t("lists.change");
  return (
    <Modal
      open
      title={t("lists.doing", { what, count: doing.rows.length })}
      onCancel={close}
      footer={null}
      destroyOnHidden
      width={640}
    >
      {bulk.error && <Refusal error={bulk.error} />}
      {bulk.isPending ? (
        <div role="status" className="bulk-going">
          <Progress percent={Math.round((through / doing.rows.length) * 100)} />
          <span className="quiet figures">
            {t("lists.through", { some: through, all: doing.rows.length })}
          </span>
        </div>
      ) : told ? (
        <BulkResult rows={doing.rows} told={told} name={name} close={close} again={send} what={what} />
      ) : doing.what === "change" ? (
        <ChangeInput fields={doing.fields} count={doing.rows.length} take={take} close={close} />
      ) : doing.step.form ? (
        <StepForm entity={entity} doing={doing} take={take} close={close} />
      ) : (
        <>
          <p>{t("lists.sure", { what, count: doing.rows.length })}</p>
          <div className="dialog-foot">
            <Button onClick={close}>{t("form.cancel")}</Button>
            <Button type="primary" autoFocus onClick={() => take({})}>
              {t("lists.go", { what, count: doing.rows.length })}
            </Button>
          </div>
        </>
      )}
    </Modal>
  );
}

/** The form of the step, as the first of the records has it; only what is typed here goes to all of them. */
function StepForm({
  entity,
  doing,
  take,
  close,
}: {
  entity: string;
  doing: Doing & { what: "step" };
  take: (input: Input) => void;
  close: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const form = useQuery(
    formQuery(
      { form: doing.step.form ?? "", entity, record: doing.rows[0]?.id, transition: doing.id },
      language,
    ),
  );
  if (form.error) return <Refusal error={form.error} />;
  if (!form.data) return <Skeleton active />;
  return (
    <FormView
      shape={form.data}
      target={{ id: doing.rows[0]?.id, transition: doing.id }}
      go={t("lists.go", { what: label(doing.step.label, doing.id), count: doing.rows.length })}
      done={close}
      cancel={close}
      take={take}
    />
  );
}

function ChangeInput({
  fields,
  count,
  take,
  close,
}: {
  fields: [string, Field][];
  count: number;
  take: (input: Input) => void;
  close: () => void;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const [name, setName] = useState<string>();
  const [value, setValue] = useState<Json>(null);
  const field = fields.find(([id]) => id === name)?.[1];
  return (
    <Form layout="vertical" onFinish={() => name && take({ [name]: value })}>
      <Form.Item label={t("lists.field")} htmlFor="bulk-field">
        <Select
          id="bulk-field"
          value={name}
          onChange={(next) => {
            setName(next);
            setValue(null);
          }}
          showSearch={{ optionFilterProp: "label" }}
          placeholder={t("field.choose")}
          options={fields.map(([id, one]) => ({ value: id, label: label(one.label, id) }))}
        />
      </Form.Item>
      {field && name && (
        <Form.Item
          label={t("lists.new_value")}
          htmlFor="bulk-value"
          extra={value === null ? t("lists.empties") : undefined}
        >
          <FieldInput id="bulk-value" item={itemOf(field, name, label)} value={value} onChange={setValue} />
        </Form.Item>
      )}
      <div className="dialog-foot">
        <Button onClick={close}>{t("form.cancel")}</Button>
        <Button type="primary" htmlType="submit" disabled={!field}>
          {t("lists.go", { what: t("lists.change"), count })}
        </Button>
      </div>
    </Form>
  );
}
