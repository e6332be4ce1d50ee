import { useTranslation } from "react-i18next";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import type { BlockProps } from "./blocks";
import { columnsOf } from "./columns";
import { Lane } from "./lane";

/** A day's work side by side by its state: who is where and for how long, each with its next step. */
export function LanesBlock({ page, id, block }: BlockProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const entity = block.entity ?? "";
  const kind = entities[entity];
  if (!kind) return null;
  return (
    <div className="lanes">
      {columnsOf(kind, block).map((column) => (
        <Lane
          key={column.id}
          page={page}
          id={id}
          entity={entity}
          block={block}
          kind={kind}
          column={column}
          name={label(kind.states[column.id]?.label, column.id)}
          empty={t("pages.none_now")}
        />
      ))}
    </div>
  );
}
