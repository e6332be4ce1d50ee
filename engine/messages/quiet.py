"""Quiet hours, and moments at a local time of day: when a message may go out that need not go out now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from engine.conditions.compiled import Computed
from engine.effects.look import Look
from engine.values.duration import resolve

_LONGEST_SEARCH = 400  # days: a digest that no day suits within a year is never sent


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From ``start`` until ``end``, local times of day; over midnight when the end is the earlier of the two."""

    start: Computed
    end: Computed


def quiet_until(hours: QuietHours, facts: Look, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment (UTC) at which the quiet hours end that ``now`` lies in; None outside of them.

    ``facts`` know the parameters of whoever is to be left in peace, ``zone`` is theirs. Hours of no length are none.
    """
    start, end = hours.start.value(facts(hours.start.needs)), hours.end.value(facts(hours.end.needs))
    if not isinstance(start, time) or not isinstance(end, time):
        return None
    return end_of(start, end, now, zone)


def end_of(start: time, end: time, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment (UTC) at which the hours from ``start`` until ``end`` end that ``now`` lies in; None outside of them."""
    wall = now.astimezone(zone).time()
    inside = start <= wall < end if start < end else wall >= start or wall < end
    if start == end or not inside:
        return None
    day = now.astimezone(zone).date()
    return next(at for at in _instants(end, day, zone) if at > now)


def next_at(
    wall: time, now: datetime, zone: ZoneInfo, suits: Callable[[date], bool] = lambda _day: True
) -> datetime | None:
    """The next moment (UTC) after ``now`` at this local time, on a day that ``suits``; once on each such day.

    In a gap of the clock it is the first instant after it, in an overlap the first of the two. None: no day suits.
    """
    day = now.astimezone(zone).date()
    for _ in range(_LONGEST_SEARCH):
        at = resolve(datetime.combine(day, wall), zone)
        if at > now and suits(day):
            return at
        day += timedelta(days=1)
    return None


def _instants(wall: time, day: date, zone: ZoneInfo) -> Iterator[datetime]:
    """Every instant that bears this local time from a day on; one that comes twice, twice."""
    while True:
        local = datetime.combine(day, wall)
        first = resolve(local, zone)
        yield first
        second = local.replace(tzinfo=zone, fold=1).astimezone(UTC)
        if second > first and second.astimezone(zone).replace(tzinfo=None) == local:
            yield second
        day += timedelta(days=1)
