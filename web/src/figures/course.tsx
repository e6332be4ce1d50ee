import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Figure, Stretch, Where } from "../api/figures";
import { useWorkspace } from "../api/workspace";
import { useLabel, useLanguage } from "../language";
import { BehindLink } from "./behind_link";
import { courseOption } from "./course_option";
import { spanText } from "./days";
import type { Measured } from "./figures_block";
import { figureText } from "./metric";

const Drawing = lazy(() => import("./drawing"));

/** Metrics of one unit over the periods: drawn, and as a table of the same figures. Both lead to the records of a period. */
export function Course({
  lines,
  by,
  where,
  columns,
}: {
  lines: Measured[];
  by: Stretch;
  where?: Where;
  columns?: boolean;
}) {
  const { t } = useTranslation();
  const label = useLabel();
  const language = useLanguage();
  const { currency } = useWorkspace();
  const navigate = useNavigate();
  const periods = lines[0]?.told.periods ?? [];
  const named = useMemo(
    () => lines.map((one) => ({ ...one, name: label(one.metric.label, one.id) })),
    [lines, label],
  );
  const option = useMemo(
    () => courseOption({ lines: named, by, telling: { language, currency }, columns }),
    [named, by, language, currency, columns],
  );
  const figureAt = ({ told }: Measured, from: string) => told.data.find((one) => one.from === from);
  const textOf = ({ metric }: Measured, one: Figure | undefined) =>
    figureText(metric, one?.value ?? null, { language, currency });
  const summary = named
    .map((one) => {
      const told = periods.map(
        ({ from, to }) => `${spanText(from, to, language)} ${textOf(one, figureAt(one, from))}`,
      );
      return t("figures.course", { name: one.name, points: told.join(", ") });
    })
    .join("; ");
  return (
    <figure className="course">
      <Suspense fallback={<div className="drawing" aria-hidden />}>
        <Drawing
          option={option}
          label={summary}
          pressed={(at, line) => {
            const span = periods[at];
            const metric = lines[line]?.id;
            if (span && metric)
              void navigate({ to: "/figures/$metric", params: { metric }, search: { ...span, where } });
          }}
        />
      </Suspense>
      <details>
        <summary>{t("figures.as_table")}</summary>
        <table className="rows">
          <thead>
            <tr>
              <th scope="col">{t("figures.period")}</th>
              {named.map((one) => (
                <th key={one.id} scope="col" data-side="end">
                  {one.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {periods.map(({ from, to }) => (
              <tr key={from}>
                <th scope="row">{spanText(from, to, language)}</th>
                {named.map((one) => {
                  const value = textOf(one, figureAt(one, from));
                  const about = `${one.name}, ${spanText(from, to, language)}`;
                  return (
                    <td key={one.id} data-side="end">
                      <BehindLink
                        behind={{ metric: one.id, from, to, where }}
                        label={t("figures.open", { name: about, value })}
                      >
                        <span className="figures">{value}</span>
                      </BehindLink>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}
