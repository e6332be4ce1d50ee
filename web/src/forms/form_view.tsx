/** A form as the server made it for this person: its sections and items, what was typed, and sending it as one command. */
import { Alert, Button, Form, type FormInstance } from "antd";
import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormItem, FormShape } from "../api/forms";
import { Refused } from "../api/http";
import { useSend } from "../api/records";
import { useSending } from "../fields/enter";
import { FieldInput } from "../fields/input";
import { Confirm, type Confirmed } from "./confirm";
import { Duplicates } from "./duplicates";
import { Lines } from "./lines";
import { Refusal } from "./refusal";
import { useSight } from "./sight";
import { changed, type Values, valuesOf } from "./values";

export interface FormViewProps {
  shape: FormShape;
  target: { id?: string; transition?: string; version?: number };
  go: string;
  done: (told: { entity: string; id: string }) => void;
  cancel?: () => void;
  /** What stands in it at first besides what the server says. */
  given?: Values;
  /** Something to take part in what was typed, such as keeping a draft. */
  onTyped?: (values: Values) => void;
}

export function FormView({ shape, target, go, done, cancel, given, onTyped }: FormViewProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const first = useMemo(() => valuesOf(shape), [shape]);
  const [values, setValues] = useState<Values>({ ...first, ...given });
  const sight = useSight(shape, values, first);
  const send = useSend();
  const key = useRef(crypto.randomUUID());
  const [open, setOpen] = useState(false);
  const unmet = confirmable(send.error);

  const submit = (confirmed?: Confirmed) => {
    const input = changed(shape, first, form.getFieldsValue(true), sight.visible, !target.id);
    send.mutate(
      {
        entity: shape.entity,
        id: target.id,
        transition: target.transition,
        form: shape.id,
        version: target.version,
        input,
        confirmed,
        key: key.current,
      },
      {
        onSuccess: done,
        onError: (error) => {
          key.current = crypto.randomUUID();
          show(form, error);
          setOpen(confirmable(error).length > 0);
        },
      },
    );
  };

  useSending(form.submit);

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={values}
      disabled={send.isPending}
      onValuesChange={() => {
        const now = { ...form.getFieldsValue(true) };
        setValues(now);
        onTyped?.(now);
      }}
      onFinish={() => submit()}
      onFinishFailed={({ errorFields }) => form.scrollToField(errorFields[0]?.name ?? [], { focus: true })}
      scrollToFirstError
      aria-label={shape.label}
    >
      {send.error && !open && <Refusal error={send.error} />}
      {sight.broken.map((message) => (
        <Alert key={message} type="warning" showIcon title={message} style={{ marginBottom: 12 }} />
      ))}
      {shape.sections.map((section) =>
        sight.section(section) ? (
          <fieldset key={section.id} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
            {section.label && <legend style={{ fontWeight: 600, marginBottom: 8 }}>{section.label}</legend>}
            <div className="fields" style={{ "--columns": section.columns } as React.CSSProperties}>
              {section.items.map((item) =>
                sight.visible(item) ? (
                  <div key={item.path} style={{ gridColumn: `span ${Math.min(item.span, section.columns)}` }}>
                    <Item item={item} required={sight.required(item)} readonly={sight.readonly(item)} />
                    {item.dedupe && !target.id && (
                      <Duplicates entity={shape.entity} field={item.path} value={values[item.path]} />
                    )}
                  </div>
                ) : null,
              )}
            </div>
          </fieldset>
        ) : null,
      )}
      <div style={{ display: "flex", gap: 8, alignItems: "center" }}>
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {go}
        </Button>
        {cancel && <Button onClick={cancel}>{t("form.cancel")}</Button>}
        <span className="quiet only-wide">{t("form.keys")}</span>
      </div>
      {open && (
        <Confirm reasons={unmet} close={() => setOpen(false)} confirm={submit} busy={send.isPending} />
      )}
    </Form>
  );
}

function Item({ item, required, readonly }: { item: FormItem; required: boolean; readonly: boolean }) {
  const { t } = useTranslation();
  if (item.type === "lines") return <Lines item={item} readonly={readonly} />;
  if (readonly)
    return (
      <Form.Item label={item.label}>
        <span>{item.text || "–"}</span>
      </Form.Item>
    );
  const message = t("form.required", { label: item.label });
  return (
    <Form.Item
      name={[item.path]}
      label={item.label}
      extra={item.help || undefined}
      required={required}
      rules={required && item.type !== "boolean" ? [{ required: true, message }] : []}
      valuePropName="value"
    >
      <FieldInput item={item} />
    </Form.Item>
  );
}

/** Each fault at its field. */
function show(form: FormInstance<Values>, error: Error): void {
  if (!(error instanceof Refused)) return;
  const faults = new Map<string, string[]>();
  for (const one of error.problem.errors ?? []) {
    const path = one.pointer
      .replace(/^\/input\//, "")
      .replace(/^\//, "")
      .split("/")[0];
    if (path) faults.set(path, [...(faults.get(path) ?? []), one.detail]);
  }
  form.setFields([...faults].map(([name, errors]) => ({ name: [name], errors })) as never);
}

function confirmable(error: Error | null) {
  return error instanceof Refused && error.status === 409
    ? error.reasons.filter((one) => one.code === "invariants.confirm" || one.code === "limits.confirm")
    : [];
}
