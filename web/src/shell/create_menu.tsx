import { PlusOutlined } from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCreating } from "./creating";
import { useShortcut } from "./shortcuts";

/** What this person may begin; C opens it. */
export function CreateMenu() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const forms = useCreating();
  useShortcut("c", () => setOpen(forms.length > 0), t("shell.create"));
  const items = forms.map(({ key, label, go }) => ({ key, label, onClick: go }));
  if (items.length === 0) return null;
  return (
    <Dropdown
      open={open}
      onOpenChange={setOpen}
      menu={{ items, style: { maxHeight: "70vh", overflowY: "auto" } }}
      trigger={["click"]}
      autoFocus
    >
      <Button type="primary" icon={<PlusOutlined />} aria-label={t("shell.create")}>
        <span className="only-wide">{t("shell.create")}</span>
      </Button>
    </Dropdown>
  );
}
