/** A form as the server made it for this person: its sections and items, what was typed, and sending it as one command. */
import { Alert, Form } from "antd";
import { type ComponentRef, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { FormItem, FormSection, FormShape, Preset } from "../api/forms";
import { type Reason, Refused } from "../api/http";
import { type Command, type Decided, useSend } from "../api/records";
import { useSending } from "../fields/enter";
import { dropUnsent } from "../offline/unsent";
import { useLater } from "../offline/use_later";
import { columnsOf, spanOf } from "./columns";
import { Confirm, type Confirmed } from "./confirm";
import { Duplicates } from "./duplicates";
import { type Fault, Faults, faultsOf, focusField, placeOf } from "./faults";
import { focusFirst } from "./focus_first";
import { Frame } from "./frame";
import "./forms.css";
import { ForetoldPart } from "./foretold";
import { Item } from "./item";
import { Overtaken } from "./overtaken";
import { Presets, presetsOf, wide } from "./presets";
import { Refusal } from "./refusal";
import { SendBar } from "./send_bar";
import { type Sight, useSight } from "./sight";
import { confirmable } from "./unmet";
import { useForetold } from "./use_foretold";
import { useLatest } from "./use_latest";
import { changed, type Values, valuesOf } from "./values";

export interface FormViewProps {
  shape: FormShape;
  target: { id?: string; transition?: string; version?: number };
  go: string;
  done: (told: Decided) => void;
  cancel?: () => void;
  /** What stands in it at first besides what the server says: a preset, or the record that it is about. */
  given?: Values;
  /** Something to take part in what was typed, such as keeping a draft. */
  onTyped?: (values: Values) => void;
  /** Why sending it without looking was refused, and under which key it was sent. */
  refused?: Error | null;
  sentAs?: string;
  /** What follows when it could not be sent and is kept until there is a connection. */
  later?: () => void;
  /** Whether the first field that has to be filled in takes the focus. */
  focused?: boolean;
  /** What to do with what was typed, in place of sending it for the one record: the same for many. */
  take?: (input: Values) => void;
  /** What is told of what stands in it so far, above the buttons. */
  foretold?: (values: Values) => ReactNode;
}

export function FormView({
  shape,
  target,
  go,
  done,
  cancel,
  given,
  onTyped,
  refused,
  sentAs,
  later,
  take,
  focused,
  foretold,
}: FormViewProps) {
  const [form] = Form.useForm<Values>();
  const first = useMemo(() => valuesOf(shape), [shape]);
  const [loaded, setLoaded] = useState(first);
  const [values, setValues] = useState<Values>({ ...first, ...given });
  const sight = useSight(shape, values, loaded);
  const presets = useMemo(() => shape.presets.filter(wide), [shape]);
  const send = useSend();
  const key = useRef(sentAs ?? crypto.randomUUID());
  const keepForLater = useLater(shape);
  const [open, setOpen] = useState(false);
  const [faults, setFaults] = useState<Fault[]>([]); // what the browser found; what the server did stands in its refusal
  const error = send.error ?? refused ?? null;
  const unmet = confirmable(send.error);
  const put = useCallback(
    (next: Values) => {
      form.setFieldsValue(next);
      setValues({ ...form.getFieldsValue(true) });
    },
    [form],
  );
  const latest = useLatest({ shape, target, loaded, setLoaded, typed: () => form.getFieldsValue(true), put });

  const fillable = (item: FormItem) => sight.visible(item) && !sight.readonly(item);
  const typed = (now: Values) => changed(shape, loaded, now, fillable, !target.id);
  const telling = useForetold({
    shape,
    target,
    input: () => typed(values),
    alone: !take,
    seen: sight.visible,
  });

  const submit = (confirmed?: Confirmed) => {
    const input = typed(form.getFieldsValue(true));
    if (take) return take(input);
    const command = {
      entity: shape.entity,
      id: target.id,
      transition: target.transition,
      form: shape.id,
      version: latest.version,
      input,
      confirmed,
      key: key.current,
    };
    // A promise, because it is done even when this form is gone by then: its row may have left the list that it was opened in.
    send.mutateAsync(command).then(
      (told) => {
        dropUnsent(command.key);
        done(told);
      },
      (reason) => failed(reason, command),
    );
  };

  const failed = (reason: Error, command: Command) => {
    if (keepForLater(command, reason)) return later?.();
    // It may have been done although no answer came: only what was refused is sent under another key.
    if (!(reason instanceof Refused && reason.undecided)) {
      dropUnsent(command.key);
      key.current = crypto.randomUUID();
    }
    const told = faultsOf(shape, reason);
    form.setFields(told.map(({ path, texts }) => ({ name: [path], errors: texts })) as never);
    setFaults([]);
    setOpen(confirmable(reason).length > 0);
    latest.refused(reason);
  };

  const find = (path: string) => focusField(form, shape, path);
  const way = (reason: Reason) => {
    const item = placeOf(shape, reason.pointer);
    return item && { label: item.label, go: () => find(item.path) };
  };

  useSending(form.submit);
  const place = useRef<ComponentRef<typeof Form<Values>>>(null);
  useEffect(() => {
    if (focused) focusFirst(place.current?.nativeElement ?? null);
  }, [focused]);

  return (
    <Frame
      place={place}
      form={form}
      shape={shape}
      initialValues={values}
      onValuesChange={() => {
        const now = { ...form.getFieldsValue(true) };
        setValues(now);
        onTyped?.(now);
      }}
      onFinish={() => {
        setFaults([]);
        submit();
      }}
      onFinishFailed={({ errorFields }) => {
        const told = errorFields.map(({ name, errors }) => ({ path: String(name[0]), texts: errors }));
        setFaults(told);
        if (told.length === 1 && told[0]) find(told[0].path);
      }}
    >
      {latest.changes && <Overtaken {...latest.changes} shape={shape} put={put} />}
      {faults.length > 1 && <Faults faults={faults} shape={shape} go={find} />}
      {error && faults.length === 0 && !open && !latest.behind(error) && <Refusal error={error} way={way} />}
      {sight.broken
        .filter((message) => !said(error, message))
        .map((message) => (
          <Alert key={message} type="warning" showIcon title={message} style={{ marginBottom: 12 }} />
        ))}
      <Presets presets={presets} put={put} />
      {telling.shape.sections.map((section) =>
        sight.section(section) ? (
          <Section
            key={section.id}
            section={section}
            shape={shape}
            sight={sight}
            fresh={!target.id}
            disabled={send.isPending}
          />
        ) : null,
      )}
      <ForetoldPart {...telling} />
      {foretold?.(values)}
      <SendBar go={go} cancel={cancel} busy={send.isPending} />
      {open && (
        <Confirm reasons={unmet} close={() => setOpen(false)} confirm={submit} busy={send.isPending} />
      )}
    </Frame>
  );
}

/** Whether what was refused says so already. */
function said(error: Error | null, message: string): boolean {
  return error instanceof Refused && error.reasons.some(({ text }) => text === message);
}

interface SectionProps {
  section: FormSection;
  shape: FormShape;
  sight: Sight;
  fresh: boolean;
  disabled: boolean;
}

function Section({ section, shape, sight, fresh, disabled }: SectionProps) {
  const narrow = useMemo(() => presetsOf(shape), [shape]);
  // Of a new record nothing is told yet by what this person will not fill in, nor by what is counted later.
  const items = section.items.filter(
    (item) => !fresh || item.writable || (item.text && Number(item.value) !== 0),
  );
  return (
    <fieldset className="section">
      {section.label && <legend>{section.label}</legend>}
      <div
        className="fields"
        style={{ "--columns": columnsOf({ ...section, items }) } as React.CSSProperties}
      >
        {items.map((item) =>
          sight.visible(item) ? (
            <div key={item.path} style={{ gridColumn: `span ${spanOf(item, { ...section, items })}` }}>
              <Item
                item={item}
                entity={shape.entity}
                required={sight.required(item)}
                readonly={sight.readonly(item)}
                disabled={disabled}
                offered={sight.offered(item)?.join(" ")}
                candidates={JSON.stringify(sight.candidates(item))}
                presets={narrow.get(item.path) ?? NONE}
              />
              {fresh && <Duplicates entity={shape.entity} item={item} />}
            </div>
          ) : null,
        )}
      </div>
    </fieldset>
  );
}

const NONE: Preset[] = [];
