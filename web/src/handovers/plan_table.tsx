/** How much each receiver would get, of which kind, and what nobody could take, with the reasons. */
import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import type { Held, Left, Plan } from "../api/handovers";
import { useKindName } from "./kind_name";

export function PlanTable({
  plan,
  held,
  name,
}: {
  plan: Plan;
  held: Held[];
  name: (person: string) => string;
}) {
  const { t } = useTranslation();
  const kind = useKindName(held);
  const kinds = [...new Set(plan.to.flatMap((one) => Object.keys(one.of)))];
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="handover-scroll" tabIndex={0} aria-label={t("handovers.preview")}>
        <table className="handover-table">
          <thead>
            <tr>
              <th scope="col">{t("handovers.receiver")}</th>
              <th scope="col" className="end">
                {t("handovers.all")}
              </th>
              {kinds.map((one) => (
                <th scope="col" className="end" key={one}>
                  {kind(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {plan.to.map((one) => (
              <tr key={one.person}>
                <th scope="row">{name(one.person)}</th>
                <td className="figures end">
                  <strong>{one.count}</strong>
                </td>
                {kinds.map((id) => (
                  <td className="figures end" key={id}>
                    {one.of[id] ?? <span className="quiet">–</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {plan.nobody.length > 0 && (
        <LeftBehind
          title={t("handovers.nobody", { count: plan.nobody.length })}
          left={plan.nobody}
          held={held}
        />
      )}
    </>
  );
}

/** What stays where it is: alike things with the same reason are told once. */
export function LeftBehind({ title, left, held }: { title: string; left: Left[]; held: Held[] }) {
  const kind = useKindName(held);
  const groups = new Map<string, { what: string; why: string[]; count: number }>();
  for (const one of left) {
    const why = one.reasons.map((reason) => [reason.text, reason.fix].filter(Boolean).join(" "));
    const key = `${one.entity} ${why.join("|")}`;
    const group = groups.get(key) ?? { what: kind(one.entity), why, count: 0 };
    groups.set(key, { ...group, count: group.count + 1 });
  }
  return (
    <Alert
      type="warning"
      showIcon
      title={title}
      description={
        <ul className="plain-list">
          {[...groups].map(([key, { what, why, count }]) => (
            <li key={key}>
              <strong>
                {what} <span className="figures">{count}</span>
              </strong>
              {why.map((text) => (
                <div key={text}>{text}</div>
              ))}
            </li>
          ))}
        </ul>
      }
    />
  );
}
