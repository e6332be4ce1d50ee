"""Counting units: pure arithmetic over the moments at which they were taken.

A counter keeps its units as texts, ``<moment> <amount>``, in the order of time. Up to ``EXACT`` of them are kept one by
one; of more, those that fall into one step of the window become one, which counts until the last of them would: the
limit is then never exceeded, and a unit comes back at most one step late.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.conditions.moments import moved
from engine.limits.limit import Window
from engine.values.duration import Duration, resolve

EXACT = 100
STEPS = 128
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Unit:
    """An amount that was taken at a moment (UTC)."""

    at: datetime
    amount: Decimal

    def text(self) -> str:
        """How a counter keeps it."""
        return f"{self.at.isoformat()} {self.amount:f}"


def units_of(texts: Iterable[str]) -> tuple[Unit, ...]:
    """The units of a counter as it keeps them."""
    split = (text.split(" ") for text in texts)
    return tuple(Unit(datetime.fromisoformat(moment), Decimal(amount)) for moment, amount, *_ in split)


def expires(window: Window, at: datetime, zone: ZoneInfo) -> datetime | None:
    """The moment (UTC) from which a unit taken at ``at`` no longer counts; None: it always does."""
    if window.span is not None:
        return moved(at, window.span, zone)
    return None if window.period is None else period(window.period, at, zone)[1]


def period(name: str, at: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The hour, day, ISO week, month or year of the local calendar around a moment: its begin and its end (UTC)."""
    local = at.astimezone(zone)
    if name == "hour":
        begin = local.replace(minute=0, second=0, microsecond=0).astimezone(UTC)
        return begin, begin + timedelta(hours=1)
    day = local.replace(hour=0, minute=0, second=0, microsecond=0, tzinfo=None, fold=0)
    if name == "week":
        day -= timedelta(days=day.weekday())
    elif name != "day":
        day = day.replace(day=1, month=1 if name == "year" else day.month)
    if name in ("day", "week"):
        after = day + timedelta(days=1 if name == "day" else 7)
    else:
        later = Duration(months=_MONTHS if name == "year" else 1).after_day(day.date())
        after = datetime(later.year, later.month, later.day)  # noqa: DTZ001 - local, resolved below
    return resolve(day, zone), resolve(after, zone)


def live(units: Iterable[Unit], window: Window, now: datetime, zone: ZoneInfo) -> tuple[Unit, ...]:
    """The units that still count."""
    if (
        window.period is not None
    ):  # all of a period end together, so where this one begins says it of every unit
        begin, _ = period(window.period, now, zone)
        return tuple(unit for unit in units if unit.at >= begin)
    return tuple(unit for unit in units if (end := expires(window, unit.at, zone)) is None or end > now)


def used(units: Iterable[Unit]) -> Decimal:
    """How much of a limit they take."""
    return sum((unit.amount for unit in units), Decimal(0))


def reserve(
    units: Sequence[Unit],
    amount: Decimal,
    most: Decimal | None,
    window: Window,
    now: datetime,
    zone: ZoneInfo,
) -> tuple[Unit, ...] | None:
    """The units with one more of this amount; None when that would be more than ``most`` (None: no limit)."""
    counting = live(units, window, now, zone)
    if most is not None and used(counting) + amount > most:
        return None
    return add(counting, amount, window, now, zone)


def add(
    units: Sequence[Unit], amount: Decimal, window: Window, now: datetime, zone: ZoneInfo
) -> tuple[Unit, ...]:
    """The units with one more, however many there are."""
    return together((*units, Unit(now, amount)), window, zone)


def together(units: Iterable[Unit], window: Window, zone: ZoneInfo) -> tuple[Unit, ...]:
    """Units in the order of time, however many there are."""
    more = tuple(sorted(units, key=lambda unit: unit.at))
    return more if len(more) <= EXACT else _coarse(more, window, zone)


def free_at(
    units: Sequence[Unit], amount: Decimal, most: Decimal | None, window: Window, zone: ZoneInfo
) -> datetime | None:
    """When so many units no longer count that ``amount`` more would fit; of a limit with room, when the first ends.

    None: nothing ever ends, or it would never fit.
    """
    ends = sorted(_ends(units, window, zone))
    over = Decimal(0) if most is None else used(units) + amount - most
    if most is not None and amount > most:
        return None
    for end, freed in ends:
        over -= freed
        if over <= 0:
            return end
    return None


def _ends(units: Iterable[Unit], window: Window, zone: ZoneInfo) -> Iterator[tuple[datetime, Decimal]]:
    """When each unit no longer counts, and how much it gives back then."""
    begin = end = None
    for unit in units:
        if begin is None or end is None or not begin <= unit.at < end:
            if window.period is not None:
                begin, end = period(window.period, unit.at, zone)
            else:
                begin, end = None, expires(window, unit.at, zone)
        if end is not None:
            yield end, unit.amount


def without(
    units: Sequence[Unit], unit: Unit, window: Window, now: datetime, zone: ZoneInfo
) -> tuple[Unit, ...]:
    """The units without one that is given back; one that has ended already gives nothing back."""
    if not live((unit,), window, now, zone):
        return tuple(units)
    same = next((one for one in units if one == unit), None) or next(
        (one for one in units if _step(window, one.at, zone) == _step(window, unit.at, zone)), None
    )
    if same is None:
        return tuple(units)
    left = Unit(same.at, same.amount - unit.amount)
    kept = [left if one is same else one for one in units]
    return tuple(one for one in kept if one.amount > 0)


def _coarse(units: Sequence[Unit], window: Window, zone: ZoneInfo) -> tuple[Unit, ...]:
    """Units of one step together, at the moment of the last."""
    found: dict[object, Unit] = {}
    for unit in units:
        step = _step(window, unit.at, zone)
        before = found.get(step)
        found[step] = Unit(unit.at, unit.amount + (before.amount if before else 0))
    return tuple(found.values())


def _step(window: Window, at: datetime, zone: ZoneInfo) -> object:
    if window.span is None:
        return expires(window, at, zone)
    width = max(window.span.rough_seconds / STEPS, 1e-6)
    return int((at - _EPOCH).total_seconds() / width)
