/** Where there is nothing yet: the ways to have something there, for whoever may make it. */
import { ImportOutlined, PlusOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { LinkButton } from "../shell/link_button";

export function BeginHere({ entity }: { entity: string }) {
  const { t } = useTranslation();
  const label = useLabel();
  const kind = useWorkspace().entities[entity];
  if (!kind?.create.allowed || kind.builtin || kind.part_of) return null;
  const form = kind.create.forms[0]?.id;
  return (
    <span className="begin-here">
      <LinkButton to="/imports/$entity" params={{ entity }} icon={<ImportOutlined aria-hidden />}>
        {t("lists.import_table")}
      </LinkButton>
      <LinkButton
        to="/records/$entity/new"
        params={{ entity }}
        search={form ? { form } : {}}
        icon={<PlusOutlined aria-hidden />}
      >
        {t("lists.create", { name: label(kind.label, entity) })}
      </LinkButton>
    </span>
  );
}
