/** What came of a handover: how much has moved, what was left and why; going on, taking back, switching the account off. */
import { CheckCircleOutlined, UndoOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Popconfirm, Skeleton } from "antd";
import { useTranslation } from "react-i18next";
import { accountsQuery, handoverQuery, useHandover, useSwitchOff } from "../api/handovers";
import { Refusal } from "../forms/refusal";
import { Failed } from "../shell/failed";
import { HeldTable } from "./held_table";
import { LeftBehind } from "./plan_table";

export function Ended({ id }: { id: string }) {
  const { t } = useTranslation();
  const found = useQuery(handoverQuery(id));
  const accounts = useQuery(accountsQuery);
  const act = useHandover(id);
  const off = useSwitchOff();
  if (found.error) return <Failed error={found.error} again={found.refetch} />;
  if (!found.data || !accounts.data) return <Skeleton active />;
  const { person, moved, back, left, refused } = found.data;
  const account = accounts.data.find((one) => one.person.id === person);
  const name = account?.person.name ?? account?.login ?? "…";
  return (
    <section className="panel handover-part">
      <div aria-live="polite">
        <h2 className="handover-told">
          <CheckCircleOutlined aria-hidden />
          {t("handovers.moved", { name, count: moved })}
        </h2>
      </div>
      {back > 0 && <p className="figures">{t("handovers.back", { count: back })}</p>}
      {refused.length > 0 && (
        <LeftBehind title={t("handovers.refused", { count: refused.length })} left={refused} held={left} />
      )}
      {left.length > 0 && (
        <>
          <h3>{t("handovers.still", { name })}</h3>
          <HeldTable held={left} />
        </>
      )}
      {act.error && <Refusal error={act.error} />}
      {off.error && <Refusal error={off.error} />}
      <div className="handover-ways">
        {left.length === 0 && account?.active && (
          <Popconfirm
            title={t("handovers.off_sure", { name })}
            okText={t("handovers.off_it")}
            cancelText={t("form.cancel")}
            onConfirm={() => off.mutate(account)}
          >
            <Button type="primary" loading={off.isPending}>
              {t("handovers.off", { name })}
            </Button>
          </Popconfirm>
        )}
        {account && !account.active && <strong>{t("handovers.is_off", { name })}</strong>}
        {left.length > 0 && (
          <Button
            type="primary"
            loading={act.isPending && act.variables === "continue"}
            onClick={() => act.mutate("continue")}
          >
            {t("handovers.continue")}
          </Button>
        )}
        {moved > 0 && account?.active && (
          <Popconfirm
            title={t("handovers.undo_sure", { name })}
            okText={t("handovers.undo")}
            cancelText={t("form.cancel")}
            onConfirm={() => act.mutate("undo")}
          >
            <Button icon={<UndoOutlined aria-hidden />} loading={act.isPending && act.variables === "undo"}>
              {t("handovers.undo")}
            </Button>
          </Popconfirm>
        )}
        <Link to="/handovers" search={{ person }}>
          {t("handovers.again", { name })}
        </Link>
      </div>
    </section>
  );
}
