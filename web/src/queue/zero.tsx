import { CheckCircleOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { poolsQuery } from "../api/pools";
import { useLanguage } from "../language";
import { LimitText } from "../records/limit_text";

/** Nothing is left to do: said with pleasure, and with what could be claimed besides. */
export function Zero() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data } = useQuery(poolsQuery(language));
  const pools = (data ?? []).filter((one) => one.records > 0);
  return (
    <div className="panel zero">
      <CheckCircleOutlined aria-hidden />
      <p>{t("queue.empty")}</p>
      {pools.map((pool) => (
        <div key={pool.id}>
          <Link to="/records/$entity" params={{ entity: pool.entity }} search={{ state: pool.states[0] }}>
            {t("queue.claim", { count: pool.records, label: pool.label })}
          </Link>
          {pool.claim.limits.map((one) => (
            <LimitText key={one.limit} limit={one} />
          ))}
        </div>
      ))}
    </div>
  );
}
