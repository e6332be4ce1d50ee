import { useQuery } from "@tanstack/react-query";
import { App, Button, Collapse, Modal, Skeleton } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formQuery } from "../api/forms";
import { Refused } from "../api/http";
import { type Offer, offersQuery, useSend } from "../api/records";
import { FormView } from "../forms/form_view";
import { Refusal } from "../forms/refusal";
import { useLanguage } from "../language";
import { Failed } from "../shell/failed";
import { LimitText } from "./limit_text";

interface About {
  entity: string;
  id: string;
  version: number;
}

/** Every transition of the record's state: what this person can take now, and of the others why not. */
export function Offers(about: About) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { data, error, refetch } = useQuery(offersQuery(about.entity, about.id, language));
  const [taking, setTaking] = useState<Offer>();
  if (error) return <Failed error={error} again={refetch} />;
  if (!data) return <Skeleton active title={false} />;
  const open = data.filter((one) => one.allowed);
  const mine = data.filter((one) => !one.allowed && !foreign(one));
  const others = data.filter((one) => !one.allowed && foreign(one));
  if (data.length === 0) return <p className="quiet">{t("record.nothing")}</p>;
  return (
    <>
      <h3 style={{ fontSize: 13, margin: "0 0 8px" }} className="quiet">
        {t("record.offers")}
      </h3>
      <ul className="offers">
        {open.map((one, at) => (
          <li key={one.id}>
            <Button block type={at === 0 ? "primary" : "default"} onClick={() => setTaking(one)}>
              {one.label}
            </Button>
            <Limits offer={one} />
          </li>
        ))}
        {mine.map((one) => (
          <Blocked key={one.id} offer={one} />
        ))}
      </ul>
      {others.length > 0 && (
        <Collapse
          ghost
          size="small"
          style={{ marginTop: 8 }}
          items={[
            {
              key: "others",
              label: t("record.by_others", { count: others.length }),
              children: (
                <ul className="offers">
                  {others.map((one) => (
                    <Blocked key={one.id} offer={one} />
                  ))}
                </ul>
              ),
            },
          ]}
        />
      )}
      {taking && <Take about={about} offer={taking} close={() => setTaking(undefined)} />}
    </>
  );
}

/** Whether it is somebody else's part. */
function foreign(offer: Offer): boolean {
  return offer.reasons.some((one) => one.code === "access.no_duty");
}

function Blocked({ offer }: { offer: Offer }) {
  return (
    <li>
      <div>{offer.label}</div>
      <ul style={{ margin: 0, paddingInlineStart: 16 }} className="quiet">
        {offer.reasons.map((one) => (
          <li key={one.code + one.text}>{one.text}</li>
        ))}
      </ul>
      <Limits offer={offer} />
    </li>
  );
}

function Limits({ offer }: { offer: Offer }) {
  return offer.limits.map((one) => <LimitText key={one.limit} limit={one} />);
}

/** One step that was chosen: its form, or that one is sure. */
export function Take({ about, offer, close }: { about: About; offer: Offer; close: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const done = () => {
    void message.success(t("record.taken", { label: offer.label }));
    close();
  };
  return (
    <Modal open title={offer.label} onCancel={close} footer={null} destroyOnHidden width={640}>
      {offer.form ? (
        <WithForm about={about} offer={offer} close={close} done={done} />
      ) : (
        <Plain about={about} offer={offer} close={close} done={done} />
      )}
    </Modal>
  );
}

interface Taking {
  about: About;
  offer: Offer;
  close: () => void;
  done: () => void;
}

function WithForm({ about, offer, close, done }: Taking) {
  const language = useLanguage();
  const { data, error, refetch } = useQuery(
    formQuery(
      { form: offer.form ?? "default", entity: about.entity, record: about.id, transition: offer.id },
      language,
    ),
  );
  if (error) return <Failed error={error} again={refetch} />;
  if (!data) return <Skeleton active />;
  return (
    <FormView
      shape={data}
      target={{ ...about, transition: offer.id }}
      go={offer.label}
      done={done}
      cancel={close}
    />
  );
}

function Plain({ about, offer, close, done }: Taking) {
  const { t } = useTranslation();
  const send = useSend();
  const [key] = useState(() => crypto.randomUUID());
  const go = () => send.mutate({ ...about, transition: offer.id, input: {}, key }, { onSuccess: done });
  return (
    <>
      {send.error && <Refusal error={send.error} />}
      <p>{t("record.sure", { label: offer.label })}</p>
      <div style={{ display: "flex", gap: 8 }}>
        <Button
          type="primary"
          autoFocus
          loading={send.isPending}
          onClick={go}
          disabled={send.error instanceof Refused}
        >
          {offer.label}
        </Button>
        <Button onClick={close}>{t("form.cancel")}</Button>
      </div>
    </>
  );
}
