import { LockOutlined, MoreOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Offer, offersQuery, type Row } from "../api/records";
import type { Entity } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { RowTake } from "./row_take";

/** The next steps of a row, without leaving the page: those that cannot be taken say why. `moves`: they say where they lead. */
export function RowSteps({ row, name, moves }: { row: Row; name: string; moves?: Entity }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const [open, setOpen] = useState(false);
  const [taking, setTaking] = useState<Offer>();
  const { data } = useQuery({ ...offersQuery(row.entity, row.id, language), enabled: open });
  const items = (data ?? []).map((one) => ({
    key: one.id,
    disabled: !one.allowed,
    icon: one.allowed ? undefined : <LockOutlined />,
    label: one.allowed ? <Open offer={one} moves={moves} /> : <Blocked offer={one} />,
    onClick: () => setTaking(one),
  }));
  const none = [{ key: "none", disabled: true, label: data ? t("record.nothing") : t("shell.loading") }];
  return (
    <>
      <Dropdown
        open={open}
        onOpenChange={setOpen}
        trigger={["click"]}
        menu={{ items: items.length ? items : none, className: "row-steps" }}
      >
        <Button
          type="text"
          size="small"
          icon={<MoreOutlined />}
          aria-label={t(moves ? "board.move" : "pages.steps_of", { name })}
          onClick={(event) => event.stopPropagation()}
        />
      </Dropdown>
      {taking && <RowTake row={row} step={taking} close={() => setTaking(undefined)} />}
    </>
  );
}

function Open({ offer, moves }: { offer: Offer; moves?: Entity }) {
  const label = useLabel();
  const to = moves && label(moves.states[offer.to ?? ""]?.label);
  return (
    <span className="blocked-step">
      {offer.label}
      {to && <span className="quiet">→ {to}</span>}
    </span>
  );
}

function Blocked({ offer }: { offer: Offer }) {
  return (
    <span className="blocked-step">
      {offer.label}
      <span className="quiet">{offer.reasons.map((one) => one.text).join(" ")}</span>
    </span>
  );
}
