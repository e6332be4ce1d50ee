import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { useShortcut } from "../shell/shortcuts";
import type { BlockProps } from "./blocks";
import { columnsOf } from "./columns";
import { Lane } from "./lane";
import { useRowKeys } from "./row_keys";

/** A day's work side by side by its state: who is where and for how long, each with its next step. */
export function LanesBlock({ page, id, block }: BlockProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const place = useRef<HTMLDivElement>(null);
  const { keys, enter } = useRowKeys(place);
  useShortcut("j", enter);
  const entity = block.entity ?? "";
  const kind = entities[entity];
  if (!kind) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys go from row to row; what acts are the buttons in them
    <div className="lanes" ref={place} onKeyDown={keys}>
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
