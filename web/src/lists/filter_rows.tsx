/** The parts of a filter as rows that a person fills in, groups within groups. */
import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useLabel } from "../language";
import { type Place, placeText } from "./fields";
import { FilterValue } from "./filter_value";
import { choiceOf, choicesFor, firstValue } from "./operators";
import { emptyGroup, emptyRow, type Group, type Part, type Row } from "./tree";

interface Shared {
  places: Place[];
  faults: ReadonlyMap<string, string>;
  change: (key: string, part: Part | null) => void;
}

export function GroupRows({ group, depth, ...shared }: Shared & { group: Group; depth: number }) {
  const { t } = useTranslation();
  const { change } = shared;
  const add = (part: Part) => change(group.key, { ...group, parts: [...group.parts, part] });
  return (
    <fieldset className="filter-group" aria-label={t(depth ? "lists.group" : "lists.filter")}>
      {(group.parts.length > 1 || depth > 0) && (
        <div className="filter-join">
          <Select
            size="small"
            aria-label={t("lists.join")}
            value={`${group.not ? "not_" : ""}${group.join}`}
            onChange={(next) =>
              change(group.key, {
                ...group,
                not: next.startsWith("not_"),
                join: next.endsWith("any") ? "any" : "all",
              })
            }
            options={(depth ? ["all", "any", "not_all", "not_any"] : ["all", "any"]).map((one) => ({
              value: one,
              label: t(`lists.joins.${one}`),
            }))}
          />
          {depth > 0 && <Remove what={group} change={change} />}
        </div>
      )}
      {group.parts.map((part) =>
        part.kind === "group" ? (
          <GroupRows key={part.key} group={part} depth={depth + 1} {...shared} />
        ) : part.kind === "row" ? (
          <RowInputs key={part.key} row={part} {...shared} />
        ) : (
          <div key={part.key} className="filter-row">
            <code className="filter-written">{JSON.stringify(part.said)}</code>
            <Remove what={part} change={change} />
          </div>
        ),
      )}
      <div className="filter-add">
        <Button
          size="small"
          type="dashed"
          icon={<PlusOutlined aria-hidden />}
          onClick={() => add(emptyRow())}
        >
          {t("lists.add")}
        </Button>
        {depth < 2 && (
          <Button size="small" type="text" onClick={() => add(emptyGroup([emptyRow()]))}>
            {t("lists.add_group")}
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function RowInputs({ row, places, faults, change }: Shared & { row: Row }) {
  const { t } = useTranslation();
  const label = useLabel();
  const place = places.find((one) => one.path === row.path);
  const choices = choicesFor(place?.field);
  const choice = choiceOf(place?.field, row.op, row.value);
  const fault = faults.get(row.key);
  const choose = (path: string) => {
    const next = places.find((one) => one.path === path);
    const [first] = choicesFor(next?.field);
    change(row.key, { ...row, path, op: first?.op ?? "", value: first ? firstValue(first) : null });
  };
  const compare = (id: string) => {
    const next = choices.find((one) => one.id === id);
    if (!next) return;
    const kept = choice?.wants === next.wants && next.wants !== "span";
    change(row.key, { ...row, op: next.op, value: kept ? row.value : firstValue(next) });
  };
  return (
    <div className="filter-row" data-wrong={fault !== undefined}>
      <Select
        className="filter-field"
        aria-label={t("lists.field")}
        value={row.path || undefined}
        placeholder={t("lists.field")}
        onChange={choose}
        showSearch={{ optionFilterProp: "label" }}
        autoFocus={row.path === ""}
        popupMatchSelectWidth={280}
        options={grouped(places, label, t("lists.own_fields"))}
        status={fault && !place ? "error" : undefined}
      />
      <Select
        className="filter-op"
        aria-label={t("lists.op")}
        value={choice?.id ?? (row.op || undefined)}
        disabled={!place}
        onChange={compare}
        popupMatchSelectWidth={false}
        options={choices.map((one) => ({ value: one.id, label: t(`lists.ops.${one.id}`) }))}
      />
      <div className="filter-value">
        {place && choice && (
          <FilterValue
            place={place}
            choice={choice}
            value={row.value}
            change={(value) => change(row.key, { ...row, value })}
          />
        )}
      </div>
      <Remove what={row} change={change} />
      {fault && (
        <div className="filter-fault" role="alert">
          {fault}
        </div>
      )}
    </div>
  );
}

function Remove({ what, change }: { what: Part; change: Shared["change"] }) {
  const { t } = useTranslation();
  return (
    <Button
      size="small"
      type="text"
      icon={<CloseOutlined aria-hidden />}
      aria-label={t("lists.remove")}
      onClick={() => change(what.key, null)}
    />
  );
}

/** Own fields first, then those of each link in a group of their own. */
function grouped(places: Place[], label: ReturnType<typeof useLabel>, own: string) {
  const groups = new Map<string, { label: string; options: { value: string; label: string }[] }>();
  for (const place of places) {
    const name = place.through ? label(place.through.label) : own;
    const group = groups.get(name) ?? { label: name, options: [] };
    group.options.push({ value: place.path, label: placeText(place, label) });
    groups.set(name, group);
  }
  return [...groups.values()];
}
