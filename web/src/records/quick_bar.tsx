/** What is done most often, each by one letter: the forms and presets of the pack, the menu of steps, and editing. */
import { Button, Dropdown } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Offer, Row } from "../api/records";
import { type Entity, useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { useCommands, useShortcut } from "../shell/shortcuts";
import { type KeyAct, keyActs } from "./keys";
import { leadsOn } from "./leads_on";
import type { Acting } from "./use_acting";
import { useAtHand } from "./use_at_hand";

interface Props {
  kind: Entity;
  record: Row;
  offers: Offer[];
  acting: Acting;
}

export function QuickBar({ kind, record, offers, acting }: Props) {
  const { t } = useTranslation();
  const { entities } = useWorkspace();
  const acts = keyActs(kind, offers, entities);
  useAtHand(record, acts);
  const open = offers.filter((one) => one.allowed);
  const ahead = (one: Offer) => Number(leadsOn(kind, one.id, record.values));
  useCommands(
    [...open]
      .sort((one, other) => ahead(other) - ahead(one))
      .map((offer) => ({ label: offer.label, act: () => acting.open({ kind: "take", offer }) })),
  );
  const writable = Object.values(kind.fields).some(
    (one) => one.right === "write" && !one.derived && !one.common,
  );
  return (
    <div className="quick" role="toolbar" aria-label={t("record.quick")}>
      {acts.map((one) => (
        <Quick key={one.key} one={one} acting={acting} />
      ))}
      <Steps offers={open} acting={acting} />
      {writable && (
        <Key
          letter="e"
          label={t("record.edit")}
          go={() => acting.open({ kind: "edit" })}
          disabled={acting.opened !== undefined}
        />
      )}
    </div>
  );
}

function Quick({ one, acting }: { one: KeyAct; acting: Acting }) {
  const label = useLabel();
  const blocked = one.act.kind === "blocked";
  const limit = one.act.kind === "take" || one.act.kind === "blocked" ? one.act.offer.limits[0] : undefined;
  return (
    <Key
      letter={one.key}
      label={label(one.label)}
      more={limit ? `${limit.used}/${limit.max ?? "–"}` : undefined}
      blocked={blocked}
      disabled={acting.opened !== undefined}
      go={() => (one.once ? void acting.once(one.act) : acting.open(one.act))}
    />
  );
}

interface KeyProps {
  letter: string;
  label: string;
  go: () => void;
  more?: string;
  blocked?: boolean;
  disabled?: boolean;
}

function Key({ letter, label, go, more, blocked, disabled }: KeyProps) {
  useShortcut(letter, () => !disabled && go(), label);
  return (
    <Button
      size="small"
      onClick={go}
      className={blocked ? "blocked-key" : undefined}
      aria-keyshortcuts={letter}
    >
      <kbd aria-hidden>{letter.toUpperCase()}</kbd>
      {label}
      {more && <span className="figures quiet">{more}</span>}
    </Button>
  );
}

/** The steps as a menu that opens with T and is walked by the arrows. */
function Steps({ offers, acting }: { offers: Offer[]; acting: Acting }) {
  const { t } = useTranslation();
  const place = useRef<HTMLButtonElement>(null);
  useShortcut("t", () => {
    if (acting.opened) return;
    place.current?.focus();
    place.current?.click();
  });
  if (offers.length === 0) return null;
  const items = offers.map((one) => ({ key: one.id, label: one.label }));
  const choose = (id: string) => {
    const offer = offers.find((one) => one.id === id);
    if (offer) acting.open({ kind: "take", offer });
  };
  return (
    <Dropdown menu={{ items, onClick: ({ key }) => choose(key) }} trigger={["click"]} autoFocus>
      <Button ref={place} size="small" aria-keyshortcuts="t">
        <kbd aria-hidden>T</kbd>
        {t("record.steps")}
      </Button>
    </Dropdown>
  );
}
