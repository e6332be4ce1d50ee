/** Who gets it: some persons in turn; before that, parts of it to others, by a duty, a team, or by how much each has. */
import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Select } from "antd";
import { useTranslation } from "react-i18next";
import type { Account, Held, Part, Way } from "../api/handovers";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";
import { useKindName } from "./kind_name";

interface Props {
  people: Account[];
  held: Held[];
  to: string[];
  split: Part[];
  change: (next: { to: string[]; split: Part[] }) => void;
}

export function Split({ people, held, to, split, change }: Props) {
  const { t } = useTranslation();
  const put = (at: number, part: Part | null) =>
    change({ to, split: split.flatMap((one, place) => (place !== at ? [one] : part ? [part] : [])) });
  return (
    <div className="split">
      {split.map((part, at) => (
        <PartInputs key={at} part={part} people={people} held={held} change={(next) => put(at, next)} />
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<PlusOutlined aria-hidden />}
        onClick={() => change({ to, split: [...split, { to: [], by: "in_turn" }] })}
      >
        {t("handovers.add_part")}
      </Button>
      <label htmlFor="handover-to">{t(split.length ? "handovers.the_rest" : "handovers.everything")}</label>
      <People id="handover-to" people={people} value={to} change={(next) => change({ to: next, split })} />
    </div>
  );
}

function People({
  id,
  people,
  value,
  change,
  name,
}: {
  id?: string;
  people: Account[];
  value: string[];
  change: (to: string[]) => void;
  name?: string;
}) {
  const { t } = useTranslation();
  return (
    <Select
      id={id}
      aria-label={name}
      mode="multiple"
      value={value}
      onChange={change}
      placeholder={t("handovers.persons")}
      optionFilterProp="label"
      options={people.map((one) => ({ value: one.person.id, label: one.person.name ?? one.login }))}
    />
  );
}

type Among = "persons" | "duty" | "team";
const WAYS: Way[] = ["in_turn", "first", "least_loaded"];

function PartInputs({
  part,
  people,
  held,
  change,
}: {
  part: Part;
  people: Account[];
  held: Held[];
  change: (next: Part | null) => void;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const kind = useKindName(held);
  const { duties, limits } = useWorkspace();
  const among: Among = Array.isArray(part.to) ? "persons" : "duty" in part.to ? "duty" : "team";
  const teams = [...new Set(people.flatMap((one) => one.posts.flatMap((post) => post.team ?? [])))].sort();
  const start = { persons: [], duty: { duty: "" }, team: { team: teams[0] ?? "" } };
  return (
    <fieldset className="split-part" aria-label={t("handovers.part")}>
      <Select
        aria-label={t("handovers.kind")}
        value={part.entity ?? ""}
        onChange={(next) => change({ ...part, entity: next || undefined })}
        options={[
          { value: "", label: t("handovers.any_kind") },
          ...[...new Set(held.map((one) => one.entity))].map((one) => ({ value: one, label: kind(one) })),
        ]}
      />
      <Select
        aria-label={t("handovers.among")}
        value={among}
        onChange={(next: Among) => change({ ...part, to: start[next] })}
        options={(["persons", "duty", ...(teams.length ? ["team"] : [])] as Among[]).map((one) => ({
          value: one,
          label: t(`handovers.among_of.${one}`),
        }))}
      />
      {Array.isArray(part.to) ? (
        <People
          name={t("handovers.persons")}
          people={people}
          value={part.to}
          change={(to) => change({ ...part, to })}
        />
      ) : "duty" in part.to ? (
        <Select
          aria-label={t("handovers.among_of.duty")}
          value={part.to.duty || undefined}
          placeholder={t("field.choose")}
          showSearch={{ optionFilterProp: "label" }}
          onChange={(duty) => change({ ...part, to: { duty } })}
          options={Object.entries(duties).map(([id, one]) => ({ value: id, label: label(one.label, id) }))}
        />
      ) : (
        <Select
          aria-label={t("handovers.among_of.team")}
          value={part.to.team || undefined}
          onChange={(team) => change({ ...part, to: { team } })}
          options={teams.map((one) => ({ value: one, label: one }))}
        />
      )}
      <Button
        type="text"
        icon={<CloseOutlined aria-hidden />}
        aria-label={t("lists.remove")}
        onClick={() => change(null)}
      />
      <Select
        aria-label={t("handovers.by")}
        value={part.by ?? "in_turn"}
        onChange={(by: Way) => change({ ...part, by })}
        options={WAYS.map((one) => ({ value: one, label: t(`handovers.ways.${one}`) }))}
      />
      <Select
        aria-label={t("handovers.within")}
        mode="multiple"
        value={part.within ?? []}
        onChange={(within: string[]) => change({ ...part, within: within.length ? within : undefined })}
        placeholder={t("handovers.within")}
        optionFilterProp="label"
        options={Object.entries(limits).map(([id, one]) => ({ value: id, label: label(one.label, id) }))}
      />
      <Checkbox
        checked={part.on_duty ?? false}
        onChange={(event) => change({ ...part, on_duty: event.target.checked || undefined })}
      >
        {t("handovers.on_duty")}
      </Checkbox>
    </fieldset>
  );
}
