/** What is in order already for the step that comes next: each condition of it that holds. */
import { CheckOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { explanationQuery, type Offer, type Row } from "../api/records";
import { useLanguage } from "../language";

export function Checks({ record, offer }: { record: Row; offer: Offer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(explanationQuery(record, offer.id, language));
  const met = data?.guard?.comparisons.filter((one) => one.holds === true && !one.masked) ?? [];
  if (met.length === 0) return null;
  return (
    <ul className="checks" aria-label={t("record.in_order", { label: offer.label })}>
      {[...new Set(met.map((one) => one.sentence))].map((one) => (
        <li key={one}>
          <CheckOutlined aria-hidden /> {one}
        </li>
      ))}
    </ul>
  );
}
