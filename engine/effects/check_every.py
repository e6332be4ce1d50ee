"""The ``every`` of a rule becomes that of a release (C1)."""

from datetime import time

from engine.diagnostics.pointer import pointer
from engine.effects import problems
from engine.effects.check_timer import IF_LATE, wall
from engine.effects.findings import Findings
from engine.effects.model import EveryJson
from engine.effects.surroundings import Surroundings
from engine.effects.timing import EverySpec
from engine.values.duration import Duration

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MINUTE, _DAY = 60, 86_400


def check_every(json: EveryJson, around: Surroundings, findings: Findings, at: str) -> EverySpec:
    """The moments of a rule; what is wrong with them is reported below the JSON Pointer ``at``."""
    span = _span(json.every, findings, at + "/every")
    if json.at is not None and span.seconds:
        findings.report(problems.AT_WITHOUT_DAYS, at + "/at")
    findings.known(problems.UNKNOWN_IF_LATE, at + "/if_late", json.if_late, IF_LATE)
    _check_calendar(json, around, findings, at)
    return EverySpec(
        span.months,
        span.days,
        span.seconds,
        at=wall(json.at, findings, at + "/at") or time(),
        weekdays=_weekdays(json, findings, at + "/on_days"),
        working=json.on_days == "working",
        calendar=json.calendar,
        per_centre=json.per is not None,
        if_late=json.if_late,
    )


def _span(text: str, findings: Findings, at: str) -> Duration:
    span = Duration.parse(text) or Duration()
    parts = [part for part in (span.months, span.days, span.seconds) if part]
    if len(parts) != 1 or parts[0] < 0 or (span.seconds and not _MINUTE <= span.seconds <= _DAY):
        findings.report(problems.NOT_EVERY, at, name=text[:60])
    return span


def _check_calendar(json: EveryJson, around: Surroundings, findings: Findings, at: str) -> None:
    if json.calendar is not None and json.on_days != "working":
        findings.report(problems.CALENDAR_UNUSED, at + "/calendar")
    elif json.calendar is not None:
        findings.known(problems.UNKNOWN_CALENDAR, at + "/calendar", json.calendar, around.calendars)
    elif json.on_days == "working" and around.calendar is None:
        findings.report(problems.NO_CALENDAR, at + "/on_days")


def _weekdays(json: EveryJson, findings: Findings, at: str) -> frozenset[int]:
    if isinstance(json.on_days, str):
        return frozenset()
    if not json.on_days:
        findings.report(problems.NO_DAYS, at)
    for place, name in enumerate(json.on_days):
        findings.known(problems.UNKNOWN_WEEKDAY, at + pointer(place), name, WEEKDAYS)
    return frozenset(WEEKDAYS.index(name) for name in json.on_days if name in WEEKDAYS)
