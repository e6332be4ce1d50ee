import { SearchOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { AutoComplete, Input, type InputRef } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { searchQuery } from "../api/search";
import { useWorkspace } from "../api/workspace";
import { isPlainEnter } from "../fields/enter";
import { useLabel } from "../language";
import { goToRow } from "../pages/find_row";
import { useShortcut } from "./shortcuts";

const LIST = "found-records";

/** One field that finds records of all kinds: by name, initials, number, or the end of a phone number. */
export function Search() {
  const { t } = useTranslation();
  const label = useLabel();
  const { entities } = useWorkspace();
  const navigate = useNavigate();
  const [words, setWords] = useState("");
  const field = useRef<InputRef>(null);
  useShortcut("/", () => field.current?.focus(), t("search.label"));
  const found = useQuery({
    ...searchQuery(words),
    enabled: words.trim().length > 1,
    placeholderData: keepPreviousData,
  });
  const options = words.trim().length > 1 ? (found.data?.data ?? []) : [];
  /** On a page that shows the record, or what points to it, one can act at once; else it is opened. */
  const choose = (place: string) => {
    const [entity = "", id = ""] = place.split("/");
    setWords("");
    if (!goToRow({ entity, id })) void navigate({ to: "/records/$entity/$id", params: { entity, id } });
  };
  return (
    <AutoComplete
      style={{ width: "100%" }}
      value={words}
      onChange={setWords}
      options={options.map((one) => ({
        value: `${one.entity}/${one.id}`,
        label: (
          <div style={{ display: "flex", gap: 8 }}>
            <strong>{one.title ?? one.number}</strong>
            <span className="quiet grow">{one.title ? one.number : ""}</span>
            <span className="quiet">
              {[
                label(entities[one.entity]?.label, one.entity),
                one.state && label(entities[one.entity]?.states[one.state]?.label),
              ]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </div>
        ),
      }))}
      onSelect={choose}
      onInputKeyDown={(event) => {
        // Enter takes the first that was found, unless the arrows went to another.
        const first = options[0];
        const other = document.querySelector(`.${LIST} .ant-select-item-option-active`);
        if (!isPlainEnter(event.nativeEvent)) return;
        if (first && !other) choose(`${first.entity}/${first.id}`);
      }}
      classNames={{ popup: { root: LIST } }}
      notFoundContent={found.data && words.trim().length > 1 ? t("search.none") : null}
    >
      <Input
        ref={field}
        prefix={<SearchOutlined />}
        placeholder={t("search.hint")}
        aria-label={t("search.label")}
        allowClear
      />
    </AutoComplete>
  );
}
