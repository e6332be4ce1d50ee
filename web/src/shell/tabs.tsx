import { AppstoreOutlined, AuditOutlined, MailOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { iconOf } from "../pages/icons";
import { kindsOf, ordered } from "../pages/places";
import "./tabs.css";

const MOST = 5; // tabs that fit side by side at 360 px

/** At the foot of a narrow screen: where one begins, what is to be done, and the next pages that fit. */
export function Tabs() {
  const { t } = useTranslation();
  const label = useLabel();
  const workspace = useWorkspace();
  const { views, home, entities } = workspace;
  const pages = ordered(views).filter(([, view]) => !view.derived);
  const first = pages.find(([id]) => id === home);
  const others = pages.filter(([id]) => id !== home).map(([id]) => id);
  const kinds = kindsOf(workspace).worked;
  const room = MOST - (first ? 4 : 3);
  const tab = (id: string, to: string) => {
    const Icon = iconOf(views[id]?.icon);
    return <Tab key={id} to={to} icon={<Icon />} label={label(views[id]?.label, id)} />;
  };
  return (
    <>
      {first && tab(first[0], "/")}
      <Tab to={first ? "/queue" : "/"} icon={<UnorderedListOutlined />} label={t("queue.short")} />
      {others.slice(0, room).map((id) => tab(id, `/pages/${id}`))}
      {kinds.slice(0, Math.max(0, room - others.length)).map(([id, front]) => (
        <Tab
          key={front}
          to={`/pages/${front}`}
          icon={<AppstoreOutlined />}
          label={label(entities[id]?.label, id)}
        />
      ))}
      <Tab to="/approvals" icon={<AuditOutlined />} label={t("approvals.title")} />
      <Tab to="/inbox" icon={<MailOutlined />} label={t("inbox.title")} />
    </>
  );
}

function Tab({ to, icon, label }: { to: string; icon: ReactNode; label: string }) {
  return (
    <Link to={to} activeOptions={{ exact: to === "/" }} activeProps={{ "aria-current": "page" }}>
      {icon}
      <span className="tab-name">{label}</span>
    </Link>
  );
}
