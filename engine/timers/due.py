"""The verb of this room: when something is due, computed from facts (E6, A22, A24)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from engine.conditions.compiled import Computed
from engine.conditions.moments import start_of_day
from engine.effects.look import Look
from engine.effects.timing import TimerSpec
from engine.values.duration import Duration, resolve

LATE_BY = timedelta(hours=1)
"""What comes due while nothing runs and is found later than this is late (``if_late``)."""
_MOST_MISSED = 1_000  # moments of a repeat; after so many its rhythm begins anew


class Clock(Protocol):
    """Counts spans of time in one zone."""

    @property
    def zone(self) -> ZoneInfo:
        """The zone of its days."""
        ...

    def after(self, span: Duration, start: datetime) -> datetime:
        """The moment (UTC) this long after ``start``."""
        ...

    def before(self, span: Duration, end: datetime) -> datetime:
        """The moment (UTC) this long ahead of ``end``."""
        ...

    def at(self, day: date, wall: time) -> datetime:
        """The moment (UTC) of a local time on a day."""
        ...

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much of the time from ``start`` to ``end`` counts."""
        ...


@dataclass(frozen=True, slots=True)
class Elapsed:
    """The clock on the wall: every hour counts."""

    zone: ZoneInfo

    def after(self, span: Duration, start: datetime) -> datetime:
        """Days keep the local time; hours are real ones."""
        return span.after(start, self.zone)

    def before(self, span: Duration, end: datetime) -> datetime:
        """Days keep the local time; hours are real ones."""
        return (-span).after(end, self.zone)

    def at(self, day: date, wall: time) -> datetime:
        """In a gap the first valid instant after it, in an overlap the first."""
        return resolve(datetime.combine(day, wall), self.zone)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """All of it."""
        return max(end - start, timedelta(0))


def due_at(
    timer: TimerSpec, facts: Look, clock: Clock, entry: datetime | None, place: int = 0
) -> datetime | None:
    """The moment (UTC) of one span of a timer, or None: it does not run while what it counts from is absent (A24).

    ``facts`` are about the record; ``entry`` is when it came into the state or group, which a timer without moments
    counts from. ``clock`` counts; a date begins in its zone. ``place``: which of the spans.
    """
    span, start = _span(timer.spans[place], facts), _start(timer, facts, clock.zone, entry)
    if span is None or start is None:
        return None
    try:
        moved = clock.before(span, start) if timer.ahead else clock.after(span, start)
        return moved if timer.at is None else _at(moved, timer.at, span, clock, ahead=timer.ahead)
    except (OverflowError, ValueError):
        # Beyond the calendar: a moment that never comes.
        return None


def next_due(timer: TimerSpec, facts: Look, clock: Clock, last: datetime, now: datetime) -> datetime | None:
    """The next moment of a timer that repeats, later than ``now``; None when it does not.

    What was missed meanwhile is not made up for.
    """
    span = None if timer.repeat is None else _span(timer.repeat, facts)
    if span is None or span.rough_seconds <= 0:
        return None
    try:
        found = _later(timer, span, clock, last)
        for _ in range(_MOST_MISSED):
            if found > now:
                return found
            found = _later(timer, span, clock, found)
        return _later(timer, span, clock, now)
    except (OverflowError, ValueError):
        return None


def is_late(due: datetime, now: datetime, by: timedelta = timedelta(0)) -> bool:
    """Whether a timer is past by more than ``by``, so that its ``if_late`` decides (A27). Both aware."""
    return due + by < now


def _at(moment: datetime, wall: time, span: Duration, clock: Clock, *, ahead: bool) -> datetime:
    """The time of day on the day that was reached; of a span without days, the next (or last) such time from there."""
    day = moment.astimezone(clock.zone).date()
    found = clock.at(day, wall)
    if (span.months or span.days) and not span.seconds:
        return found
    step = timedelta(days=-1 if ahead else 1)
    for _ in range(2):
        if (found > moment) if ahead else (found < moment):
            day += step
            found = clock.at(day, wall)
    return found


def _later(timer: TimerSpec, span: Duration, clock: Clock, moment: datetime) -> datetime:
    found = clock.after(span, moment)
    return found if timer.at is None else _at(found, timer.at, span, clock, ahead=False)


def _start(timer: TimerSpec, facts: Look, zone: ZoneInfo, entry: datetime | None) -> datetime | None:
    if not timer.moments:
        return entry
    present = [moment for path in timer.moments if (moment := _moment(facts.value(path), zone)) is not None]
    return max(present, default=None)


def _span(value: Computed, facts: Look) -> Duration | None:
    found = value.value(facts(value.needs))
    return found if isinstance(found, Duration) else None


def _moment(value: object, zone: ZoneInfo) -> datetime | None:
    """An instant; a day begins at its first moment in the zone (A19)."""
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return start_of_day(value, zone) if isinstance(value, date) else None
