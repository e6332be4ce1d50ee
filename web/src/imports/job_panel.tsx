/** An import while it goes on and when it has ended: what came of it, its result as a file, and the way back. */
import { CheckCircleOutlined, DownloadOutlined, InfoCircleOutlined, UndoOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Alert, Button, Popconfirm, Progress, Skeleton } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { type Job, jobQuery, madeBy, takeResult, useUndo } from "../api/imports";
import { forget } from "../api/records";
import type { Entity } from "../api/workspace";
import { Refusal } from "../forms/refusal";
import { useLabel } from "../language";
import { BulkBar } from "../lists/bulk_bar";
import "../lists/lists.css";
import { Failed } from "../shell/failed";
import { LinkButton } from "../shell/link_button";
import { CLASSES, type Class, countOf } from "./preview";

/** Whether it may still be taken back. */
export function isUndoable(job: Job): boolean {
  return job.state === "done" && job.done > 0;
}

export function JobPanel({ id, entity, kind }: { id: string; entity: string; kind: Entity }) {
  const { t } = useTranslation();
  const label = useLabel();
  const client = useQueryClient();
  const navigate = useNavigate();
  const found = useQuery(jobQuery(id));
  const job = found.data;
  const state = job?.state;
  useEffect(() => {
    if (state === "done") void forget(client);
  }, [state, client]);
  const undo = useUndo();
  const save = useMutation({ mutationFn: (only?: string) => takeResult(job as Job, only) });
  if (found.error) return <Failed error={found.error} again={found.refetch} />;
  if (!job) return <Skeleton active />;
  const another = () => void navigate({ to: "/imports/$entity", params: { entity } });
  if (state === "running")
    return (
      <section className="panel import-part" role="status">
        <h2>{t("imports.going")}</h2>
        <Progress percent={100} status="active" showInfo={false} aria-label={t("imports.going")} />
        <p className="figures">{t("imports.so_far", { count: job.total })}</p>
        <p className="quiet">{t("imports.leave")}</p>
      </section>
    );
  const name = label(kind.label, entity);
  return (
    <section className="panel import-part">
      <div aria-live="polite">
        <h2 className="import-told">
          {state === "done" ? <CheckCircleOutlined aria-hidden /> : <InfoCircleOutlined aria-hidden />}
          {t(`imports.ended.${state}`)}
          <span className="quiet">{job.file}</span>
        </h2>
      </div>
      <dl className="import-counts">
        {(Object.keys(CLASSES) as Class[]).map((one) => (
          <div key={one}>
            <dt>{t(`imports.class.${one}`)}</dt>
            <dd className="figures">{countOf(job.counts, one)}</dd>
          </div>
        ))}
      </dl>
      {undo.error && <Refusal error={undo.error} />}
      {save.error && <Refusal error={save.error} />}
      <div className="import-ways">
        {state === "done" && (
          <LinkButton
            type="primary"
            to="/records/$entity"
            params={{ entity }}
            search={{ sort: "-created_at" }}
          >
            {t("imports.see", { name })}
          </LinkButton>
        )}
        {job.refused > 0 && (
          <Button
            icon={<DownloadOutlined aria-hidden />}
            loading={save.isPending}
            onClick={() => save.mutate("refused")}
          >
            {t("imports.take_refused", { count: job.refused })}
          </Button>
        )}
        <Button icon={<DownloadOutlined aria-hidden />} onClick={() => save.mutate(undefined)}>
          {t("imports.take_result")}
        </Button>
        {isUndoable(job) && (
          <Popconfirm
            title={t("imports.undo_sure")}
            okText={t("imports.undo")}
            cancelText={t("form.cancel")}
            onConfirm={() => undo.mutate(job.id, { onSuccess: () => void found.refetch() })}
          >
            <Button icon={<UndoOutlined aria-hidden />} loading={undo.isPending}>
              {t("imports.undo")}
            </Button>
          </Popconfirm>
        )}
        <Button onClick={another}>{t("imports.next_file")}</Button>
      </div>
      {state === "done" && <Next job={job} entity={entity} kind={kind} />}
      {state === "stopped" && <Alert type="info" showIcon title={t("imports.go_on")} />}
    </section>
  );
}

/** A step for all that were made: to somebody, into a pool; without one the rules of the pack have decided already. */
function Next({ job, entity, kind }: { job: Job; entity: string; kind: Entity }) {
  const { t } = useTranslation();
  const made = useMutation({
    mutationFn: () =>
      madeBy(
        job,
        [kind.title ?? "number", "number", "state"].filter((one) => one in kind.fields),
      ),
  });
  if (Object.keys(kind.transitions).length === 0) return null;
  return (
    <div className="import-next">
      <h2>{t("imports.next")}</h2>
      <p className="quiet">{t("imports.next_why")}</p>
      {made.data ? (
        <BulkBar
          entity={entity}
          kind={kind}
          chosen={made.data}
          columns={[]}
          clear={() => made.reset()}
          name={(row) => String((kind.title && row.values[kind.title]) ?? row.values.number ?? row.id)}
        />
      ) : (
        <Button loading={made.isPending} onClick={() => made.mutate()}>
          {t("imports.choose_made")}
        </Button>
      )}
    </div>
  );
}
