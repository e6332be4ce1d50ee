"""A calendar file becomes a calendar of a release: checked and compiled in one go."""

import re
from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.timers import problems
from engine.timers.calendar import Calendar, Hours
from engine.timers.model import CalendarFile, DayFile
from engine.timers.public_days import PUBLIC_DAYS

_RANGE = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def check(file_id: str, file: CalendarFile, around: Surroundings) -> tuple[Calendar | None, list[Diagnostic]]:
    """The calendar, or None with the errors that forbid it. ``file_id`` is the stem of the file."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    zone = _zone(file.time_zone or around.time_zone, findings)
    week = tuple(_hours(file.week.get(day, ()), findings, pointer("week", day)) for day in WEEKDAYS)
    if not any(week) and not findings.broken:
        findings.report(problems.NEVER_OPEN, "/week")
    days = _holidays(file.holidays, week, findings) | _days(file.days, week, findings)
    if findings.broken or zone is None:
        return None, findings.diagnostics
    return Calendar(file_id, file.label, zone, week, days), findings.diagnostics


def _zone(name: str, findings: Findings) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):  # an unknown name, or a path that is no zone
        findings.report(problems.BAD_ZONE, "/time_zone", name=name[:60])
        return None


def _hours(ranges: tuple[str, ...], findings: Findings, at: str) -> Hours:
    made: list[tuple[int, int]] = []
    for place, text in enumerate(ranges):
        found = _RANGE.fullmatch(text)
        if found is None:
            findings.report(problems.BAD_HOURS, at + pointer(place), name=text[:60])
            continue
        start_hour, start_minute, *end = (int(part) for part in found.groups() if part is not None)
        start, close = start_hour * 60 + start_minute, end[0] * 60 + end[1]
        if start >= close:
            findings.report(problems.BAD_HOURS, at + pointer(place), name=text)
        elif made and start <= made[-1][1]:
            findings.report(problems.HOURS_OVERLAP, at + pointer(place), name=text)
        else:
            made.append((start, close))
    return tuple(made)


def _days(days: Mapping[str, DayFile], week: tuple[Hours, ...], findings: Findings) -> dict[date, Hours]:
    made: dict[date, Hours] = {}
    for text, said in days.items():
        at = pointer("days", text)
        day = _date(text)
        if day is None:
            findings.report(problems.BAD_DAY, at, name=text[:60])
        elif said.closed + bool(said.hours) + (said.like is not None) != 1:
            findings.report(problems.DAY_SHAPE, at)
        elif said.like is not None:
            made[day] = week[WEEKDAYS.index(said.like)]
        else:
            made[day] = _hours(said.hours, findings, at + "/hours")
    return made


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _holidays(name: str | None, week: tuple[Hours, ...], findings: Findings) -> dict[date, Hours]:
    """Public holidays are closed; a make-up working day opens a day that the week leaves closed, and no other."""
    if name is None or not findings.known(problems.UNKNOWN_HOLIDAYS, "/holidays", name, PUBLIC_DAYS):
        return {}
    made: dict[date, Hours] = {}
    for text, like in PUBLIC_DAYS[name].items():
        day = date.fromisoformat(text)
        if like is None:
            made[day] = ()
        elif not week[day.weekday()]:
            made[day] = week[WEEKDAYS.index(like)]
    return made
