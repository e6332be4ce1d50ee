/** The filter of a list, built from rows; it counts only when it is whole, and says which rows are not. */
import { Button, Drawer } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Json } from "../api/http";
import type { Place } from "./fields";
import { GroupRows } from "./filter_rows";
import { choiceOf, isEmpty } from "./operators";
import {
  comparisons,
  emptyGroup,
  emptyRow,
  type Group,
  type Part,
  readFilter,
  replaced,
  writeFilter,
} from "./tree";

const MOST = 20; // comparisons that a list takes

interface Props {
  said: Json | undefined;
  places: Place[];
  close: () => void;
  apply: (filter: Json | undefined) => void;
}

export function FilterPanel({ said, places, close, apply }: Props) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<Group>(() => {
    const read = readFilter(said);
    return read.parts.length ? read : emptyGroup([emptyRow()]);
  });
  // What came with the address may be wrong already; what is being typed is judged when it is sent.
  const [asked, setAsked] = useState(said !== undefined);
  const wrong = faultsOf(filter, places, t);
  const tooMany = comparisons(filter) > MOST;
  const go = () => {
    setAsked(true);
    if (wrong.size === 0 && !tooMany) {
      apply(writeFilter(filter));
      close();
    }
  };
  return (
    <Drawer
      open
      onClose={close}
      title={t("lists.filter")}
      size={680}
      footer={
        <div className="filter-foot">
          <Button
            type="text"
            onClick={() => {
              apply(undefined);
              close();
            }}
          >
            {t("lists.clear")}
          </Button>
          <span className="grow" />
          <Button onClick={close}>{t("form.cancel")}</Button>
          <Button type="primary" onClick={go}>
            {t("lists.apply")}
          </Button>
        </div>
      }
    >
      <GroupRows
        group={filter}
        depth={0}
        places={places}
        faults={asked ? wrong : KNOWN_LATER}
        change={(key, part) =>
          setFilter((now) => (key === now.key ? (part as Group) : replaced(now, key, part)))
        }
      />
      {tooMany && (
        <div role="alert" className="filter-fault">
          {t("lists.too_many", { most: MOST })}
        </div>
      )}
    </Drawer>
  );
}

const KNOWN_LATER: ReadonlyMap<string, string> = new Map();

/** What is wrong with each row, by its key: a row is never left out without a word. */
function faultsOf(part: Part, places: Place[], t: (key: string) => string): Map<string, string> {
  if (part.kind === "group") return new Map(part.parts.flatMap((one) => [...faultsOf(one, places, t)]));
  if (part.kind === "written") return new Map();
  const place = places.find((one) => one.path === part.path);
  if (!place) return new Map([[part.key, t(part.path ? "lists.fault.no_field" : "lists.fault.which_field")]]);
  const choice = choiceOf(place.field, part.op, part.value);
  if (!choice) return new Map([[part.key, t("lists.fault.which_op")]]);
  return isEmpty(choice, part.value) ? new Map([[part.key, t("lists.fault.no_value")]]) : new Map();
}
