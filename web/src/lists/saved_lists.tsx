/** The lists that one has put by, or that are shared with one's role: opened, kept, changed, taken away. */
import { DownOutlined, StarOutlined, TeamOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { App, Button, Dropdown, Form, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type SavedList, savedListsQuery, useKeepList } from "../api/lists";
import { useMe } from "../api/session";
import { Refusal } from "../forms/refusal";
import { isAsKept, type ListState, opened } from "./list_state";

interface Props {
  entity: string;
  state: ListState;
  open: (search: ReturnType<typeof opened>) => void;
}

export function SavedLists({ entity, state, open }: Props) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const found = useQuery(savedListsQuery);
  const keep = useKeepList();
  const [naming, setNaming] = useState(false);
  const lists = (found.data ?? []).filter((one) => one.entity === entity);
  const here = lists.find((one) => one.id === state.list);
  const asKept = here !== undefined && isAsKept(here, state);
  const content = {
    entity,
    filter: state.filter ?? null,
    sort: state.sorts,
    fields: state.columns,
    group: state.group ?? null,
  };
  const items = [
    { key: "all", label: t("lists.whole"), onClick: () => open({}) },
    ...lists.map((one) => ({
      key: one.id,
      icon: one.role ? <TeamOutlined aria-label={t("lists.shared")} /> : <StarOutlined />,
      label: one.name,
      onClick: () => open(opened(one)),
    })),
    { type: "divider" as const },
    ...(here?.mine && !asKept
      ? [
          {
            key: "put",
            label: t("lists.put", { name: here.name }),
            onClick: () =>
              keep.mutate({ id: here.id, content: { ...content, name: here.name, role: here.role } }),
          },
        ]
      : []),
    { key: "keep", label: t("lists.keep"), onClick: () => setNaming(true) },
    ...(here?.mine
      ? [
          {
            key: "drop",
            danger: true,
            label: t("lists.drop", { name: here.name }),
            onClick: () =>
              modal.confirm({
                title: t("lists.drop", { name: here.name }),
                okText: t("lists.drop_it"),
                cancelText: t("form.cancel"),
                onOk: () => keep.mutateAsync({ id: here.id }).then(() => open({})),
              }),
          },
        ]
      : []),
  ];
  return (
    <>
      <Dropdown menu={{ items, selectedKeys: [here?.id ?? "all"] }} trigger={["click"]}>
        <Button type="text" className="saved-lists">
          {here ? here.name : t("lists.whole")}
          {here && !asKept && <span className="quiet">{t("lists.changed")}</span>}
          <DownOutlined />
        </Button>
      </Dropdown>
      {naming && (
        <Naming
          close={() => setNaming(false)}
          keep={(name, role) =>
            keep
              .mutateAsync({ content: { ...content, name, role } })
              .then((one) => one && open(opened(one as SavedList)))
          }
        />
      )}
    </>
  );
}

function Naming({
  close,
  keep,
}: {
  close: () => void;
  keep: (name: string, role: string | null) => Promise<unknown>;
}) {
  const { t } = useTranslation();
  const { roles } = useMe();
  const [form] = Form.useForm<{ name: string; role?: string }>();
  const [error, setError] = useState<Error>();
  const [busy, setBusy] = useState(false);
  const send = ({ name, role }: { name: string; role?: string }) => {
    setBusy(true);
    keep(name.trim(), role ?? null)
      .then(close, setError)
      .finally(() => setBusy(false));
  };
  return (
    <Modal
      open
      title={t("lists.keep")}
      onCancel={close}
      onOk={() => form.submit()}
      okText={t("lists.keep_it")}
      cancelText={t("form.cancel")}
      confirmLoading={busy}
    >
      {error && <Refusal error={error} />}
      <Form form={form} layout="vertical" onFinish={send}>
        <Form.Item
          name="name"
          label={t("lists.name")}
          rules={[
            { required: true, whitespace: true, message: t("form.required", { label: t("lists.name") }) },
          ]}
        >
          <Input maxLength={80} autoFocus />
        </Form.Item>
        <Form.Item name="role" label={t("lists.share")} extra={t("lists.share_why")}>
          <Select
            allowClear
            placeholder={t("lists.only_me")}
            options={Object.entries(roles).map(([id, name]) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
