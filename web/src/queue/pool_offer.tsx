/** What could be claimed besides: each pool with how much lies in it, how much may still be claimed, and the way there. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type PoolTold, poolsQuery } from "../api/pools";
import { useWorkspace, type Workspace } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { ordered } from "../pages/places";
import { LimitText } from "../records/limit_text";
import { LinkButton } from "../shell/link_button";

export function PoolOffer() {
  const language = useLanguage();
  const { data } = useQuery(poolsQuery(language));
  const pools = (data ?? []).filter((one) => one.records > 0);
  return pools.map((pool) => <Offer key={pool.id} pool={pool} />);
}

function Offer({ pool }: { pool: PoolTold }) {
  const { t } = useTranslation();
  const label = useLabel();
  const { views, entities } = useWorkspace();
  const page = pageOf(views, pool.id);
  const step = entities[pool.entity]?.transitions[pool.claim.transition.split(".").at(-1) ?? ""];
  const verb = label(step?.label, t("queue.claim_now"));
  return (
    <div className="pool-offer">
      <span>{t("queue.claim", { count: pool.records, label: pool.label })}</span>
      {page ? (
        <LinkButton type="primary" size="small" to="/pages/$page" params={{ page }}>
          {verb}
        </LinkButton>
      ) : (
        <LinkButton
          type="primary"
          size="small"
          to="/records/$entity"
          params={{ entity: pool.entity }}
          search={{ state: pool.states[0] }}
        >
          {verb}
        </LinkButton>
      )}
      <div className="pool-offer-limits">
        {pool.claim.limits.map((one) => (
          <LimitText key={one.limit} limit={one} />
        ))}
      </div>
    </div>
  );
}

/** The first page on which the pool lies. */
export function pageOf(views: Workspace["views"], pool: string): string | undefined {
  return ordered(views).find(([, view]) =>
    Object.values(view.blocks).some((one) => one.show === "pool" && one.pool === pool),
  )?.[0];
}
