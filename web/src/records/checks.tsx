/** How it stands with the step that comes next: the conditions of it that hold, and what the rules ask for, held or not. */
import { CheckOutlined, CloseOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/http";
import { type Comparison, explanationQuery, type Offer, type Row } from "../api/records";
import { useLanguage } from "../language";

export function Checks({ record, offer }: { record: Row; offer: Offer }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(explanationQuery(record, offer.id, language));
  // What is not met of the step itself stands among its reasons.
  const met = data?.guard?.comparisons.filter((one) => one.holds === true && !one.masked) ?? [];
  const rules = data?.rules.filter((one) => one.holds !== null) ?? [];
  if (met.length + rules.length === 0) return null;
  return (
    <ul className="checks" aria-label={t("record.in_order", { label: offer.label })}>
      {[...new Set(met.map((one) => one.sentence))].map((one) => (
        <Check key={one} holds>
          {one}
        </Check>
      ))}
      {rules.map((one) => (
        <Check key={one.id} holds={one.holds === true}>
          {one.label}
          {one.holds === false && <Against comparisons={one.comparisons} />}
        </Check>
      ))}
    </ul>
  );
}

function Check({ holds, children }: { holds: boolean; children: React.ReactNode }) {
  const { t } = useTranslation();
  return (
    <li data-holds={holds}>
      {holds ? (
        <CheckOutlined aria-label={t("record.holds")} />
      ) : (
        <CloseOutlined aria-label={t("record.broken")} />
      )}
      <span>{children}</span>
    </li>
  );
}

/** Which figures go beyond what a rule allows, each beside its bound; what is no figure the rule says itself. */
function Against({ comparisons }: { comparisons: Comparison[] }) {
  const broken = comparisons.filter(
    (one) => one.holds === false && !one.masked && isFigure(one.left) && isFigure(one.right),
  );
  return broken.map((one) => (
    <span key={one.sentence} className="against">
      {one.sentence} <span className="figures">{`(${one.left} / ${one.right})`}</span>
    </span>
  ));
}

function isFigure(value: Json): boolean {
  return typeof value === "number" || (typeof value === "string" && /^-?\d/.test(value));
}
