/** Somebody leaves: who, what they hold, who gets it, how that would be, then it is done, and can be taken back. */
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { Button, Result, Select, Skeleton } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { accountsQuery, type HandoverAsk, type Part, planQuery, useBegin } from "../api/handovers";
import { useMe } from "../api/session";
import { Refusal } from "../forms/refusal";
import { Failed } from "../shell/failed";
import { Ended } from "./ended";
import "./handovers.css";
import { HeldTable } from "./held_table";
import { PlanTable } from "./plan_table";
import { Split } from "./split";

const route = getRouteApi("/inside/handovers");

export function HandoverPage() {
  const { t } = useTranslation();
  const { admin } = useMe();
  const { id, person } = route.useSearch();
  return (
    <div className="handover-page">
      <div className="page-head">
        <h1>{t("handovers.title")}</h1>
      </div>
      {!admin ? (
        <Result status="info" title={t("handovers.not_yours")} />
      ) : id ? (
        <Ended key={id} id={id} />
      ) : (
        <Begin key={person} person={person ?? ""} />
      )}
    </div>
  );
}

function Begin({ person }: { person: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const accounts = useQuery(accountsQuery);
  const [to, setTo] = useState<string[]>([]);
  const [split, setSplit] = useState<Part[]>([]);
  const whole = split.filter(isWhole);
  const said: HandoverAsk = { person, to, split: whole };
  const held = useQuery(planQuery({ person, to: [], split: [] }));
  const ready = to.length > 0 || whole.length > 0;
  const plan = useQuery({ ...planQuery(said), enabled: person !== "" && ready });
  const key = useRef(crypto.randomUUID());
  const begin = useBegin();
  if (accounts.error) return <Failed error={accounts.error} again={accounts.refetch} />;
  const people = accounts.data ?? [];
  const name = (id: string) => people.find((one) => one.person.id === id)?.person.name ?? "…";
  const going = plan.data?.to.reduce((sum, one) => sum + one.count, 0) ?? 0;
  return (
    <>
      <section className="panel handover-part">
        <label htmlFor="handover-person">{t("handovers.who")}</label>
        <Select
          id="handover-person"
          className="handover-who"
          value={person || undefined}
          loading={accounts.isPending}
          placeholder={t("field.choose")}
          showSearch={{ optionFilterProp: "label" }}
          onChange={(next) => void navigate({ to: "/handovers", search: { person: next }, replace: true })}
          options={people
            .filter((one) => one.active)
            .map((one) => ({
              value: one.person.id,
              label: `${one.person.name ?? one.login} (${one.login})`,
            }))}
        />
        {held.error && <Refusal error={held.error} />}
        {person && held.isPending && <Skeleton active title={false} />}
        {held.data && <HeldTable held={held.data.held} />}
      </section>
      {held.data && held.data.held.length > 0 && (
        <>
          <section className="panel handover-part">
            <h2>{t("handovers.to_whom")}</h2>
            <Split
              people={people.filter((one) => one.active && one.person.id !== person)}
              held={held.data.held}
              to={to}
              split={split}
              change={(next) => {
                setTo(next.to);
                setSplit(next.split);
                key.current = crypto.randomUUID();
              }}
            />
          </section>
          {plan.error && <Refusal error={plan.error} />}
          {ready && !plan.error && (
            <section className="panel handover-part">
              <h2>{t("handovers.preview")}</h2>
              {plan.data ? (
                <PlanTable plan={plan.data} held={held.data.held} name={name} />
              ) : (
                <Skeleton active title={false} />
              )}
            </section>
          )}
          {begin.error && <Refusal error={begin.error} />}
          <div className="handover-go">
            <Button
              type="primary"
              size="large"
              disabled={!plan.data || going === 0}
              loading={begin.isPending || plan.isLoading}
              onClick={() =>
                begin.mutate(
                  { said, key: key.current },
                  { onSuccess: ({ id }) => void navigate({ to: "/handovers", search: { id } }) },
                )
              }
            >
              {t("handovers.go", { count: going })}
            </Button>
            <span className="quiet">{t(begin.isPending ? "handovers.going" : "handovers.undo_later")}</span>
          </div>
        </>
      )}
    </>
  );
}

/** A part that says to whom. */
function isWhole(part: Part): boolean {
  const to = part.to;
  if (Array.isArray(to)) return to.length > 0;
  return "duty" in to ? to.duty !== "" : to.team !== "";
}
