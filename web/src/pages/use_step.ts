/** Taking the step that a row offers: at once where nothing has to be filled in, else by its form. */
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type FormShape, formQuery } from "../api/forms";
import { type Row, type Step, useSend } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { useLanguage } from "../language";

export interface Taking {
  step: Step;
  row: Row;
}

export function useStep(row: Row) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const language = useLanguage();
  const { entities } = useWorkspace();
  const send = useSend();
  const [asked, setAsked] = useState<Step>();
  const go = async (step: Step) => {
    if (send.isPending) return;
    const { entity, id, version } = row;
    if (ends(step)) return setAsked(step);
    if (step.form) {
      const about = { form: step.form, entity, record: id, transition: step.id };
      const shape = await client.fetchQuery(formQuery(about, language)).catch(() => undefined);
      if (!shape || wants(shape)) return setAsked(step);
    }
    try {
      await send.mutateAsync({
        entity,
        id,
        version,
        transition: step.id,
        input: {},
        key: crypto.randomUUID(),
      });
      void message.success(t("record.taken", { label: step.label }));
    } catch {
      setAsked(step); // its dialog sends it again and says what was refused
    }
  };
  /** Whether the step leads where nothing follows: that is asked first. */
  const ends = (step: Step) => {
    const kind = entities[row.entity];
    const to = kind?.transitions[step.id]?.to ?? [];
    return to.some((state) => kind?.states[state]?.final);
  };
  return { go, busy: send.isPending, asked, close: () => setAsked(undefined), ask: setAsked };
}

/** Whether something has to be filled in before the form can be sent. */
function wants(shape: FormShape): boolean {
  return shape.sections
    .filter((section) => section.visible)
    .flatMap((section) => section.items)
    .some(
      (item) => item.visible && item.required && !item.readonly && (item.value === null || item.value === ""),
    );
}
