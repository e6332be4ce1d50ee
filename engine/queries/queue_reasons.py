"""Why something stands in a work queue, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from engine.diagnostics.catalogue import problems_of
from engine.diagnostics.problem import Problem
from engine.diagnostics.refuse import reason
from engine.values.plain import Label
from engine.values.refusal import Reason

_problem = problems_of("queue")


@dataclass(frozen=True, slots=True)
class Saying:
    """A reason whose words are made when it is shown: of a long queue only a page is. Moments are told in ``zone``."""

    problem: Problem
    zone: ZoneInfo
    data: Mapping[str, Label | datetime | date] = field(default_factory=dict[str, "Label | datetime | date"])

    def reason(self) -> Reason:
        """The reason in words."""
        return reason(self.problem, {name: self._shown(value) for name, value in self.data.items()})

    def _shown(self, value: Label | datetime | date) -> str | Label:
        if isinstance(value, datetime):
            return value.astimezone(self.zone).strftime("%Y-%m-%d %H:%M")
        return value.isoformat() if isinstance(value, date) else value


YOURS = _problem("yours", "It is your task.", "这是您的任务。")
OF_DUTY = _problem(
    "of_duty", "It is part of the duty “{duty}”, and nobody has taken it.", "属于职责“{duty}”，尚无人领取。"
)
OF_TEAM = _problem("of_team", "It is for your team, and nobody has taken it.", "属于您的团队，尚无人领取。")
TASK_OVERDUE = _problem("task_overdue", "It should have been done by {at}.", "应于 {at} 前完成，已逾期。")
TASK_DUE = _problem("task_due", "It should be done by {at}.", "应于 {at} 前完成。")
NEXT_OVERDUE = _problem(
    "next_overdue", "The next action was due on {at}.", "下次行动应于 {at} 进行，已逾期。"
)
NEXT_DUE = _problem("next_due", "The next action is due on {at}.", "下次行动定于 {at}。")
DEADLINE_DUE = _problem("deadline_due", "“{what}” is due at {at}.", "“{what}”将于 {at} 到期。")
DEADLINE_WAITS = _problem(
    "deadline_waits", "“{what}” has been due since {at} and waits.", "“{what}”已于 {at} 到期，正在等待。"
)
STALE = _problem(
    "stale",
    "It has been in “{state}” for too long: since {entered}, and should have moved on by {at}.",
    "停留在“{state}”过久：自 {entered} 起，应于 {at} 前推进。",
)
