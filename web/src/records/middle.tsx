/** The part of a record that one looks into: what it says, what happened, or the documents that are made of it. */
import { useQuery } from "@tanstack/react-query";
import { Segmented, Skeleton } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { papersQuery } from "../api/papers";
import type { One } from "../api/records";
import type { Entity } from "../api/workspace";
import { useLanguage } from "../language";
import { Facts } from "./facts";
import { LineTables } from "./line_tables";
import { Story } from "./story";

type Part = "facts" | "story" | "papers";
const PapersPanel = lazy(() =>
  import("../papers/papers_panel").then((room) => ({ default: room.PapersPanel })),
);

interface Props {
  kind: Entity;
  record: One;
  edit: () => void;
  /** Beside the queue: the facts come first, close together. */
  brief?: boolean;
  /** Whether its documents stand beside it already. */
  bare?: boolean;
  /** Whether its facts have a pane of their own. */
  wide?: boolean;
}

export function Middle({ kind, record, edit, brief, bare, wide }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const papers = useQuery({ ...papersQuery(record, language), enabled: !bare });
  const [chosen, setChosen] = useState<Part>();
  const documents = bare ? [] : (papers.data?.documents ?? []);
  const parts: Part[] = [
    ...(wide ? [] : (["facts"] as const)),
    "story",
    ...(documents.length ? (["papers"] as const) : []),
  ];
  if (wide && papers.isLoading) return <Skeleton active title={false} paragraph={{ rows: 8 }} />;
  // A sheet that is still worked on is what one comes for; later it is what happened.
  const first = brief ? "facts" : wide && documents.some((one) => one.in_the_making) ? "papers" : "story";
  const part = chosen && parts.includes(chosen) ? chosen : first;
  const about = { entity: record.entity, id: record.id };
  return (
    <>
      {parts.length === 1 ? (
        <h3 className="quiet small">{t("record.story")}</h3>
      ) : (
        <Segmented<Part>
          value={part}
          onChange={setChosen}
          options={parts.map((one) => ({
            value: one,
            label: t(one === "papers" ? "papers.part" : `record.${one}`),
          }))}
          style={{ marginBottom: 12 }}
        />
      )}
      {part === "facts" ? (
        <>
          <Facts key={record.id} kind={kind} record={record} edit={edit} as={brief ? "dense" : "grid"} />
          <LineTables kind={kind} record={record} />
        </>
      ) : part === "papers" ? (
        <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
          <PapersPanel key={record.id} {...about} />
        </Suspense>
      ) : (
        <Story key={record.id} {...about} kind={kind} />
      )}
    </>
  );
}
