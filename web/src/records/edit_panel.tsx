import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { formQuery } from "../api/forms";
import type { One } from "../api/records";
import { DraftedForm } from "../forms/drafted_form";
import { useLanguage } from "../language";
import { Failed } from "../shell/failed";

/** The fields of a record that this person may change. */
export function EditPanel({ record, close }: { record: One; close: () => void }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(
    formQuery({ form: "default", entity: record.entity, record: record.id }, language),
  );
  if (error) return <Failed error={error} again={refetch} />;
  if (!data) return <Skeleton active />;
  const open = {
    ...data,
    sections: data.sections.map((section) => ({
      ...section,
      columns: 2,
      items: section.items.filter((item) => !item.readonly),
    })),
  };
  return (
    <DraftedForm
      shape={open}
      target={{ id: record.id, version: record.version }}
      go={t("form.save")}
      done={close}
      cancel={close}
    />
  );
}
