import { SearchOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type InputRef, Modal } from "antd";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { searchQuery } from "../api/search";
import { useWorkspace } from "../api/workspace";
import { TextEntry } from "../fields/text_entry";
import { useLabel } from "../language";
import { KeyCaps } from "./key_caps";
import type { Over } from "./keys";
import { fitting, type Item, useItems } from "./palette_items";

interface PaletteProps {
  open: boolean;
  close: () => void;
  show: (over: Over) => void;
}

/** Everything by its name: records, places, what one can begin and do. Arrows choose, Enter goes. */
export function Palette({ open, close, show }: PaletteProps) {
  const { t } = useTranslation();
  const field = useRef<InputRef>(null);
  return (
    <Modal
      open={open}
      onCancel={close}
      footer={null}
      closable={false}
      width={640}
      style={{ top: 72 }}
      className="palette"
      aria-label={t("keys.palette")}
      afterOpenChange={(now) => now && field.current?.focus()}
      destroyOnHidden
    >
      <Inside field={field} close={close} help={() => show("help")} />
    </Modal>
  );
}

function Inside({
  field,
  close,
  help,
}: {
  field: React.RefObject<InputRef | null>;
  close: () => void;
  help: () => void;
}) {
  const { t } = useTranslation();
  const list = useId();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const items = fitting([...useRecords(words), ...useItems(help)], words);
  const order = grouped(items);
  const chosen = order[Math.min(at, order.length - 1)];
  const take = (item: Item | undefined) => {
    if (!item) return;
    close();
    item.act();
  };
  const step = (by: number) =>
    setAt((now) => (Math.min(now, order.length - 1) + by + order.length) % order.length);
  useEffect(() => {
    document.getElementById(`${list}-${chosen?.id}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen?.id, list]);
  return (
    <>
      <TextEntry
        ref={field}
        value={words}
        onText={(text) => {
          setWords(text);
          setAt(0);
        }}
        onEnter={() => take(chosen)}
        onKeyDown={(event) => {
          if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
          event.preventDefault();
          step(event.key === "ArrowDown" ? 1 : -1);
        }}
        prefix={<SearchOutlined />}
        placeholder={t("palette.hint")}
        size="large"
        role="combobox"
        aria-expanded
        aria-controls={list}
        aria-activedescendant={chosen && `${list}-${chosen.id}`}
        aria-label={t("keys.palette")}
      />
      <div id={list} role="listbox" aria-label={t("palette.found")} className="palette-list">
        {order.map((item, place) => (
          <Entry
            key={item.id}
            id={`${list}-${item.id}`}
            item={item}
            first={item.group !== order[place - 1]?.group}
            chosen={item === chosen}
            take={() => take(item)}
          />
        ))}
      </div>
      {order.length === 0 && (
        <p className="quiet" role="status">
          {t("search.none")}
        </p>
      )}
    </>
  );
}

interface EntryProps {
  id: string;
  item: Item;
  first: boolean;
  chosen: boolean;
  take: () => void;
}

function Entry({ id, item, first, chosen, take }: EntryProps) {
  const { t } = useTranslation();
  return (
    <>
      {first && (
        <div className="palette-group" role="presentation">
          {t(`palette.${item.group}`)}
        </div>
      )}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the field above it takes the keys */}
      <div id={id} role="option" tabIndex={-1} aria-selected={chosen} onClick={take} className="palette-item">
        <span className="grow">{item.label}</span>
        {item.hint && <span className="quiet">{item.hint}</span>}
        {item.keys && <KeyCaps keys={item.keys} />}
      </div>
    </>
  );
}

/** Groups stay together, in the order of their best item. */
function grouped(items: Item[]): Item[] {
  const groups = [...new Set(items.map((item) => item.group))];
  return groups.flatMap((group) => items.filter((item) => item.group === group));
}

const TAIL = /^\d{4}$/;
const ENOUGH = /..|[\u4e00-\u9fff]/u; // one Chinese character says as much as two letters

/** Records that fit: by name, sound, number, or the end of a telephone number. */
function useRecords(words: string): Item[] {
  const label = useLabel();
  const { entities } = useWorkspace();
  const navigate = useNavigate();
  const wanted = words.trim();
  const enough = ENOUGH.test(wanted);
  const { data } = useQuery({
    ...searchQuery(TAIL.test(wanted) ? `/${wanted}` : wanted),
    enabled: enough,
    placeholderData: keepPreviousData,
  });
  if (!enough) return [];
  return (data?.data ?? []).map((one) => ({
    id: `${one.entity} ${one.id}`,
    group: "records",
    label: one.title ?? one.number ?? one.id,
    names: [],
    hint: [
      one.title ? one.number : null,
      label(entities[one.entity]?.label, one.entity),
      one.state && label(entities[one.entity]?.states[one.state]?.label),
    ]
      .filter(Boolean)
      .join(" · "),
    act: () => void navigate({ to: "/records/$entity/$id", params: { entity: one.entity, id: one.id } }),
  }));
}
