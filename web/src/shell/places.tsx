import { AppstoreOutlined, AuditOutlined, MailOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Link, useRouterState } from "@tanstack/react-router";
import { Menu } from "antd";
import { useTranslation } from "react-i18next";
import { useWorkspace, type Workspace } from "../api/workspace";
import { useLabel } from "../language";
import { iconOf } from "../pages/icons";
import { entityOf, frontOf, kindsOf, ordered } from "../pages/places";

/** Where one can go: the pages of one's roles first, then what everybody has, then all records by their kind. */
export function Places() {
  const { t } = useTranslation();
  const label = useLabel();
  const workspace = useWorkspace();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const { views, home } = workspace;
  const page = (id: string) => {
    const Icon = iconOf(views[id]?.icon);
    return {
      key: `/pages/${id}`,
      icon: <Icon />,
      label: (
        <Link to={id === home ? "/" : "/pages/$page"} params={{ page: id }}>
          {label(views[id]?.label, id)}
        </Link>
      ),
    };
  };
  const kind = ([id, front]: [string, string | undefined]) => ({
    key: front ? `/pages/${front}` : `/records/${id}`,
    icon: front ? <AppstoreOutlined /> : undefined,
    label: (
      <Link to={front ? "/pages/$page" : "/records/$entity"} params={{ entity: id, page: front ?? "" }}>
        {label(workspace.entities[id]?.label, id)}
      </Link>
    ),
  });
  const pages = ordered(views).filter(([, view]) => !view.derived);
  const kinds = kindsOf(workspace);
  return (
    <Menu
      mode="inline"
      selectedKeys={[chosenOf(path, workspace)]}
      style={{ border: 0, background: "transparent" }}
      items={[
        ...pages.map(([id]) => page(id)),
        {
          key: "/queue",
          icon: <UnorderedListOutlined />,
          label: <Link to="/queue">{t("queue.title")}</Link>,
        },
        {
          key: "/approvals",
          icon: <AuditOutlined />,
          label: <Link to="/approvals">{t("approvals.title")}</Link>,
        },
        { key: "/inbox", icon: <MailOutlined />, label: <Link to="/inbox">{t("inbox.title")}</Link> },
        ...kinds.worked.map(kind),
        ...(kinds.others.length
          ? [
              {
                key: "kept",
                type: "group" as const,
                label: t("shell.more"),
                children: kinds.others.map((id) => kind([id, undefined])),
              },
            ]
          : []),
      ]}
    />
  );
}

/** What of the places is open: home by its page, each of an entity's worked-out pages as its first. */
function chosenOf(path: string, { views, home }: Workspace): string {
  const [, first = "", second = ""] = path.split("/");
  if (first === "") return home && !views[home]?.derived ? `/pages/${home}` : "/queue";
  if (first !== "pages") return second && first === "records" ? `/records/${second}` : `/${first}`;
  const page = decodeURIComponent(second);
  const entity = entityOf(views, page);
  return `/pages/${(entity && frontOf(views, entity)) ?? page}`;
}
