/** Acting on a record: what is open, and sending what needs no looking at. */
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { ALL_FIELDS, formQuery } from "../api/forms";
import { type Json, Refused } from "../api/http";
import { type Subject, useSend } from "../api/records";
import { useLanguage } from "../language";
import type { Act } from "./keys";

export interface Opened {
  act: Act;
  /** Why sending it at once was refused. */
  refused?: Error;
  sentAs?: string;
}

export function useActing(record: Subject) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const language = useLanguage();
  const send = useSend();
  const [last, setOpened] = useState<Opened & { id: string }>();
  const opened = last?.id === record.id ? last : undefined;
  const told = useCallback(
    (label: string) => void message.success(t("record.taken", { label })),
    [message, t],
  );
  /** Send a form with the values of a preset; where that is refused, open it as it was sent. */
  const once = async (act: Act & { preset?: string }) => {
    if (send.isPending || (act.kind !== "take" && act.kind !== "make")) return;
    const take = act.kind === "take";
    const key = crypto.randomUUID();
    const about = take
      ? {
          form: act.offer.form ?? ALL_FIELDS,
          entity: record.entity,
          record: record.id,
          transition: act.offer.id,
        }
      : { form: act.form, entity: act.entity };
    try {
      const shape = await client.fetchQuery(formQuery(about, language));
      const preset = shape.presets.find((one) => one.id === act.preset);
      if (!preset) return setOpened({ id: record.id, act });
      const linked: Record<string, Json> = take ? {} : { [act.link]: record.id };
      await send.mutateAsync({
        entity: about.entity,
        id: take ? record.id : undefined,
        transition: take ? act.offer.id : undefined,
        form: take ? undefined : act.form,
        version: take ? record.version : undefined,
        input: { ...preset.values, ...linked },
        key,
      });
      told(preset.label);
    } catch (error) {
      const undecided = error instanceof Refused && error.undecided;
      setOpened({ id: record.id, act, refused: error as Error, ...(undecided ? { sentAs: key } : {}) });
    }
  };
  return {
    opened,
    open: (act: Act) => setOpened({ id: record.id, act }),
    once,
    close: () => setOpened(undefined),
    told,
    busy: send.isPending,
  };
}

export type Acting = ReturnType<typeof useActing>;
