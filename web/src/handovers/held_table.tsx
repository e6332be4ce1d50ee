/** What somebody holds: counted by kind, and by the states of each. */
import { Empty } from "antd";
import { useTranslation } from "react-i18next";
import type { Held } from "../api/handovers";
import { useKindName } from "./kind_name";

export function HeldTable({ held }: { held: Held[] }) {
  const { t } = useTranslation();
  const kind = useKindName(held);
  if (held.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t("handovers.holds_nothing")} />;
  const kinds = [...new Set(held.map((one) => one.entity))];
  return (
    <table className="handover-table">
      <thead>
        <tr>
          <th scope="col">{t("handovers.kind")}</th>
          <th scope="col" className="end">
            {t("handovers.how_many")}
          </th>
          <th scope="col">{t("handovers.of_these")}</th>
        </tr>
      </thead>
      <tbody>
        {kinds.map((entity) => {
          const rows = held.filter((one) => one.entity === entity);
          const more = rows.some((one) => one.more);
          return (
            <tr key={entity}>
              <th scope="row">{kind(entity)}</th>
              <td className="figures end">
                {rows.reduce((sum, one) => sum + one.count, 0)}
                {more ? "+" : ""}
              </td>
              <td>
                {rows.map((one) => (
                  <span key={`${one.field} ${one.state}`} className="handover-some">
                    {kind.part(one)} <span className="figures">{one.count}</span>
                  </span>
                ))}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
