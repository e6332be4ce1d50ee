/** Bringing a table in: a file is dropped, everything is found out and tried, then it is imported, and can be taken back. */
import { InboxOutlined } from "@ant-design/icons";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Skeleton, Upload } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Look, look, type Mapping } from "../api/imports";
import { useWorkspace } from "../api/workspace";
import { Refusal } from "../forms/refusal";
import { useLabel } from "../language";
import { PageMissing } from "../shell/failed";
import { Choices } from "./choices";
import { EarlierImports } from "./earlier_imports";
import "./imports.css";
import { JobPanel } from "./job_panel";
import { suggested } from "./mapping";

const route = getRouteApi("/inside/imports/$entity");
const LARGEST = 20; // MB

export function ImportPage() {
  const { entity } = route.useParams();
  const { job } = route.useSearch();
  const { entities } = useWorkspace();
  const { t } = useTranslation();
  const label = useLabel();
  const kind = entities[entity];
  if (!kind) return <PageMissing />;
  const name = label(kind.label, entity);
  return (
    <div className="import-page">
      <div className="page-head">
        <h1>{t("imports.title", { name })}</h1>
        <span className="grow" />
        <Link to="/records/$entity" params={{ entity }}>
          {t("imports.back", { name })}
        </Link>
      </div>
      {job ? (
        <JobPanel key={job} id={job} entity={entity} kind={kind} />
      ) : (
        <Begin key={entity} entity={entity} />
      )}
    </div>
  );
}

interface Chosen {
  file: File;
  look: Look;
  mapping: Mapping;
}

function Begin({ entity }: { entity: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [chosen, setChosen] = useState<Chosen>();
  const seen = useMutation({
    mutationFn: ({ file, sheet }: { file: File; sheet?: string }) => look({ entity, file, sheet }),
    onSuccess: (found, { file }) => setChosen({ file, look: found, mapping: suggested(found) }),
    onMutate: ({ sheet }) => sheet === undefined && setChosen(undefined),
  });
  return (
    <>
      <Upload.Dragger
        className={chosen ? "import-drop again" : "import-drop"}
        accept=".csv,.txt,.xlsx,.gz"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file) => {
          seen.mutate({ file });
          return false;
        }}
      >
        <InboxOutlined aria-hidden />
        <strong>{chosen ? chosen.file.name : t("imports.drop")}</strong>
        <span className="quiet">{chosen ? t("imports.another") : t("imports.kinds", { most: LARGEST })}</span>
      </Upload.Dragger>
      {seen.error && <Refusal error={seen.error} />}
      {seen.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
      {chosen && !seen.isPending ? (
        <Choices
          key={`${chosen.file.name} ${chosen.file.lastModified} ${chosen.look.sheet}`}
          entity={entity}
          {...chosen}
          sheet={(sheet) => seen.mutate({ file: chosen.file, sheet })}
          begun={(job) => void navigate({ to: "/imports/$entity", params: { entity }, search: { job } })}
        />
      ) : (
        !seen.isPending && <EarlierImports entity={entity} />
      )}
    </>
  );
}
