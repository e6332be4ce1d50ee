import { CheckCircleOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Tag } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ALL_FIELDS, formQuery } from "../api/forms";
import { recordQuery } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { FormView } from "../forms/form_view";
import { useLabel, useLanguage } from "../language";
import { type Place, useOpenRecord } from "../records/open_record";
import { useShortcut } from "../shell/shortcuts";
import { BlockLoading } from "./block_frame";
import type { BlockProps } from "./blocks";

const KEY = "v";

/** A form that stands open on the page: one record after the other, without a hand off the keyboard. */
export function QuickFormBlock({ block }: BlockProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const entity = block.entity ?? "";
  const { data } = useQuery({
    ...formQuery({ form: block.form ?? ALL_FIELDS, entity }, language),
    staleTime: 60_000,
    throwOnError: (_, query) => !query.state.data,
  });
  const place = useRef<HTMLDivElement>(null);
  const [round, setRound] = useState(0);
  const [made, setMade] = useState<Place>();
  const begin = () => place.current?.querySelector<HTMLElement>(FIELDS)?.focus();
  useShortcut(KEY, begin);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round begins in the first field
  useEffect(() => {
    if (round > 0) begin();
  }, [round]);
  if (!data) return <BlockLoading />;
  return (
    <div className="panel quick-form" ref={place}>
      <div className="quick-key">
        <Tag>{KEY.toUpperCase()}</Tag>
        <span className="quiet">{t("pages.begin_by_key")}</span>
      </div>
      <FormView
        key={`${language} ${round}`}
        shape={data}
        target={{}}
        go={t("form.create")}
        done={(told) => {
          setMade({ entity: told.entity, id: told.id });
          setRound(round + 1);
        }}
        later={() => setRound(round + 1)}
      />
      <div role="status" className="quick-made">
        {made && <Made key={made.id} place={made} />}
      </div>
    </div>
  );
}

const FIELDS = "input:not([type=hidden]):not([disabled]), textarea:not([disabled])";

/** What was made just now, with the way to it. */
function Made({ place }: { place: Place }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const open = useOpenRecord();
  const kind = entities[place.entity];
  const { data } = useQuery(recordQuery(place.entity, place.id));
  const values = data?.values ?? {};
  const state = label(kind?.states[String(values.state)]?.label);
  return (
    <>
      <CheckCircleOutlined aria-hidden />
      <button type="button" className="row-name" onClick={() => open(place)}>
        {t("pages.made", {
          name:
            [values.name ?? values[kind?.title ?? ""], values.number].filter(Boolean).join(" · ") ||
            label(kind?.label),
        })}
      </button>
      {state && <span className="quiet">{state}</span>}
    </>
  );
}
