import { LogoutOutlined, QuestionCircleOutlined, SettingOutlined } from "@ant-design/icons";
import { Link, useNavigate } from "@tanstack/react-router";
import { App, Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useMe, useSignOut } from "../api/session";
import { forgetDrafts } from "../forms/use_draft";
import { chooseLanguage, LANGUAGES, useLanguage } from "../language";
import { forgetAll } from "../offline/owner";
import { useUnsent } from "../offline/unsent";
import { useLook } from "../theme/look";
import { useIsNarrow } from "./narrow";
import { usePosts } from "./post_switch";
import { LANGUAGE_NAMES } from "./switches";

/** Who one is: settings, look, signing out; and on a narrow screen what the bar has no room for. */
export function Account({ help }: { help: () => void }) {
  const { t } = useTranslation();
  const me = useMe();
  const out = useSignOut();
  const navigate = useNavigate();
  const narrow = useIsNarrow();
  const language = useLanguage();
  const { density, look, choose } = useLook();
  const { items: posts, chosen } = usePosts();
  const other = density === "compact" ? "comfortable" : "compact";
  const otherLook = look === "dark" ? "light" : "dark";
  const unsent = useUnsent();
  const { modal } = App.useApp();
  const leave = () => {
    forgetDrafts();
    forgetAll();
    out.mutate(undefined);
  };
  const items = [
    ...(narrow
      ? [
          ...posts,
          ...(posts.length ? [{ type: "divider" as const }] : []),
          ...LANGUAGES.filter((name) => name !== language).map((name) => ({
            key: name,
            label: <span lang={name}>{LANGUAGE_NAMES[name]}</span>,
            onClick: () => chooseLanguage(name),
          })),
          { key: "look", label: t(`shell.to_${otherLook}`), onClick: () => choose({ wish: otherLook }) },
        ]
      : []),
    ...(me.admin ? [{ key: "handover", label: <Link to="/handovers">{t("handovers.open")}</Link> }] : []),
    { key: "density", label: t(`shell.to_${other}`), onClick: () => choose({ density: other }) },
    {
      key: "settings",
      icon: <SettingOutlined />,
      label: t("settings.title"),
      onClick: () => void navigate({ to: "/settings" }),
    },
    { key: "help", icon: <QuestionCircleOutlined />, label: t("keys.help"), onClick: help },
    { type: "divider" as const },
    {
      key: "out",
      icon: <LogoutOutlined />,
      label: t("shell.sign_out"),
      onClick: () => {
        if (unsent.length === 0) return leave();
        modal.confirm({
          title: t("offline.leave", { count: unsent.length }),
          content: t("offline.leave_why"),
          okText: t("shell.sign_out"),
          onOk: leave,
        });
      },
    },
  ];
  const name = me.person.name ?? me.login;
  return (
    <Dropdown menu={{ items, selectedKeys: narrow ? [chosen] : [] }} trigger={["click"]}>
      <Button type="text" aria-label={t("shell.account", { name })}>
        <strong>{name}</strong>
      </Button>
    </Dropdown>
  );
}
