import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { figuresQuery } from "../api/figures";
import { listQuery } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { dayAfter, daysOf, spanText } from "./days";
import { askOf, type Filters, SPANS, type Span, useFiguresOf } from "./filters";
import { fieldAt } from "./parts";

const CENTRE = "centre";

/** Which days, which place, and by what the figures are split. */
export function FilterBar({
  page,
  filters,
  change,
}: {
  page: string;
  filters: Filters;
  change: (next: Filters) => void;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const centre = label(entities[CENTRE]?.label, CENTRE);
  const centres = useCentres();
  const splits = useSplits(page);
  return (
    <fieldset className="filter-bar" aria-label={t("figures.filters")}>
      <Select<Span | "">
        aria-label={t("figures.period")}
        value={filters.period ?? ""}
        onChange={(period) => change({ ...filters, period: period || undefined, on: undefined })}
        options={[
          { value: "", label: t("figures.own_period") },
          ...SPANS.map((one) => ({ value: one, label: t(`figures.${one}`) })),
        ]}
        popupMatchSelectWidth={false}
      />
      {filters.period && <Steps page={page} filters={filters} change={change} />}
      {centres.length > 1 && (
        <Select<string>
          aria-label={centre}
          value={filters.centre ?? ""}
          onChange={(centre) => change({ ...filters, centre: centre || undefined })}
          options={[{ value: "", label: t("figures.every_place", { name: centre }) }, ...centres]}
          showSearch={{ optionFilterProp: "label" }}
          popupMatchSelectWidth={false}
        />
      )}
      {splits.length > 0 && (
        <Select<string>
          aria-label={t("figures.split")}
          value={filters.split ?? ""}
          onChange={(split) => change({ ...filters, split: split || undefined })}
          options={[{ value: "", label: t("figures.own_split") }, ...splits]}
          popupMatchSelectWidth={false}
        />
      )}
    </fieldset>
  );
}

/** To the period before and the one after. */
function Steps({
  page,
  filters,
  change,
}: {
  page: string;
  filters: Filters;
  change: (next: Filters) => void;
}) {
  const { t } = useTranslation();
  const language = useLanguage();
  const first = useFiguresOf(page)[0];
  const { data } = useQuery({
    ...figuresQuery(first ? askOf(first.said, first.metric, first.id, filters) : { metric: "" }, language),
    enabled: first !== undefined,
  });
  if (!data) return null;
  const running = data.to >= data.today;
  return (
    <span className="period-steps">
      <Button
        type="text"
        icon={<LeftOutlined />}
        aria-label={t("figures.earlier")}
        onClick={() => change({ ...filters, on: dayAfter(data.from, -1) })}
      />
      <span className="figures">{spanText(data.from, data.to, language, true)}</span>
      <Button
        type="text"
        icon={<RightOutlined />}
        aria-label={t("figures.later")}
        disabled={running}
        onClick={() => {
          // A running period is known by any day in it, rolling days by their last one.
          const far = filters.period?.startsWith("last_") ? daysOf(data.from, data.to) : 1;
          const next = dayAfter(data.to, far);
          change({ ...filters, on: next >= data.today ? undefined : next });
        }}
      />
    </span>
  );
}

function useCentres(): { value: string; label: string }[] {
  const { entities } = useWorkspace();
  const kind = entities[CENTRE];
  const name = kind?.title ?? "name";
  const { data } = useInfiniteQuery({
    ...listQuery({ entity: CENTRE, fields: [name], sort: [name], limit: 200 }),
    enabled: kind !== undefined,
    staleTime: 300_000,
  });
  return (data?.pages[0]?.data ?? []).map((one) => ({
    value: one.id,
    label: String(one.values[name] ?? "–"),
  }));
}

/** Every path by which at least one figure of the page may be split. */
function useSplits(page: string): { value: string; label: string }[] {
  const { entities } = useWorkspace();
  const label = useLabel();
  const every = useFiguresOf(page).filter(({ said }) => said.as !== "funnel");
  const paths = new Map<string, string>();
  for (const { metric } of every)
    for (const path of metric.split)
      if (!paths.has(path)) paths.set(path, label(fieldAt(entities, metric.entity, path)?.label, path));
  return [...paths].map(([value, name]) => ({ value, label: name }));
}
