import { DownloadOutlined } from "@ant-design/icons";
import { Button, Tag } from "antd";
import { useTranslation } from "react-i18next";
import { type Paper, paperAddress, type Which } from "../api/papers";
import { Moment } from "../fields/moment";

interface Props {
  which: Which;
  papers: Paper[];
  title: (place: string) => string | undefined;
}

/** The versions that were made, the newest first: who made each, what stands on it to check it by, which one was signed. */
export function PaperList({ which, papers, title }: Props) {
  const { t } = useTranslation();
  if (papers.length === 0) return null;
  const several = new Set(papers.map((one) => one.language)).size > 1;
  return (
    <section aria-label={t("papers.versions")}>
      <h3 className="quiet" style={{ fontSize: 13, margin: "16px 0 0" }}>
        {t("papers.versions")}
      </h3>
      <ul className="paper-list">
        {papers.map((one) => (
          <li key={`${one.language} ${one.number}`}>
            <span className="figures">{t("papers.version", { number: one.number })}</span>
            {several && <span className="quiet">{t(`papers.language.${one.language}`, one.language)}</span>}
            {one.signed_at && <Tag color="green">{t("papers.signed")}</Tag>}
            {!one.current && <Tag>{t("papers.older")}</Tag>}
            <span className="quiet grow">
              <Moment at={one.made_at} /> {one.made_by ? title(`person/${one.made_by}`) : null} ·{" "}
              <span className="figures">{one.hash.slice(0, 12)}</span>
            </span>
            <Button
              size="small"
              type="text"
              icon={<DownloadOutlined />}
              href={paperAddress({ ...which, language: one.language }, one.number)}
              download
              aria-label={t("papers.download_one", { number: one.number })}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
