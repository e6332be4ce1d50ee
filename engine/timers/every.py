"""When a rule with ``every`` comes next: its moments lie on the calendar, whoever asks and whenever it was published."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from engine.effects.timing import EverySpec
from engine.values.duration import resolve

_MOST_SPANS = 5_000  # that are looked through: what never counts in so many comes no more
_MONTHS = 12

Opens = Callable[[date], bool]


def next_moment(every: EverySpec, zone: ZoneInfo, opens: Opens, after: datetime) -> datetime | None:
    """The first moment (UTC) later than ``after`` (aware); None when there is none within reach.

    ``zone``: whose days and times are meant. ``opens`` says of a day whether anything is open on it.
    """
    try:
        day = after.astimezone(zone).date()
        found = _within_days(every, zone, day) if every.seconds else _of_spans(every, zone, opens, day)
        return next(
            (moment for moment in found if moment > after and _counts(every, opens, moment, zone)), None
        )
    except (OverflowError, ValueError):
        return None  # beyond the calendar


def _counts(every: EverySpec, opens: Opens, moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the day of a moment counts; the day of a span was chosen for counting already."""
    return not every.seconds or _day_counts(every, opens, moment.astimezone(zone).date())


def _day_counts(every: EverySpec, opens: Opens, day: date) -> bool:
    if every.weekdays:
        return day.weekday() in every.weekdays
    return opens(day) if every.working else True


def _of_spans(every: EverySpec, zone: ZoneInfo, opens: Opens, day: date) -> Iterator[datetime]:
    """One moment in each span: on its first day that counts."""
    begin = _begin(every, day)
    for _ in range(_MOST_SPANS):
        end = _begin_next(every, begin)
        days = (begin + timedelta(days=place) for place in range((end - begin).days))
        chosen = next((one for one in days if _day_counts(every, opens, one)), None)
        if chosen is not None:
            yield resolve(datetime.combine(chosen, every.at), zone)
        begin = end


def _begin(every: EverySpec, day: date) -> date:
    """The first day of the span that a day lies in: months count from January, days from a Monday."""
    if every.months:
        first = (day.year * _MONTHS + day.month - 1) // every.months * every.months
        return date(first // _MONTHS, first % _MONTHS + 1, 1)
    return date.fromordinal((day.toordinal() - 1) // every.days * every.days + 1)


def _begin_next(every: EverySpec, begin: date) -> date:
    if not every.months:
        return begin + timedelta(days=every.days)
    first = begin.year * _MONTHS + begin.month - 1 + every.months
    return date(first // _MONTHS, first % _MONTHS + 1, 1)


def _within_days(every: EverySpec, zone: ZoneInfo, day: date) -> Iterator[datetime]:
    """The moments of each day, counted from its midnight."""
    for _ in range(_MOST_SPANS):
        midnight = datetime.combine(day, every.at)
        for second in range(0, 86_400, every.seconds):
            yield resolve(midnight + timedelta(seconds=second), zone).astimezone(UTC)
        day += timedelta(days=1)
