import { IdcardOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useActAs, useMe } from "../api/session";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";

const ALL = "all";

/** The posts that one may act by: nothing to choose for whoever holds one. */
export function usePosts() {
  const { t } = useTranslation();
  const label = useLabel();
  const { posts } = useWorkspace();
  const act = useActAs();
  const acting = useMe().acting_as;
  const name = (post: (typeof posts)[number]) =>
    [label(post.label, post.role), post.centre_label].filter(Boolean).join(" · ");
  const key = (post: { role: string; centre?: string | null }) => `${post.role} ${post.centre ?? ""}`;
  const one = posts.find((post) => acting && key(post) === key(acting));
  const items = [
    { key: ALL, label: t("shell.all_posts"), onClick: () => act.mutate(null) },
    ...posts.map((post) => ({ key: key(post), label: name(post), onClick: () => act.mutate(post) })),
  ];
  return {
    items: posts.length > 1 ? items : [],
    chosen: acting ? key(acting) : ALL,
    shown: one ? name(one) : posts.length > 1 ? t("shell.all_posts") : posts[0] ? name(posts[0]) : "",
    busy: act.isPending,
  };
}

/** As whom one acts, always in sight; another post at once. */
export function PostSwitch() {
  const { t } = useTranslation();
  const { items, chosen, shown, busy } = usePosts();
  if (items.length === 0) return <span className="quiet post-name only-wide">{shown}</span>;
  return (
    <Dropdown menu={{ items, selectedKeys: [chosen] }} trigger={["click"]}>
      <Button
        type="text"
        className="only-wide post-switch"
        icon={<IdcardOutlined />}
        loading={busy}
        aria-label={t("shell.acting_as", { post: shown })}
      >
        <span className="post-name">{shown}</span>
      </Button>
    </Dropdown>
  );
}
