import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { precedentsQuery, type Whole } from "../api/approvals";
import { useWorkspace } from "../api/workspace";
import { FieldText } from "../fields/text";
import { useLabel } from "../language";

/** What is decided about, beside what was decided about the like lately. */
export function Covered({ approval }: { approval: Whole }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const { data } = useQuery({ ...precedentsQuery(approval.id), retry: false });
  const { covered, about, titles } = approval;
  const kind = entities[about.entity];
  const title = (place: string) => titles?.[place];
  const values = Object.entries(covered.values).filter(([, value]) => value !== null && value !== "");
  return (
    <>
      <dl className="facts">
        {values.map(([name, value]) => {
          const field = kind?.fields[name];
          const average = data?.averages[name];
          return (
            <div key={name}>
              <dt>{label(field?.label, name)}</dt>
              <dd>
                <strong>
                  {field ? <FieldText field={field} value={value} title={title} /> : String(value)}
                </strong>
                {field && average !== undefined && (
                  <div className="quiet small">
                    {t("approvals.average")} <FieldText field={field} value={average} />
                  </div>
                )}
              </dd>
            </div>
          );
        })}
      </dl>
      <Lines approval={approval} />
      {data && (
        <p className="quiet precedents">
          {t("approvals.precedents", {
            days: data.days,
            count: data.approved + data.rejected,
            approved: data.approved,
            rejected: data.rejected,
          })}
        </p>
      )}
    </>
  );
}

/** The rows that are decided about, one line each. */
function Lines({ approval }: { approval: Whole }) {
  const { entities } = useWorkspace();
  const label = useLabel();
  const { covered, about, titles } = approval;
  return Object.entries(covered.lines ?? {}).map(([name, rows]) =>
    rows.length === 0 ? null : (
      <section key={name} className="covered-lines">
        <h3 className="quiet small">{label(entities[about.entity]?.fields[name]?.label, name)}</h3>
        <ul>
          {rows.map((row) => {
            const fields = entities[row.entity]?.fields ?? {};
            const said = Object.entries(row.values).filter(
              ([one, value]) =>
                fields[one] && !fields[one].common && value !== null && value !== "" && value !== "0",
            );
            return (
              <li key={row.id}>
                {said.map(([one, value]) => (
                  <span key={one}>
                    <span className="quiet">{label(fields[one]?.label, one)}</span>{" "}
                    {fields[one] && (
                      <FieldText field={fields[one]} value={value} title={(place) => titles?.[place]} />
                    )}
                  </span>
                ))}
              </li>
            );
          })}
        </ul>
      </section>
    ),
  );
}
