import { BellOutlined, LogoutOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate } from "@tanstack/react-router";
import { Badge, Button, Dropdown } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { inboxQuery } from "../api/inbox";
import { meQuery, useActAs, useMe, useSignOut } from "../api/session";
import { useWorkspace } from "../api/workspace";
import { useLive } from "../events/live";
import { Offline } from "../events/offline";
import { useLabel } from "../language";
import { useLook } from "../theme/look";
import { CreateMenu } from "./create_menu";
import { Mark } from "./mark";
import { Places } from "./places";
import { Search } from "./search";
import { LanguageSwitch, LookSwitch } from "./switches";
import { Tabs } from "./tabs";

/** For whoever is signed in; anybody else is asked to, and comes back to where they were. */
export function Shell() {
  const { data: me } = useQuery(meQuery);
  return me ? <Rooms /> : <SignedOut />;
}

function SignedOut() {
  const navigate = useNavigate();
  const [to] = useState(() => location.pathname + location.search);
  useEffect(() => {
    void navigate({ to: "/sign-in", search: { to }, replace: true });
  }, [navigate, to]);
  return null;
}

/** What surrounds every page: where one can go, what one can begin, and who one is. */
function Rooms() {
  const { t } = useTranslation();
  useLive();
  return (
    <div className="shell">
      <header>
        <a className="skip" href="#content">
          {t("shell.skip")}
        </a>
        <Link to="/" aria-label={t("shell.to_queue")}>
          <Mark />
        </Link>
        <div className="grow" style={{ maxWidth: 460, margin: "0 auto" }}>
          <Search />
        </div>
        <CreateMenu />
        <Letters />
        <span className="only-wide">
          <LookSwitch />
          <LanguageSwitch />
        </span>
        <Account />
      </header>
      <nav aria-label={t("shell.places")}>
        <Places />
      </nav>
      <main id="content" tabIndex={-1}>
        <Offline />
        <Outlet />
      </main>
      <nav className="tabs" aria-label={t("shell.places")}>
        <Tabs />
      </nav>
    </div>
  );
}

function Letters() {
  const { t } = useTranslation();
  const { data } = useQuery({ ...inboxQuery, refetchInterval: 300_000 });
  const unread = data?.unread ?? 0;
  return (
    <Link to="/inbox" className="only-wide">
      <Badge count={unread} size="small">
        <Button
          type="text"
          icon={<BellOutlined />}
          aria-label={t("inbox.unread", { count: unread })}
          tabIndex={-1}
        />
      </Badge>
    </Link>
  );
}

function Account() {
  const { t } = useTranslation();
  const label = useLabel();
  const me = useMe();
  const { posts } = useWorkspace();
  const act = useActAs();
  const out = useSignOut();
  const { density, choose } = useLook();
  const acting = me.acting_as;
  const several = posts.length > 1;
  const other = density === "compact" ? "comfortable" : "compact";
  const items = [
    ...(several
      ? [
          { key: "all", label: t("shell.all_posts"), onClick: () => act.mutate(null) },
          ...posts.map((post) => ({
            key: `${post.role} ${post.centre ?? ""}`,
            label: [label(post.label, post.role), post.centre_label].filter(Boolean).join(" · "),
            onClick: () => act.mutate(post),
          })),
          { type: "divider" as const },
        ]
      : []),
    ...(me.admin ? [{ key: "handover", label: <Link to="/handovers">{t("handovers.open")}</Link> }] : []),
    { key: "density", label: t(`shell.to_${other}`), onClick: () => choose({ density: other }) },
    {
      key: "out",
      icon: <LogoutOutlined />,
      label: t("shell.sign_out"),
      onClick: () => out.mutate(undefined, { onSuccess: () => location.assign("/sign-in") }),
    },
  ];
  const name = me.person.name ?? me.login;
  const post = acting
    ? label(posts.find((one) => one.role === acting.role)?.label, acting.role)
    : Object.values(me.roles)[0];
  return (
    <Dropdown
      menu={{ items, selectedKeys: [acting ? `${acting.role} ${acting.centre ?? ""}` : "all"] }}
      trigger={["click"]}
    >
      <Button type="text" aria-label={t("shell.account", { name })}>
        <strong>{name}</strong>
        <span className="quiet only-wide">{post}</span>
      </Button>
    </Dropdown>
  );
}
