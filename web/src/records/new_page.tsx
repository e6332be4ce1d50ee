import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate, useRouter } from "@tanstack/react-router";
import { Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { ALL_FIELDS, formQuery } from "../api/forms";
import { DraftedForm } from "../forms/drafted_form";
import { useHeading } from "../forms/heading";
import { useLanguage } from "../language";
import { Failed } from "../shell/failed";

const route = getRouteApi("/inside/records/$entity/new");

/** A form for a new record; nothing is written before it is sent. */
export function NewPage() {
  const { t } = useTranslation();
  const { entity } = route.useParams();
  const { form = ALL_FIELDS } = route.useSearch();
  const language = useLanguage();
  const navigate = useNavigate();
  const router = useRouter();
  const heading = useHeading();
  const { data, error, refetch } = useQuery(formQuery({ form, entity }, language));
  if (error && !data) return <Failed error={error} again={refetch} />;
  if (!data) return <Skeleton active />;
  const done = (told: { entity: string; id: string }) =>
    void navigate({ to: "/records/$entity/$id", params: told });
  return (
    <section className="panel" style={{ padding: 20, maxWidth: 860 }}>
      <div className="page-head">
        <h1>{form === ALL_FIELDS ? heading("new", entity) : data.label}</h1>
      </div>
      <DraftedForm
        key={`${form} ${language}`}
        shape={data}
        target={{}}
        go={t("form.create")}
        done={done}
        cancel={() => router.history.back()}
      />
    </section>
  );
}
