import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Alert, Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useUndoMerge } from "../api/merging";
import { recordQuery } from "../api/records";
import { Refusal } from "../forms/refusal";
import { useAfterwards } from "../forms/use_afterwards";
import { RecordPanel } from "./record_panel";

const route = getRouteApi("/inside/records/$entity/$id");

/** A record on a page of its own; one that was merged into another leads there, and says so. */
export function RecordPage() {
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
        search: { merged: id },
        replace: true,
      });
  }, [into, entity, id, navigate]);
  return (
    <section className="panel" style={{ padding: 16 }}>
      {merged !== undefined && merged !== id && <CameFrom entity={entity} loser={merged} />}
      <RecordPanel key={id} entity={entity} id={id} whole />
    </section>
  );
}

/** Where the record that was asked for has gone, and the way back. */
function CameFrom({ entity, loser }: { entity: string; loser: string }) {
  const { t } = useTranslation();
  const afterwards = useAfterwards();
  const navigate = useNavigate();
  const { data } = useQuery(recordQuery(entity, loser));
  const undo = useUndoMerge(entity, loser);
  const back = () =>
    afterwards(undo.mutateAsync(), {
      said: t("merging.undone"),
      done: () =>
        void navigate({
          to: "/records/$entity/$id",
          params: { entity, id: loser },
          search: {},
          replace: true,
        }),
    });
  if (!data?.merged_into) return null;
  return (
    <>
      {undo.error && <Refusal error={undo.error} />}
      <Alert
        type="info"
        showIcon
        closable
        style={{ marginBottom: 12 }}
        title={t("record.came_from", { number: String(data.values.number ?? data.values.name ?? "") })}
        action={
          <Button size="small" loading={undo.isPending} onClick={back}>
            {t("merging.undo")}
          </Button>
        }
      />
    </>
  );
}
