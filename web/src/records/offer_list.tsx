import { Button, Collapse } from "antd";
import { useTranslation } from "react-i18next";
import type { Offer, Row } from "../api/records";
import type { Entity } from "../api/workspace";
import { Blocked, Limits } from "./blocked";
import { Checks } from "./checks";
import { foreign } from "./keys";
import { leadsOn } from "./leads_on";
import type { Acting } from "./use_acting";

interface Props {
  kind: Entity;
  offers: Offer[];
  record: Row;
  acting: Acting;
}

/** Every transition of the record's state: what this person can take now, and of the others why not. */
export function OfferList({ kind, offers, record, acting }: Props) {
  const { t } = useTranslation();
  const open = offers.filter((one) => one.allowed);
  const onward = (one: Offer) => leadsOn(kind, one.id, record.values);
  const first = open.find(onward);
  const mine = offers.filter((one) => !one.allowed && !foreign(one));
  const next = first ?? mine.find(onward);
  const others = offers.filter((one) => !one.allowed && foreign(one));
  const items = [
    {
      key: "others",
      label: t("record.by_others", { count: others.length }),
      children: (
        <ul className="offers">
          {others.map((one) => (
            <Blocked key={one.id} offer={one} record={record} acting={acting} />
          ))}
        </ul>
      ),
    },
  ];
  return (
    <>
      <h3 className="quiet small">{t("record.offers")}</h3>
      {open.length + mine.length === 0 && <p className="quiet">{t("record.nothing")}</p>}
      <ul className="offers">
        {open.map((one) => (
          <li key={one.id}>
            <Button
              block
              type={one === first ? "primary" : "default"}
              onClick={() => acting.open({ kind: "take", offer: one })}
            >
              {one.label}
            </Button>
            {one === next && <Checks record={record} offer={one} />}
            <Limits offer={one} record={record} />
          </li>
        ))}
        {mine.map((one) => (
          <Blocked key={one.id} offer={one} record={record} acting={acting}>
            {one === next && <Checks record={record} offer={one} />}
          </Blocked>
        ))}
      </ul>
      {others.length > 0 && <Collapse ghost size="small" style={{ marginTop: 8 }} items={items} />}
    </>
  );
}
