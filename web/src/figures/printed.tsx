import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { recordQuery } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { type Filters, useFiguresOf } from "./filters";
import { fieldAt } from "./parts";

/** On paper the choices are words: of which days, which place, split by what. */
export function Printed({ page, filters }: { page: string; filters: Filters }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const every = useFiguresOf(page);
  const centre = useQuery({
    ...recordQuery("centre", filters.centre ?? ""),
    enabled: filters.centre !== undefined,
  });
  const holder = every.find((one) => filters.split && one.metric.split.includes(filters.split));
  const said = [
    filters.period && t(`figures.${filters.period}`),
    filters.on,
    centre.data && String(centre.data.values[entities.centre?.title ?? "name"] ?? ""),
    holder &&
      filters.split &&
      label(fieldAt(entities, holder.metric.entity, filters.split)?.label, filters.split),
  ].filter(Boolean);
  return said.length > 0 ? <p className="only-printed">{said.join(" · ")}</p> : null;
}
