import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Alert } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { recordQuery } from "../api/records";
import { RecordPanel } from "./record_panel";

const route = getRouteApi("/inside/records/$entity/$id");

/** A record on a page of its own; one that was merged into another leads there, and says so. */
export function RecordPage() {
  const { t } = useTranslation();
  const { entity, id } = route.useParams();
  const { merged } = route.useSearch();
  const navigate = useNavigate();
  const { data } = useQuery(recordQuery(entity, id));
  const into = data?.merged_into;
  useEffect(() => {
    if (into)
      void navigate({
        to: "/records/$entity/$id",
        params: { entity, id: into },
        search: { merged: String(data.values.number ?? "") },
        replace: true,
      });
  }, [into, data, entity, navigate]);
  return (
    <section className="panel" style={{ padding: 16 }}>
      {merged !== undefined && (
        <Alert
          type="info"
          showIcon
          closable
          style={{ marginBottom: 12 }}
          title={t("record.came_from", { number: merged })}
        />
      )}
      <RecordPanel key={id} entity={entity} id={id} whole />
    </section>
  );
}
