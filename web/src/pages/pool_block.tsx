import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { poolsQuery } from "../api/pools";
import type { Row } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { FieldText } from "../fields/text";
import { useLabel, useLanguage } from "../language";
import { BeginHere } from "../lists/begin_here";
import { BlockEmpty } from "./block_failed";
import { BlockLoading } from "./block_frame";
import type { BlockProps } from "./blocks";
import { MoreRows } from "./more_rows";
import { PoolMeter } from "./pool_meter";
import { PoolResult } from "./pool_result";
import { fieldsOf, useBlockRows } from "./reading";
import { useRowKeys } from "./row_keys";
import { nameOf, RowName } from "./row_name";
import { useClaims } from "./use_claims";

const FEW = 20;

/** What lies in a pool, why and since when; X chooses records, C claims them. */
export function PoolBlock({ page, id, block, alone }: BlockProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { entities, pools } = useWorkspace();
  const place = useRef<HTMLDivElement>(null);
  const { keys } = useRowKeys(place);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const pool = pools[block.pool ?? ""];
  const kind = entities[pool?.entity ?? ""];
  const told = useQuery(poolsQuery(language)).data?.find((one) => one.id === block.pool);
  const shown = [...(told?.shows ?? []), "entered_at"].filter(
    (name) => kind && name in kind.fields && name !== kind.title,
  );
  const found = useBlockRows({
    page,
    id,
    entity: pool?.entity ?? "",
    fields: kind && fieldsOf(kind, shown),
    limit: alone ? 50 : FEW,
  });
  const { claimed, claim, busy, clear } = useClaims(pool?.claim.split(".").at(-1) ?? "");
  if (!pool || !kind) return null;
  if (!found) return <BlockLoading />;
  const toggle = (row: string) => {
    const next = new Set(chosen);
    if (!next.delete(row)) next.add(row);
    setChosen(next);
  };
  const go = (rows: Row[]) => {
    setChosen(new Set());
    void claim(rows);
  };
  const picked = found.rows.filter((row) => chosen.has(row.id));
  const pressed = (event: KeyboardEvent<HTMLElement>) => {
    const at = (event.target as Element).closest("tr")?.dataset.id;
    const row = found.rows.find((one) => one.id === at);
    if (event.ctrlKey || event.metaKey || event.altKey) return keys(event);
    const meant = picked.length || !row ? picked : [row];
    if (event.key === "x" && row) toggle(row.id);
    else if (event.key === "c" && meant.length) go(meant);
    else return keys(event);
    event.preventDefault();
    event.nativeEvent.stopImmediatePropagation();
  };
  const verb = label(kind.transitions[pool.claim.split(".").at(-1) ?? ""]?.label);
  const waits = new Map(told?.waiting.map((one) => [one.record, one.until]));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys act on the row that has the focus; its buttons do the same
    <div className="panel pool" ref={place} onKeyDown={pressed} data-column>
      <div className="pool-head">
        {told && <PoolMeter limits={told.claim.limits} />}
        <span className="grow" />
        <span className="quiet only-wide">{t("pool.keys", { verb })}</span>
        <Button
          type="primary"
          size="small"
          disabled={picked.length === 0}
          loading={busy}
          onClick={() => go(picked)}
        >
          {t("pool.claim", { verb, count: picked.length })}
        </Button>
      </div>
      {claimed.length > 0 && <PoolResult kind={kind} verb={verb} claimed={claimed} close={clear} />}
      {found.rows.length === 0 ? (
        <BlockEmpty more={<BeginHere entity={pool.entity} />}>{t("pool.empty")}</BlockEmpty>
      ) : (
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">
                <Checkbox
                  aria-label={t("pool.choose_all")}
                  checked={picked.length === found.rows.length}
                  indeterminate={picked.length > 0 && picked.length < found.rows.length}
                  onChange={() => setChosen(new Set(picked.length ? [] : found.rows.map((row) => row.id)))}
                />
              </th>
              <th scope="col">{label(kind.fields[kind.title ?? "number"]?.label)}</th>
              {shown.map((name) => (
                <th key={name} scope="col">
                  {label(kind.fields[name]?.label, name)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.rows.map((row) => (
              <tr key={row.id} data-id={row.id} data-chosen={chosen.has(row.id)}>
                <td>
                  <Checkbox
                    aria-label={t("pool.choose", { name: nameOf(kind, row) })}
                    checked={chosen.has(row.id)}
                    onChange={() => toggle(row.id)}
                  />
                </td>
                <td>
                  <RowName row={row} name={nameOf(kind, row)} reached />
                </td>
                {shown.map((name) => (
                  <td key={name} data-label={label(kind.fields[name]?.label, name)}>
                    {kind.fields[name] && (
                      <FieldText field={kind.fields[name]} value={row.values[name]} title={found.titles} />
                    )}
                    {name === "entered_at" && waits.has(row.id) && (
                      <div className="stale">
                        {t("pool.waits")}{" "}
                        <FieldText
                          field={kind.fields[name] ?? { kind: "datetime", label: {} }}
                          value={waits.get(row.id) ?? null}
                        />
                      </div>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <MoreRows {...found} />
    </div>
  );
}
