import {
  CheckCircleFilled,
  ClockCircleOutlined,
  CloseCircleFilled,
  MinusCircleOutlined,
} from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import type { Seat, Whole } from "../api/approvals";
import { Moment } from "../fields/moment";

const ICONS: Record<string, React.ReactNode> = {
  approved: <CheckCircleFilled className="yes" aria-hidden />,
  rejected: <CloseCircleFilled className="no" aria-hidden />,
  passed: <MinusCircleOutlined className="quiet" aria-hidden />,
};

/** Who is asked one after the other, who has spoken and what they said. */
export function Chain({ approval }: { approval: Whole }) {
  const { t } = useTranslation();
  return (
    <ol className="chain" aria-label={t("approvals.chain")}>
      {approval.steps.map((step) => (
        <li key={step.id} aria-current={step.state === "open" ? "step" : undefined}>
          {ICONS[step.state] ?? <ClockCircleOutlined aria-hidden />}
          <div>
            <strong>{step.label}</strong>{" "}
            <span className="quiet">{t(`approvals.step_${step.state}`, { defaultValue: step.state })}</span>
            {step.seats.map((seat) => (
              <Spoken key={`${seat.person?.id} ${seat.stands_for?.id}`} seat={seat} />
            ))}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Spoken({ seat }: { seat: Seat }) {
  const { t } = useTranslation();
  return (
    <div className="quiet">
      {seat.person?.name}
      {seat.stands_for && <> {t("approvals.for", { who: seat.stands_for.name })}</>}
      {seat.given !== "open" && <> · {t(`approvals.given_${seat.given}`, { defaultValue: seat.given })}</>}
      {seat.decided_at && (
        <>
          {" "}
          <Moment at={seat.decided_at} relative />
        </>
      )}
      {seat.reason && <span> · {seat.reason}</span>}
    </div>
  );
}
