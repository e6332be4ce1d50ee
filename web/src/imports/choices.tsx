/** What is said of a file, and what would come of it: every change is tried at once. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { begin, type Look, type Mapping, type Trial, tryOut } from "../api/imports";
import { useWorkspace } from "../api/workspace";
import { Refusal } from "../forms/refusal";
import { useLabel } from "../language";
import { Columns } from "./columns";
import { Duplicates } from "./duplicates";
import { type Fault, faultsOf } from "./mapping";
import { Preview } from "./preview";
import { Target } from "./target";

interface Props {
  entity: string;
  file: File;
  look: Look;
  mapping: Mapping;
  sheet: (name: string) => void;
  begun: (job: string) => void;
}

export function Choices({ entity, file, look, mapping: first, sheet, begun }: Props) {
  const { t } = useTranslation();
  const [mapping, setMapping] = useState(first);
  const [meant, setMeant] = useState(false);
  const faults = faultsOf(look, mapping);
  const columnFaults = faults.filter((one) => one.what !== "nobody");
  const given = { entity, file, sheet: look.sheet || undefined, mapping };
  const trial = useQuery({
    queryKey: ["imports", "trial", entity, file.name, file.lastModified, file.size, look.sheet, mapping],
    queryFn: ({ signal }) => tryOut(given, signal),
    enabled: faults.length === 0,
    gcTime: 0,
    retry: false,
  });
  const go = useMutation({ mutationFn: () => begin(given, meant), onSuccess: ({ id }) => begun(id) });
  const taken = trial.data
    ? trial.data.total - (trial.data.counts.refused ?? 0) - (trial.data.counts.empty ?? 0)
    : 0;
  const due = Object.entries(trial.data?.due ?? {});
  return (
    <>
      <section className="panel import-part" aria-label={t("imports.file")}>
        <p className="import-facts">
          <span>{t(`imports.kind_${look.kind}`)}</span>
          {look.encoding && <span>{look.encoding.toUpperCase()}</span>}
          <span className="figures">{t("imports.rows", { count: look.rows })}</span>
          {look.sheets.length > 1 && (
            <Select
              size="small"
              aria-label={t("imports.sheet")}
              value={look.sheet}
              onChange={sheet}
              options={look.sheets.map((one) => ({ value: one, label: one }))}
            />
          )}
        </p>
        <Columns
          entity={entity}
          look={look}
          mapping={mapping}
          change={setMapping}
          faulty={columnFaults.length > 0}
        />
        <Faults entity={entity} faults={columnFaults} />
        <div className="import-policy">
          <Duplicates entity={entity} look={look} mapping={mapping} change={setMapping} />
          <Target entity={entity} look={look} mapping={mapping} change={setMapping} />
        </div>
      </section>
      {faults.length > 0 && columnFaults.length === 0 && (
        <p className="quiet" role="status">
          {t("imports.fault.nobody")}
        </p>
      )}
      {trial.error && <Refusal error={trial.error} />}
      {faults.length === 0 && !trial.error && (
        <Preview entity={entity} look={look} mapping={mapping} trial={trial.data} />
      )}
      {trial.data && due.length > 0 && <Due trial={trial.data} meant={meant} mean={setMeant} />}
      {go.error && <Refusal error={go.error} />}
      <div className="import-go">
        <Button
          type="primary"
          size="large"
          disabled={faults.length > 0 || !trial.data || taken === 0 || (due.length > 0 && !meant)}
          loading={go.isPending || (trial.isLoading && faults.length === 0)}
          onClick={() => go.mutate()}
        >
          {t("imports.go", { count: taken })}
        </Button>
        <span className="quiet">{t("imports.undo_later")}</span>
      </div>
    </>
  );
}

function Faults({ entity, faults }: { entity: string; faults: Fault[] }) {
  const { t } = useTranslation();
  const label = useLabel();
  const fields = useWorkspace().entities[entity]?.fields ?? {};
  if (faults.length === 0) return null;
  return (
    <Alert
      type="error"
      showIcon
      title={t("imports.columns_wrong")}
      description={
        <ul className="plain-list">
          {faults.map(({ what, field, headers }) => (
            <li key={what + field}>
              {t(`imports.fault.${what}`, {
                field: label(fields[field]?.label, field),
                headers: headers.map((one) => `“${one}”`).join(t("lists.comma")),
              })}
            </li>
          ))}
        </ul>
      }
    />
  );
}

/** What would be due at once, because its moment has passed: meant or not is for the person to say. */
function Due({ trial, meant, mean }: { trial: Trial; meant: boolean; mean: (meant: boolean) => void }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const name = (timer: string) => {
    const [entity = "", step = ""] = timer.split(".");
    return label(entities[entity]?.transitions[step]?.label, timer);
  };
  return (
    <Alert
      type="warning"
      showIcon
      title={t("imports.due")}
      description={
        <>
          <ul className="plain-list">
            {Object.entries(trial.due).map(([timer, count]) => (
              <li key={timer}>{t("imports.due_rows", { what: name(timer), count })}</li>
            ))}
          </ul>
          <Checkbox checked={meant} onChange={(event) => mean(event.target.checked)}>
            {t("imports.due_meant")}
          </Checkbox>
        </>
      }
    />
  );
}
