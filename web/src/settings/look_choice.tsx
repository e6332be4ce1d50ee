import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { chooseLanguage, LANGUAGES, type Language, useLanguage } from "../language";
import { LANGUAGE_NAMES } from "../shell/switches";
import { useLook } from "../theme/look";
import { Row } from "./row";

const WISHES = ["system", "light", "dark"] as const;
const DENSITIES = ["comfortable", "compact"] as const;

/** How this browser shows the workspace. */
export function LookChoice() {
  const { t } = useTranslation();
  const language = useLanguage();
  const { wish, density, choose } = useLook();
  return (
    <>
      <Row label={t("settings.look.colours")}>
        <Segmented
          aria-label={t("settings.look.colours")}
          value={wish}
          onChange={(next) => choose({ wish: next })}
          options={WISHES.map((value) => ({ value, label: t(`settings.look.${value}`) }))}
        />
      </Row>
      <Row label={t("settings.look.density")}>
        <Segmented
          aria-label={t("settings.look.density")}
          value={density}
          onChange={(next) => choose({ density: next })}
          options={DENSITIES.map((value) => ({ value, label: t(`settings.look.${value}`) }))}
        />
      </Row>
      <Row label={t("shell.language")} help={t("settings.look.language_help")}>
        <Segmented<Language>
          aria-label={t("shell.language")}
          value={language}
          onChange={chooseLanguage}
          options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
        />
      </Row>
    </>
  );
}
