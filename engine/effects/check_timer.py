"""Timers and deadlines in a file become those of a release (E6)."""

from dataclasses import replace
from datetime import time

from engine.conditions.compiled import Computed
from engine.conditions.names import Names
from engine.conditions.tree import Literal, Path
from engine.conditions.types import DURATION, Kind
from engine.diagnostics.pointer import pointer
from engine.effects import problems
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.effects.timer_model import MomentJson, TimerJson
from engine.effects.timing import TimerSpec
from engine.values.duration import Duration
from engine.values.plain import Json

IF_LATE = ("fire", "skip", "alarm")
_SHORTEST_REPEAT = 60  # seconds


def check_timer(
    json: TimerJson, names: Names, around: Surroundings, findings: Findings, at: str
) -> TimerSpec | None:
    """The timer, or None when what is wrong with it is reported."""
    if not findings.known(problems.UNKNOWN_IF_LATE, at + "/if_late", json.if_late, IF_LATE):
        return None
    found = check_moment(json, names, around, findings, at)
    if found is None:
        return None
    return replace(
        found,
        repeat=None if json.repeat is None else _repeat(json.repeat, names, findings, at + "/repeat"),
        condition=None if json.condition is None else findings.guard(json.condition, names, at + "/if"),
        if_late=json.if_late,
    )


def check_moment(
    json: MomentJson, names: Names, around: Surroundings, findings: Findings, at: str
) -> TimerSpec | None:
    """When something is due, once; None when what is wrong with it is reported."""
    if json.at is not None and json.after is None and json.before is None and json.of is None:
        # A time of day alone is the next such time.
        json = json.model_copy(update={"after": "PT0S"})
    ahead = json.before is not None or json.of is not None
    if ahead == (json.after is not None or json.since is not None) or (
        json.before is None or json.of is None if ahead else json.after is None
    ):
        findings.report(problems.TIMER_SHAPE, at)
        return None
    _check_clock(json, around, findings, at)
    spans, moments = (json.before, json.of) if ahead else (json.after, json.since)
    span_key, moment_key = ("/before", "/of") if ahead else ("/after", "/since")
    return TimerSpec(
        spans=_spans(spans, names, findings, at + span_key),
        moments=() if moments is None else _moments(moments, names, findings, at + moment_key),
        ahead=ahead,
        working=json.clock == "working",
        calendar=json.calendar,
        at=wall(json.at, findings, at + "/at"),
    )


def _check_clock(json: MomentJson, around: Surroundings, findings: Findings, at: str) -> None:
    if json.calendar is not None:
        findings.known(problems.UNKNOWN_CALENDAR, at + "/calendar", json.calendar, around.calendars)
    if not findings.known(problems.UNKNOWN_CLOCK, at + "/clock", json.clock, ("elapsed", "working")):
        return
    if json.clock == "elapsed" and json.calendar is not None:
        findings.report(problems.CALENDAR_UNUSED, at + "/calendar")
    elif json.clock == "working" and json.calendar is None and around.calendar is None:
        findings.report(problems.NO_CALENDAR, at + "/clock")


def _spans(json: Json, names: Names, findings: Findings, at: str) -> tuple[Computed, ...]:
    several = isinstance(json, list | tuple)
    if several and not json:
        findings.report(problems.NOT_A_DURATION, at)
    parts = list(json) if isinstance(json, list | tuple) else [json]
    read = [
        span_of(one, names, findings, at + pointer(place) if several else at)
        for place, one in enumerate(parts)
    ]
    return tuple(one for one in read if one is not None)


def span_of(json: Json, names: Names, findings: Findings, at: str) -> Computed | None:
    """A span of time that is no less than nothing; what is wrong with it is reported."""
    found = findings.computed(json, names, at, DURATION)
    if found is None:
        return None
    if found.node.type.kind is not Kind.DURATION:
        findings.report(problems.NOT_A_DURATION, at)
    elif isinstance(found.node, Literal) and isinstance(found.node.value, Duration):
        span = found.node.value
        if min(span.months, span.days, span.seconds) < 0:
            findings.report(problems.NEGATIVE_DURATION, at)
    return found


def _repeat(json: Json, names: Names, findings: Findings, at: str) -> Computed | None:
    found = span_of(json, names, findings, at)
    if found is not None and isinstance(found.node, Literal) and isinstance(found.node.value, Duration):
        span = found.node.value
        if span.months == span.days == 0 and 0 <= span.seconds < _SHORTEST_REPEAT:
            findings.report(problems.REPEAT_TOO_SHORT, at, limit=_SHORTEST_REPEAT)
    return found


def wall(text: str | None, findings: Findings, at: str) -> time | None:
    """The local time of day; None when there is none, or when what is wrong with it is reported."""
    if text is None:
        return None
    try:
        found = time.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is not None or len(text) < len("09:00"):
        findings.report(problems.NOT_A_TIME, at, name=text[:60])
        return None
    return found


def _moments(json: Json, names: Names, findings: Findings, at: str) -> tuple[str, ...]:
    if not isinstance(json, list | tuple):
        found = _moment(json, names, findings, at)
        return () if found is None else (found,)
    if not json:
        findings.report(problems.NOT_A_MOMENT, at, name="[]")
    read = [_moment(one, names, findings, at + pointer(place)) for place, one in enumerate(json)]
    return tuple(one for one in read if one is not None)


def _moment(json: Json, names: Names, findings: Findings, at: str) -> str | None:
    """The path of a date or moment; a bare text is a path."""
    path = json["field"] if isinstance(json, dict) and set(json) == {"field"} else json
    if not isinstance(path, str):
        findings.report(problems.NOT_A_MOMENT, at, name=str(json)[:60])
        return None
    found = findings.computed({"field": path}, names, at)
    if found is None:
        return None
    if found.node.type.kind in (Kind.DATE, Kind.DATETIME) and isinstance(found.node, Path):
        return found.node.path
    findings.report(problems.NOT_A_MOMENT, at, name=path)
    return None
