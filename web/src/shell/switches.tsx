import { GlobalOutlined, MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button, Dropdown, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { chooseLanguage, LANGUAGES, useLanguage } from "../language";
import { useLook } from "../theme/look";

export const LANGUAGE_NAMES = { en: "English", "zh-CN": "中文" };

export function LanguageSwitch() {
  const { t } = useTranslation();
  const now = useLanguage();
  const items = LANGUAGES.map((language) => ({
    key: language,
    label: <span lang={language}>{LANGUAGE_NAMES[language]}</span>,
    onClick: () => chooseLanguage(language),
  }));
  return (
    <Dropdown menu={{ items, selectedKeys: [now] }} trigger={["click"]}>
      <Button type="text" icon={<GlobalOutlined />} aria-label={t("shell.language")}>
        {LANGUAGE_NAMES[now]}
      </Button>
    </Dropdown>
  );
}

export function LookSwitch() {
  const { t } = useTranslation();
  const { look, choose } = useLook();
  const other = look === "dark" ? "light" : "dark";
  return (
    <Tooltip title={t(`shell.to_${other}`)}>
      <Button
        type="text"
        aria-label={t(`shell.to_${other}`)}
        icon={look === "dark" ? <SunOutlined /> : <MoonOutlined />}
        onClick={() => choose({ wish: other })}
      />
    </Tooltip>
  );
}
