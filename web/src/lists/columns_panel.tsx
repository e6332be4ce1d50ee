/** Which columns a list has, and in which order: by boxes and by buttons, so that a keyboard can do it as well. */
import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { Button, Checkbox, Drawer, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Entity } from "../api/workspace";
import { useLabel } from "../language";
import { useLook } from "../theme/look";
import { columnsFor, fieldOf, groupsFor, usualColumns } from "./fields";

interface Props {
  kind: Entity;
  columns: string[];
  group: string | undefined;
  close: () => void;
  change: (next: { cols?: string; group?: string }) => void;
}

export function ColumnsPanel({ kind, columns, group, close, change }: Props) {
  const { t } = useTranslation();
  const label = useLabel();
  const { density, choose } = useLook();
  const [words, setWords] = useState("");
  const name = (id: string) => label(fieldOf(kind, id)?.label, id);
  const put = (next: string[]) => change({ cols: next.join(",") });
  const moved = (at: number, by: number) => {
    const next = [...columns];
    const [one] = next.splice(at, 1);
    if (one) next.splice(at + by, 0, one);
    put(next);
  };
  const wanted = words.trim().toLowerCase();
  const others = columnsFor(kind).filter(
    (id) => !columns.includes(id) && name(id).toLowerCase().includes(wanted),
  );
  return (
    <Drawer
      open
      onClose={close}
      title={t("lists.columns")}
      size={420}
      extra={
        <Button
          type="text"
          onClick={() => change({ cols: undefined })}
          disabled={same(columns, usualColumns(kind))}
        >
          {t("lists.as_usual")}
        </Button>
      }
    >
      <div className="columns-ways">
        <label htmlFor="list-group">{t("lists.group_by")}</label>
        <Select
          id="list-group"
          value={group}
          onChange={(next) => change({ group: next })}
          allowClear
          placeholder={t("lists.no_group")}
          showSearch={{ optionFilterProp: "label" }}
          options={groupsFor(kind).map((id) => ({ value: id, label: name(id) }))}
        />
        <label htmlFor="list-density">{t("lists.density")}</label>
        <Select
          id="list-density"
          value={density}
          onChange={(next) => choose({ density: next })}
          options={(["comfortable", "compact"] as const).map((one) => ({
            value: one,
            label: t(`lists.${one}`),
          }))}
        />
      </div>
      <ol className="columns" aria-label={t("lists.shown")}>
        {columns.map((id, at) => (
          <li key={id}>
            <Checkbox
              checked
              disabled={columns.length === 1}
              onChange={() => put(columns.filter((one) => one !== id))}
            >
              {name(id)}
            </Checkbox>
            <span className="grow" />
            <Button
              size="small"
              type="text"
              icon={<ArrowUpOutlined aria-hidden />}
              aria-label={t("lists.up", { name: name(id) })}
              disabled={at === 0}
              onClick={() => moved(at, -1)}
            />
            <Button
              size="small"
              type="text"
              icon={<ArrowDownOutlined aria-hidden />}
              aria-label={t("lists.down", { name: name(id) })}
              disabled={at === columns.length - 1}
              onClick={() => moved(at, 1)}
            />
          </li>
        ))}
      </ol>
      <Input
        value={words}
        onChange={(event) => setWords(event.target.value)}
        placeholder={t("lists.find_field")}
        aria-label={t("lists.find_field")}
        allowClear
      />
      <ul className="columns" aria-label={t("lists.hidden")}>
        {others.map((id) => (
          <li key={id}>
            <Checkbox checked={false} onChange={() => put([...columns, id])}>
              {name(id)}
            </Checkbox>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}

const same = (one: string[], other: string[]) => one.join() === other.join();
