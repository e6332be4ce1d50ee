/** What this person has imported before, with the way to its result and back. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Tag } from "antd";
import { useTranslation } from "react-i18next";
import { jobsQuery } from "../api/imports";
import { useWorkspace } from "../api/workspace";
import { momentText } from "../fields/moment";
import { useLanguage } from "../language";

const SHOWN = 10;

export function EarlierImports({ entity }: { entity: string }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { time_zone } = useWorkspace();
  const found = useQuery(jobsQuery(entity));
  const jobs = found.data?.slice(0, SHOWN) ?? [];
  if (jobs.length === 0) return null;
  return (
    <section className="import-earlier">
      <h2>{t("imports.earlier")}</h2>
      <ul className="panel">
        {jobs.map((job) => (
          <li key={job.id}>
            <Link to="/imports/$entity" params={{ entity }} search={{ job: job.id }}>
              {job.file || t("imports.unnamed")}
            </Link>
            <span className="quiet figures">{momentText(job.created_at, language, time_zone)}</span>
            <span className="figures">
              {t("imports.came_of_it", { done: job.done, refused: job.refused })}
            </span>
            {job.state !== "done" && <Tag variant="filled">{t(`imports.state.${job.state}`)}</Tag>}
          </li>
        ))}
      </ul>
    </section>
  );
}
