import { PlusOutlined } from "@ant-design/icons";
import { useNavigate } from "@tanstack/react-router";
import { Button, Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";

/** What this person may begin: every form for a new record, by entity. */
export function CreateMenu() {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const navigate = useNavigate();
  const items = Object.entries(entities)
    .filter(([, entity]) => entity.create.allowed && !entity.part_of)
    .flatMap(([id, entity]) => {
      const forms = entity.create.forms.length
        ? entity.create.forms
        : [{ id: "default", label: entity.label }];
      return forms.map((form) => ({
        key: `${id}/${form.id}`,
        label: label(form.label, id),
        onClick: () =>
          navigate({
            to: "/records/$entity/new",
            params: { entity: id },
            search: form.id === "default" ? {} : { form: form.id },
          }),
      }));
    });
  if (items.length === 0) return null;
  return (
    <Dropdown menu={{ items, style: { maxHeight: "70vh", overflowY: "auto" } }} trigger={["click"]}>
      <Button type="primary" icon={<PlusOutlined />} aria-label={t("shell.create")}>
        <span className="only-wide">{t("shell.create")}</span>
      </Button>
    </Dropdown>
  );
}
