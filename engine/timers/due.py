"""The verb of this room: when a timed transition is due, computed from facts (E6, A22, A24)."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from engine.conditions.compiled import Computed
from engine.conditions.moments import start_of_day
from engine.effects.look import Look
from engine.effects.timing import TimerSpec
from engine.values.duration import Duration


def due_at(timer: TimerSpec, facts: Look, zone: ZoneInfo) -> datetime | None:
    """The moment (UTC) at which the timer is due, or None: it does not run while what it counts from is absent (A24).

    ``facts`` are about the record; its ``entered_at`` is what a timer without ``since`` counts from. ``zone`` is that of
    the record's centre, in which calendar days are counted and a date begins.
    """
    if timer.before is not None and timer.of is not None:
        span, moment = _span(timer.before, facts), _moment(facts.value(timer.of), zone)
        return None if span is None or moment is None else _after(-span, moment, zone)
    if timer.after is None:
        return None
    span, start = _span(timer.after, facts), _moment(facts.value(timer.since or "entered_at"), zone)
    return None if span is None or start is None else _after(span, start, zone)


def is_late(due: datetime, started: datetime) -> bool:
    """Whether a timer is already past when it starts, so that its ``if_late`` decides (A27). Both aware."""
    return due < started


def _after(span: Duration, start: datetime, zone: ZoneInfo) -> datetime | None:
    try:
        return span.after(start, zone)
    except (OverflowError, ValueError):
        # Beyond the calendar: a moment that never comes.
        return None


def _span(value: Computed, facts: Look) -> Duration | None:
    found = value.value(facts(value.needs))
    return found if isinstance(found, Duration) else None


def _moment(value: object, zone: ZoneInfo) -> datetime | None:
    """An instant; a day begins at its first moment in the zone (A19)."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return start_of_day(value, zone) if isinstance(value, date) else None
