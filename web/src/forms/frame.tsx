/**
 * The form around its items. Whenever antd draws a form, it draws all of its items anew, however many there are: so the
 * form is drawn once, and what stands in it comes by a context, where each item is drawn only when something about it changed.
 */
import { Form, type FormInstance, type FormProps } from "antd";
import {
  type ComponentRef,
  createContext,
  type ReactNode,
  type Ref,
  useContext,
  useMemo,
  useRef,
} from "react";
import type { FormShape } from "../api/forms";
import { onSending } from "../fields/enter";
import { nameOf } from "./faults";
import type { Values } from "./values";

const Inside = createContext<ReactNode>(null);

interface Props extends Required<Pick<FormProps<Values>, "onFinish" | "onFinishFailed">> {
  form: FormInstance<Values>;
  shape: FormShape;
  /** What stands in it at first; later it is the form that knows. */
  initialValues: Values;
  onValuesChange: () => void;
  place: Ref<ComponentRef<typeof Form<Values>>>;
  children: ReactNode;
}

export function Frame({ form, shape, initialValues, place, children, ...told }: Props) {
  const first = useRef(initialValues);
  const latest = useRef(told);
  latest.current = told;
  const frame = useMemo(
    () => (
      <Form<Values>
        ref={place}
        form={form}
        name={nameOf(shape)}
        layout="vertical"
        initialValues={first.current}
        onValuesChange={() => latest.current.onValuesChange()}
        onFinish={(values) => latest.current.onFinish(values)}
        onFinishFailed={(failed) => latest.current.onFinishFailed(failed)}
        onKeyDown={onSending(form.submit)}
        aria-label={shape.label}
      >
        <Content />
      </Form>
    ),
    [form, shape, place],
  );
  return <Inside.Provider value={children}>{frame}</Inside.Provider>;
}

function Content() {
  return useContext(Inside);
}
