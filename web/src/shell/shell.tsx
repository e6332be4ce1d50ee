import { BellOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Link, Outlet, useNavigate, useRouterState } from "@tanstack/react-router";
import { Badge, Button } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { inboxQuery } from "../api/inbox";
import { meQuery } from "../api/session";
import { Desktop } from "../events/desktop";
import { useLive } from "../events/live";
import { Offline } from "../events/offline";
import { Unfinished } from "../forms/unfinished";
import { useDelivery } from "../offline/deliver";
import { Waiting } from "../offline/waiting";
import { Account } from "./account";
import { CreateMenu } from "./create_menu";
import { Keys, type Over } from "./keys";
import { Mark } from "./mark";
import { Places } from "./places";
import { PostSwitch } from "./post_switch";
import { Search } from "./search";
import "./shell.css";
import { LanguageSwitch, LookSwitch } from "./switches";
import { Tabs } from "./tabs";

const BEGINS = new Set(["/", "/queue"]);

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
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [over, show] = useState<Over>();
  useLive();
  useDelivery();
  return (
    <div className="shell">
      <header>
        <a className="skip" href="#content">
          {t("shell.skip")}
        </a>
        <Link to="/" aria-label={t("shell.to_queue")}>
          <Mark />
        </Link>
        <div className="search-place">
          <Search />
        </div>
        <CreateMenu />
        <Letters />
        <span className="only-wide">
          <LookSwitch />
          <LanguageSwitch />
        </span>
        <PostSwitch />
        <Account help={() => show("help")} />
        <Desktop />
        <Keys over={over} show={show} />
      </header>
      <nav aria-label={t("shell.places")}>
        <Places />
      </nav>
      <main id="content" tabIndex={-1}>
        <Offline />
        <Waiting />
        {BEGINS.has(path) && <Unfinished />}
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
      <Badge count={unread} size="small" offset={[-6, 6]}>
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
