/** The one field that text is typed into: what an input method is still composing is shown, and told to nobody. */
import { Input, type InputProps, type InputRef } from "antd";
import type { TextAreaProps } from "antd/es/input";
import { type ReactNode, type Ref, useEffect, useRef, useState } from "react";
import { onEnter } from "./enter";

interface Telling {
  value: string;
  /** Each text as it stands; while a word is composed, the one before it. */
  onText: (text: string) => void;
  /** What Enter does, if anything. */
  onEnter?: () => void;
}

type LineProps = Omit<InputProps, "value" | "onChange" | "onPressEnter"> &
  Telling & { ref?: Ref<InputRef>; prefix?: ReactNode };

/** One line of text. */
export function TextEntry({ value, onText, onEnter: entered, ...rest }: LineProps) {
  const typed = useTyped(value, onText);
  const down = entered && onEnter(entered);
  return (
    <Input
      autoComplete="off"
      {...rest}
      {...typed}
      onKeyDown={(event) => {
        down?.(event);
        rest.onKeyDown?.(event);
      }}
    />
  );
}

type LinesProps = Omit<TextAreaProps, "value" | "onChange" | "onPressEnter"> & Omit<Telling, "onEnter">;

/** Several lines of text, in which Enter begins another. */
export function LongTextEntry({ value, onText, ...rest }: LinesProps) {
  const typed = useTyped(value, onText);
  return <Input.TextArea autoSize={{ minRows: 3, maxRows: 12 }} {...rest} {...typed} />;
}

/** What the field shows, and telling it once it is settled. */
function useTyped(value: string, tell: (text: string) => void) {
  const [shown, setShown] = useState(value);
  const composing = useRef(false);
  useEffect(() => {
    if (!composing.current) setShown(value);
  }, [value]);
  const put = (text: string) => {
    setShown(text);
    if (!composing.current) tell(text);
  };
  return {
    value: shown,
    onChange: (event: { target: { value: string } }) => put(event.target.value),
    onCompositionStart: () => {
      composing.current = true;
    },
    onCompositionEnd: (event: { currentTarget: EventTarget }) => {
      composing.current = false;
      put((event.currentTarget as HTMLInputElement).value);
    },
  };
}
