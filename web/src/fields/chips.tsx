/** Few things to choose from, side by side: by a click, by the arrows, or by the digit of its place. */
import { useRef } from "react";
import "./chips.css";

export interface Chip {
  id: string;
  label: React.ReactNode;
}

interface Props {
  chips: Chip[];
  label: string;
  /** The chosen one; undefined for things that are done rather than chosen. */
  value?: string | null;
  pick: (id: string) => void;
  radio?: boolean;
  id?: string;
  disabled?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean | "true" | "false";
  "aria-required"?: boolean | "true" | "false";
}

const DIGIT = /^[1-9]$/;

export function Chips({ chips, label, value, pick, radio, id, disabled, ...aria }: Props) {
  const group = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    chips.findIndex((one) => one.id === value),
  );
  const focus = (place: number) =>
    group.current?.querySelectorAll("button")[(place + chips.length) % chips.length]?.focus();
  const pressed = (event: React.KeyboardEvent, place: number) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const digit = DIGIT.test(event.key) ? chips[Number(event.key) - 1] : undefined;
    if (step) focus(place + step);
    else if (digit) {
      focus(Number(event.key) - 1);
      pick(digit.id);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the role is one of two, both of which may be described
    <div
      ref={group}
      className="chips"
      role={radio ? "radiogroup" : "group"}
      aria-label={label}
      id={id}
      {...(radio ? aria : {})}
    >
      {chips.map((one, place) => (
        <button
          key={one.id}
          type="button"
          className="chip"
          disabled={disabled}
          tabIndex={place === at ? 0 : -1}
          {...(radio ? { role: "radio", "aria-checked": one.id === value } : {})}
          onClick={() => pick(one.id)}
          onKeyDown={(event) => pressed(event, place)}
        >
          <span className="digit" aria-hidden>
            {place < 9 ? place + 1 : ""}
          </span>
          {one.label}
        </button>
      ))}
    </div>
  );
}
