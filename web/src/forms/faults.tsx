/** What is wrong with what was typed: told at each field, and together above the form with a way to each. What the server refused stands in its own alert. */
import { Alert, type FormInstance } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { FormItem, FormShape } from "../api/forms";
import { Refused } from "../api/http";
import { itemsOf, type Values } from "./values";

export interface Fault {
  path: string;
  texts: string[];
}

/** The field of the form that a pointer of an answer leads to. */
export function placeOf(shape: FormShape, pointer: string | undefined): FormItem | undefined {
  const path = pointer
    ?.replace(/^\/input\//, "")
    .replace(/^\//, "")
    .split("/")[0];
  return path ? itemsOf(shape).find((item) => item.path === path) : undefined;
}

/** The faults of an answer that stand at fields of the form. */
export function faultsOf(shape: FormShape, error: Error): Fault[] {
  if (!(error instanceof Refused)) return [];
  const found = new Map<string, string[]>();
  for (const one of error.problem.errors ?? []) {
    const path = placeOf(shape, one.pointer)?.path;
    if (path) found.set(path, [...(found.get(path) ?? []), one.detail]);
  }
  return [...found].map(([path, texts]) => ({ path, texts }));
}

/** In front of the ids of its inputs, so that they are nobody else's. */
export function nameOf(shape: FormShape): string {
  return `form_${shape.id}`;
}

export function focusField(form: FormInstance<Values>, shape: FormShape, path: string): void {
  form.scrollToField([path], { block: "center", behavior: "instant", focus: true });
  // A group of chips is no input: its chosen chip takes the focus.
  document
    .getElementById(`${nameOf(shape)}_${path}`)
    ?.querySelector<HTMLElement>("button[tabindex='0']")
    ?.focus();
}

export function Faults({
  faults,
  shape,
  go,
}: {
  faults: Fault[];
  shape: FormShape;
  go: (path: string) => void;
}) {
  const { t } = useTranslation();
  const place = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new list takes the focus
  useEffect(() => place.current?.focus(), [faults]);
  const items = itemsOf(shape);
  return (
    <div ref={place} tabIndex={-1} role="alert" style={{ marginBottom: 16 }}>
      <Alert
        type="error"
        showIcon
        title={t("form.faults", { count: faults.length })}
        description={
          <ul className="faults">
            {faults.map(({ path, texts }) => (
              <li key={path}>
                <button type="button" onClick={() => go(path)}>
                  {items.find((item) => item.path === path)?.label ?? path}
                </button>{" "}
                {texts.join(" ")}
              </li>
            ))}
          </ul>
        }
      />
    </div>
  );
}
