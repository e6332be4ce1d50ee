import { useTranslation } from "react-i18next";
import type { Figure, Stretch, Where } from "../api/figures";
import { useWorkspace } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { BehindLink } from "./behind_link";
import { spanText, tick } from "./days";
import { ChangeText } from "./figure";
import type { Measured } from "./figures_block";
import { figureText, isRate } from "./metric";
import { partText, usePathName } from "./parts";
import { isWorst, type Worst } from "./worst";

interface Line {
  key: string;
  name: string;
  from: string;
  to: string;
  where?: Where;
  /** By the id of its metric. */
  figures: Record<string, Figure>;
}

interface Props {
  columns: Measured[];
  split?: string;
  by?: Stretch;
  where?: Where;
  worst?: Worst;
}

/** Metrics side by side: a line for each period (what became of those of a week) or for each part of a split. */
export function SideTable(props: Props) {
  const { columns, split, worst, where } = props;
  const { t } = useTranslation();
  const label = useLabel();
  const heading = usePathName(columns[0]?.metric.entity ?? "", split ?? "");
  const lines = useLines(props);
  if (columns.length === 0) return null;
  return (
    <div className="side-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{split ? heading : t("figures.period")}</th>
            {columns.map(({ id, metric, block }) => (
              <th
                key={id}
                scope="col"
                title={label(metric.help)}
                data-worst={isWorst(worst, { id, block }) || undefined}
              >
                {label(metric.label, id)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.key}>
              <th scope="row">{line.name}</th>
              {columns.map((column) => (
                <td key={column.id}>
                  <Cell column={column} line={line} lines={lines} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("figures.whole")}</th>
            {columns.map((column) => (
              <td key={column.id}>
                <Whole column={column} where={where} />
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** The figure of one line; the fuller its cell, the larger it is among those of its column. */
function Cell({ column: { id, metric }, line, lines }: { column: Measured; line: Line; lines: Line[] }) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { currency } = useWorkspace();
  const found = line.figures[id];
  if (!found) return <span className="quiet">–</span>;
  const size = (one: Figure | undefined) => Math.abs(Number(one?.value ?? 0));
  const most = metric.function === "share" ? 1 : Math.max(...lines.map((one) => size(one.figures[id]))) || 1;
  const value = figureText(metric, found.value, { language, currency });
  const about = `${label(metric.label, id)}, ${line.name}`;
  return (
    <BehindLink
      className="cell"
      behind={{ metric: id, from: line.from, to: line.to, where: line.where }}
      label={t("figures.open", { name: about, value })}
    >
      <span className="cell-fill" style={{ inlineSize: `${(size(found) / most) * 100}%` }} />
      <span className="figures">{value}</span>
      {isRate(metric) && found.held !== undefined && (
        <small className="quiet figures">
          {found.held}/{found.rows}
        </small>
      )}
    </BehindLink>
  );
}

function Whole({ column: { id, metric, told }, where }: { column: Measured; where?: Where }) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { currency } = useWorkspace();
  const value = figureText(metric, told.total.value, { language, currency });
  return (
    <>
      <BehindLink
        behind={{ metric: id, from: told.from, to: told.to, where }}
        label={t("figures.open", { name: label(metric.label, id), value })}
      >
        <strong className="figures">{value}</strong>
      </BehindLink>{" "}
      <ChangeText metric={metric} told={told} />
    </>
  );
}

function useLines({ columns, split, by, where }: Props): Line[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const lines = new Map<string, Line>();
  for (const { id, told } of columns)
    for (const one of told.data) {
      const part = split ? one.split[split] : undefined;
      const key = split ? String(part?.value) : one.from;
      const named =
        by === "week" || by === "day" ? spanText(one.from, one.to, language) : tick(one.from, by, language);
      const line = lines.get(key) ?? {
        key,
        name: split ? partText(part, t) : named,
        from: one.from,
        to: one.to,
        where: split ? { ...where, [split]: part?.value ?? null } : where,
        figures: {},
      };
      line.figures[id] = one;
      lines.set(key, line);
    }
  const first = columns[0]?.id ?? "";
  const found = [...lines.values()];
  return split
    ? found.sort(
        (one, other) => Number(other.figures[first]?.value ?? 0) - Number(one.figures[first]?.value ?? 0),
      )
    : found.sort((one, other) => one.from.localeCompare(other.from));
}
