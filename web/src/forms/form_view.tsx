/** A form as the server made it for this person: its sections and items, what was typed, and sending it as one command. */
import { Alert, Button, Form, type FormInstance } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormItem, FormShape } from "../api/forms";
import { type Json, Refused } from "../api/http";
import { useSend } from "../api/records";
import { FieldInput } from "../fields/input";
import { Confirm, type Confirmed } from "./confirm";
import { Duplicates } from "./duplicates";
import { Lines } from "./lines";
import { Refusal } from "./refusal";
import { useSight } from "./sight";

type Values = Record<string, Json>;

export interface FormViewProps {
  shape: FormShape;
  target: { id?: string; transition?: string; version?: number };
  go: string;
  done: (told: { entity: string; id: string }) => void;
  cancel?: () => void;
  /** What to do with what was typed, in place of sending it for the one record: the same for many. */
  take?: (input: Values) => void;
}

export function FormView({ shape, target, go, done, cancel, take }: FormViewProps) {
  const { t } = useTranslation();
  const [form] = Form.useForm<Values>();
  const first = useMemo(() => valuesOf(shape), [shape]);
  const [values, setValues] = useState<Values>(first);
  const sight = useSight(shape, values, first);
  const send = useSend();
  const key = useRef(crypto.randomUUID());
  const [open, setOpen] = useState(false);
  const unmet = confirmable(send.error);

  const submit = (confirmed?: Confirmed) => {
    const input = changed(shape, first, form.getFieldsValue(true), sight.visible, !target.id);
    if (take) return take(input);
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

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (
        event.key === "Enter" &&
        (event.ctrlKey || event.metaKey) &&
        !event.isComposing &&
        event.keyCode !== 229
      )
        form.submit();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, [form]);

  return (
    <Form<Values>
      form={form}
      layout="vertical"
      initialValues={first}
      disabled={send.isPending}
      onValuesChange={() => setValues({ ...form.getFieldsValue(true) })}
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

function valuesOf(shape: FormShape): Values {
  return Object.fromEntries(
    shape.sections
      .flatMap((section) => section.items)
      .map((item) => [
        item.path,
        item.type === "lines" ? ((item.rows ?? []) as unknown as Json) : item.value,
      ]),
  );
}

/** What is sent: of a new record what is filled in, of another only what differs; never what is hidden or read-only. */
function changed(
  shape: FormShape,
  first: Values,
  now: Values,
  visible: (item: FormItem) => boolean,
  fresh: boolean,
): Values {
  const open = shape.sections
    .flatMap((section) => section.items)
    .filter((item) => !item.readonly && !item.path.includes(".") && visible(item));
  return Object.fromEntries(
    open
      .filter((item) => {
        const value = now[item.path] ?? null;
        return fresh || item.ask
          ? value !== null
          : JSON.stringify(value) !== JSON.stringify(first[item.path] ?? null);
      })
      .map((item) => [item.path, item.type === "lines" ? linesOf(now[item.path]) : (now[item.path] ?? null)]),
  );
}

function linesOf(rows: Json | undefined): Json {
  return ((rows ?? []) as { id?: string; version?: number; values: Record<string, Json> }[]).map((row) => ({
    ...(row.version ? { id: row.id as string } : {}),
    ...row.values,
  }));
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
