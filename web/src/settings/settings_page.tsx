import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Away } from "./away";
import { Keyboard } from "./keyboard";
import { LookChoice } from "./look_choice";
import { Notifications } from "./notifications";
import { Password } from "./password";
import { Profile } from "./profile";
import "./settings.css";
import { SignedInAt } from "./signed_in_at";

const PARTS: [string, ComponentType][] = [
  ["profile", Profile],
  ["away", Away],
  ["notifications", Notifications],
  ["keyboard", Keyboard],
  ["look", LookChoice],
  ["password", Password],
  ["sessions", SignedInAt],
];

/** Everything that one says for oneself; each change counts at once. */
export function SettingsPage() {
  const { t } = useTranslation();
  return (
    <>
      <div className="page-head">
        <h1>{t("settings.title")}</h1>
      </div>
      <div className="settings">
        <nav aria-label={t("settings.parts")} className="settings-parts">
          {PARTS.map(([id]) => (
            <a key={id} href={`#${id}`}>
              {t(`settings.${id}.title`)}
            </a>
          ))}
        </nav>
        <div className="settings-list">
          {PARTS.map(([id, Part]) => (
            <section key={id} id={id} className="panel" aria-labelledby={`${id}-title`}>
              <h2 id={`${id}-title`}>{t(`settings.${id}.title`)}</h2>
              <Part />
            </section>
          ))}
        </div>
      </div>
    </>
  );
}
