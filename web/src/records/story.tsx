import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Empty, Select, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { historyQuery } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { Failed } from "../shell/failed";
import { commandsOf, type Deed } from "./commands_of";
import "./story.css";
import { StoryLine } from "./story_line";
import { Pinned, TellingLine, type Told, useTold } from "./told";

const STEPS = "steps";
const ENGINE = "engine";

interface Happened {
  key: string;
  at: string;
  kind: string;
  who: string;
  deed?: Deed;
  told?: Told;
}

/** What happened to a record and around it, newest first, and what is still open above it. */
export function Story({ entity, id, kind }: { entity: string; id: string; kind: Entity }) {
  const { t } = useTranslation();
  const found = useInfiniteQuery(historyQuery(entity, id));
  const told = useTold({ entity, id, kind }, false) ?? [];
  const [sort, setSort] = useState("");
  const [who, setWho] = useState("");
  if (found.error) return <Failed error={found.error} again={found.refetch} />;
  if (!found.data) return <Skeleton active />;
  const titles = Object.assign(
    {},
    ...found.data.pages.map((page) => page.titles ?? {}),
    ...told.map((one) => one.titles ?? {}),
  );
  const lines = found.data.pages.flatMap((page) => page.data);
  const all: Happened[] = [
    ...commandsOf(lines).map((deed) => ({
      key: deed.first.id,
      at: deed.first.at,
      kind: STEPS,
      who: deed.first.actor ?? ENGINE,
      deed,
    })),
    ...told.map((one) => ({
      key: one.row.id,
      at: one.at,
      kind: one.telling.entity,
      who: one.who ?? ENGINE,
      told: one,
    })),
  ].sort((a, b) => b.at.localeCompare(a.at));
  const shown = all.filter((one) => (!sort || one.kind === sort) && (!who || one.who === who));
  return (
    <>
      <Filters all={all} titles={titles} sort={sort} setSort={setSort} who={who} setWho={setWho} />
      <Pinned entity={entity} id={id} kind={kind} />
      {shown.length === 0 && (
        <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("record.nothing_told")} />
      )}
      <ol className="story">
        {shown.map((one) => (
          <li key={one.key} data-told={one.told !== undefined}>
            {one.deed ? (
              <StoryLine deed={one.deed} kind={kind} titles={titles} />
            ) : one.told ? (
              <TellingLine told={one.told} />
            ) : null}
          </li>
        ))}
      </ol>
      {found.hasNextPage && (
        <Button onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
          {t("list.more")}
        </Button>
      )}
    </>
  );
}

interface FiltersProps {
  all: Happened[];
  titles: Record<string, string>;
  sort: string;
  setSort: (sort: string) => void;
  who: string;
  setWho: (who: string) => void;
}

function Filters({ all, titles, sort, setSort, who, setWho }: FiltersProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const sorts = [...new Set(all.map((one) => one.kind))];
  const people = [...new Set(all.map((one) => one.who))];
  if (sorts.length < 2 && people.length < 2) return null;
  return (
    <div className="story-filters">
      <Select
        size="small"
        value={sort}
        onChange={setSort}
        aria-label={t("record.of_sort")}
        options={[
          { value: "", label: t("record.every_sort") },
          ...sorts.map((one) => ({
            value: one,
            label: one === STEPS ? t("record.steps_told") : label(entities[one]?.label, one),
          })),
        ]}
      />
      <Select
        size="small"
        value={who}
        onChange={setWho}
        aria-label={t("record.by_whom")}
        options={[
          { value: "", label: t("record.everybody") },
          ...people.map((one) => ({
            value: one,
            label: one === ENGINE ? t("record.engine") : (titles[`person/${one}`] ?? "…"),
          })),
        ]}
      />
    </div>
  );
}
