/** What would come of two records that become one, while the one that stays is being chosen. */
import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { useDeferredValue } from "react";
import { useTranslation } from "react-i18next";
import type { FormShape } from "../api/forms";
import { mergingQuery, type Merging as Told } from "../api/merging";
import { type Offer, recordQuery, type Subject } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { FieldText } from "../fields/text";
import { Refusal } from "../forms/refusal";
import { itemsOf, type Values } from "../forms/values";
import { useLabel } from "../language";

interface Props {
  record: Subject;
  offer: Offer;
  shape: FormShape;
  values: Values;
}

export function Merging({ record, offer, shape, values }: Props) {
  const asked = itemsOf(shape).filter((item) => item.ask);
  const given = asked.filter((item) => (values[item.path] ?? null) !== null);
  const input = useDeferredValue(
    JSON.stringify(Object.fromEntries(given.map(({ path }) => [path, values[path]]))),
  );
  const missing = asked.some((item) => item.required === true && !given.includes(item));
  const { entity, id, version } = record;
  const { data, error, isFetching } = useQuery({
    ...mergingQuery({ entity, id, version, transition: offer.id }, JSON.parse(input)),
    enabled: !missing,
  });
  if (missing) return null;
  if (error) return <Refusal error={error} />;
  return data ? <Outcome record={record} told={data} /> : isFetching ? <Skeleton active /> : null;
}

function Outcome({ record, told }: { record: Subject; told: Told }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const { data: here } = useQuery(recordQuery(record.entity, record.id));
  const { data: there } = useQuery(recordQuery(record.entity, told.into));
  const rows = Object.entries(told.values).flatMap(([name, won]) => {
    const field = entities[record.entity]?.fields[name];
    return field ? [[name, field, won] as const] : [];
  });
  const title = (place: string) => there?.titles?.[place] ?? here?.titles?.[place];
  const moved = Object.entries(told.moved).map(([place, count]) => {
    const [entity = ""] = place.split(".");
    return t("merging.of", { what: label(entities[entity]?.label, entity), count });
  });
  return (
    <section className="merging" aria-label={t("merging.title")}>
      <h3>{t("merging.title")}</h3>
      {rows.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t("merging.field")}</th>
              <th scope="col">{t("merging.here")}</th>
              <th scope="col">{t("merging.there")}</th>
              <th scope="col">{t("merging.after")}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, field, won]) => (
              <tr key={name}>
                <th scope="row">{label(field.label, name)}</th>
                <td className="quiet" data-label={t("merging.here")}>
                  <FieldText field={field} value={here?.values[name]} title={title} />
                </td>
                <td className="quiet" data-label={t("merging.there")}>
                  <FieldText field={field} value={there?.values[name]} title={title} />
                </td>
                <td data-label={t("merging.after")}>
                  {"after" in won ? (
                    <FieldText field={field} value={won.after} title={title} />
                  ) : (
                    t(`merging.from_${won.from}`)
                  )}{" "}
                  <span className="quiet">({t(`merging.why_${won.why}`)})</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className="quiet">
        {moved.length > 0 && `${t("merging.moved", { what: moved.join(t("merging.and")) })} `}
        {told.tasks > 0 && `${t("merging.tasks", { count: told.tasks })} `}
        {told.limits.length > 0 && `${t("merging.limits")} `}
        {t("merging.undo_within")}
      </p>
    </section>
  );
}
