import { Link } from "@tanstack/react-router";
import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { KeyCaps } from "./key_caps";
import { pressedFor, type Shortcut, useHere } from "./shortcuts";

const ALWAYS = ["mod+Enter", "Escape"];

/** Which keys do something on the present screen. */
export function Help({ open, close }: { open: boolean; close: () => void }) {
  const { t, i18n } = useTranslation();
  const here = useHere();
  const shown = lastOfEach(here);
  const said = (one: Shortcut) =>
    one.label ?? (i18n.exists(`keys.of.${one.key}`) ? t(`keys.of.${one.key}`) : "");
  const parts = [
    { title: t("keys.here"), list: shown.filter((one) => !one.key.includes(" ") && said(one)) },
    { title: t("keys.go"), list: shown.filter((one) => one.key.startsWith("g ")) },
  ];
  return (
    <Modal open={open} onCancel={close} footer={null} title={t("keys.help")} width={720} destroyOnHidden>
      <div className="key-parts">
        {parts.map(({ title, list }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {list.map((one) => (
                <Row key={one.key} keys={pressedFor(one.key)} label={said(one)} />
              ))}
              {title === t("keys.here") &&
                ALWAYS.map((key) => <Row key={key} keys={key} label={t(`keys.of.${key}`)} />)}
            </dl>
          </section>
        ))}
      </div>
      <p className="quiet" style={{ marginBottom: 0 }}>
        {t("keys.not_while_typing")}{" "}
        <Link to="/settings" onClick={close}>
          {t("keys.change")}
        </Link>
      </p>
    </Modal>
  );
}

function Row({ keys, label }: { keys: string; label: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <KeyCaps keys={keys} />
      </dd>
    </div>
  );
}

/** Of several with one key the one that works; commands without keys are the palette's. */
export function lastOfEach(here: readonly Shortcut[]): Shortcut[] {
  const found = new Map<string, Shortcut>();
  for (const one of here) if (one.key) found.set(one.key, one);
  return [...found.values()].filter((one) => pressedFor(one.key));
}
