/** What is said of a file, and what would come of it: every change is tried at once. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { begin, type Look, type Mapping, type Strategy, type Trial, tryOut } from "../api/imports";
import { useWorkspace } from "../api/workspace";
import { Refusal } from "../forms/refusal";
import { useLabel } from "../language";
import { Columns } from "./columns";
import { type Fault, faultsOf, keysFor, STRATEGIES } from "./mapping";
import { Preview } from "./preview";

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
          faulty={faults.length > 0}
        />
        <Faults entity={entity} faults={faults} />
        <Duplicates entity={entity} look={look} mapping={mapping} change={setMapping} />
      </section>
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

/** Which record a row is, and what becomes of a row whose record is there already. */
function Duplicates({
  entity,
  look,
  mapping,
  change,
}: {
  entity: string;
  look: Look;
  mapping: Mapping;
  change: (next: Mapping) => void;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const fields = useWorkspace().entities[entity]?.fields ?? {};
  const keys = keysFor(look, mapping.columns);
  if (keys.length === 0) return null;
  const name = (key: string[]) => key.map((one) => label(fields[one]?.label, one)).join(" + ");
  return (
    <div className="import-policy">
      <label htmlFor="import-key">{t("imports.key")}</label>
      <Select
        id="import-key"
        value={mapping.key.join()}
        onChange={(next) => change({ ...mapping, key: next ? next.split(",") : [] })}
        options={[
          ...keys.map((key) => ({ value: key.join(), label: name(key) })),
          { value: "", label: t("imports.no_key") },
        ]}
      />
      {mapping.key.length > 0 && (
        <>
          <label htmlFor="import-strategy">{t("imports.there_already")}</label>
          <Select
            id="import-strategy"
            value={mapping.strategy}
            onChange={(next: Strategy) => change({ ...mapping, strategy: next })}
            options={STRATEGIES.map((one) => ({ value: one, label: t(`imports.strategy.${one}`) }))}
          />
        </>
      )}
    </div>
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
