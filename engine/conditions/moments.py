"""Days, spans and now: how dates and moments are compared."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from engine.values.duration import Duration, resolve

_DAYS_IN_A_WEEK = 7
# What is moved beyond the calendar stops here, a few days from its ends so that every zone has a day for it.
_FIRST = datetime(2, 1, 1, tzinfo=UTC)
_LAST = datetime(9999, 12, 1, tzinfo=UTC)
# window -> (unit, how many units from the present one)
WINDOWS = {
    "yesterday": ("day", -1),
    "today": ("day", 0),
    "tomorrow": ("day", 1),
    **{
        f"{word}_{unit}": (unit, shift)
        for unit in ("week", "month", "quarter", "year")
        for word, shift in (("last", -1), ("this", 0), ("next", 1))
    },
}


def local_day(moment: datetime, zone: ZoneInfo) -> date:
    """The day it is in ``zone`` at an aware moment."""
    return moment.astimezone(zone).date()


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first moment (UTC) of a local day."""
    return resolve(datetime(day.year, day.month, day.day), zone)  # noqa: DTZ001 - a naive local time is what resolve takes


def moved(now: datetime, offset: Duration | None, zone: ZoneInfo) -> datetime:
    """The moment ``offset`` from ``now``; a moment beyond the calendar becomes its first or last one."""
    if offset is None:
        return now
    try:
        return min(max(offset.after(now, zone), _FIRST), _LAST)
    except (OverflowError, ValueError):
        return _FIRST if offset.rough_seconds < 0 else _LAST


def span(now: datetime, offset: Duration, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """``within``: from now to now + offset, or from now - offset to now; both ends belong to it."""
    then = moved(now, offset, zone)
    return (then, now) if then < now else (now, then)


def window(name: str, today: date) -> tuple[date, date]:
    """``during``: the first and the last day of a window such as ``this_week`` (weeks begin on Monday)."""
    unit, shift = WINDOWS[name]
    if unit == "day":
        day = today + timedelta(days=shift)
        return day, day
    if unit == "week":
        first = today - timedelta(days=today.weekday()) + timedelta(days=_DAYS_IN_A_WEEK * shift)
        return first, first + timedelta(days=_DAYS_IN_A_WEEK - 1)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    index = (today.year * 12 + today.month - 1) // months * months + shift * months
    return _first_of(index), _first_of(index + months) - timedelta(days=1)


def _first_of(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)
