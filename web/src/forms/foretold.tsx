/** What would come of what is typed: how far it is from what is allowed, who would be asked, and what stands against it. */
import { AuditOutlined, CheckCircleOutlined, WarningOutlined } from "@ant-design/icons";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ApprovalAhead } from "../api/foretelling";
import type { Reason } from "../api/http";
import { told } from "../api/reasons";
import { useLanguage } from "../language";
import "./foretold.css";
import { ScaleMeter } from "./scale_meter";
import type { Telling } from "./use_foretold";

export function ForetoldPart({ told: found, changes, against }: Telling) {
  const { t } = useTranslation();
  const ahead = found?.approvals ?? [];
  if (changes.length + against.length + ahead.length + (found?.scales.length ?? 0) === 0) return null;
  return (
    <Beneath called={t("foretold.title")}>
      {found?.scales.map((one) => (
        <ScaleMeter key={one.field} scale={one} />
      ))}
      {changes.length > 0 && (
        <dl>
          {changes.map((one) => (
            <div key={one.path}>
              <dt>{one.label}</dt>
              <dd className="figures">
                {one.before && <span className="quiet">{one.before} → </span>}
                <strong>{one.after || "–"}</strong>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <ul aria-live="polite">
        {ahead.map((one) => (
          <Approval key={one.transition} one={one} />
        ))}
        {against.map((one) => (
          <li key={one.code + one.text} className="late">
            <WarningOutlined aria-hidden />
            <Said reason={one} />
          </li>
        ))}
      </ul>
    </Beneath>
  );
}

/** It stays in sight below the field that is typed in; when it grows over that field, the field comes to stand above it. */
function Beneath({ called, children }: { called: string; children: ReactNode }) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    const box = place.current;
    if (!box) return;
    const seen = new ResizeObserver(() => {
      const typed = document.activeElement;
      if (!typed || box.contains(typed) || !box.closest("form")?.contains(typed)) return;
      const [field, own] = [typed.getBoundingClientRect(), box.getBoundingClientRect()];
      if (field.bottom > own.top && field.top < own.bottom) typed.scrollIntoView({ block: "nearest" });
    });
    seen.observe(box);
    return () => seen.disconnect();
  }, []);
  return (
    <section ref={place} className="foretold" aria-label={called}>
      {children}
    </section>
  );
}

function Said({ reason }: { reason: Reason }) {
  const { text, fix } = told(reason);
  return (
    <span>
      {text} {fix && <span className="quiet">{fix}</span>}
    </span>
  );
}

function Approval({ one }: { one: ApprovalAhead }) {
  const { t } = useTranslation();
  const usual = useSpan(one.usual_minutes);
  const open = one.steps.length === 0 && one.ends !== "rejected";
  const said = one.label ? t("foretold.step", { label: one.label }) : "";
  if (open)
    return (
      <li>
        <CheckCircleOutlined aria-hidden className="fine" />
        <span>
          {said}
          {t("foretold.free")}
        </span>
      </li>
    );
  return (
    <li>
      <AuditOutlined aria-hidden />
      <span>
        {said}
        {one.ends === "rejected"
          ? t("foretold.rejected", { approval: one.approval_label })
          : t(one.transition ? "foretold.needs" : "foretold.waits")}
        {one.steps.map((step, place) => (
          <span key={step.id}>
            {place > 0 && t("foretold.then")}
            <strong>{step.label}</strong>
            {step.people.length > 0 && <Names people={step.people} />}
            {step.reasons.map((reason) => (
              <span key={reason.code} className="late">
                {" "}
                {reason.text}
              </span>
            ))}
          </span>
        ))}
        {usual && <span className="quiet">{t("foretold.usually", { span: usual })}</span>}
      </span>
    </li>
  );
}

const SHOWN = 3;

function Names({ people }: { people: string[] }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const names = people.slice(0, SHOWN).join(language === "zh-CN" ? "、" : ", ");
  const who = people.length > SHOWN ? t("foretold.more", { names, count: people.length }) : names;
  return <span className="quiet">{t("foretold.who", { who })}</span>;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** About how long, in the largest unit that says it well. */
function useSpan(minutes: number | null): string | null {
  const { t } = useTranslation();
  if (minutes === null) return null;
  if (minutes < 1.5 * HOUR) return t("foretold.minutes", { count: minutes });
  if (minutes < 2 * DAY) return t("foretold.hours", { count: Math.round(minutes / HOUR) });
  return t("foretold.days", { count: Math.round(minutes / DAY) });
}
