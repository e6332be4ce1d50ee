"""What is free: the slots in which there is room, or the gaps in which nothing is held. Pure arithmetic over spans."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from engine.limits.limit import Window
from engine.limits.reserve import period

Open = Iterable[tuple[datetime, datetime]]
"""The spans of time in which anything may be held at all, in order."""


@dataclass(frozen=True, slots=True)
class Held:
    """Something that is held: when it begins and ends (UTC; of a slot only its begin counts), and what it takes."""

    begin: datetime
    end: datetime
    amount: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot with how much of it is used, or a gap in which nothing is (UTC)."""

    begin: datetime
    end: datetime
    used: Decimal = Decimal(0)


def slots(
    window: Window, held: Sequence[Held], open_: Open, zone: ZoneInfo, begin: datetime, end: datetime
) -> Iterator[Slot]:
    """The slots from ``begin`` to ``end`` that are open, or of things that must not overlap the gaps; in order."""
    within = [(max(opens, begin), min(closes, end)) for opens, closes in open_]
    within = [(opens, closes) for opens, closes in within if opens < closes]
    if window.period is None:
        for opens, closes in within:
            yield from _gaps(held, opens, closes)
        return
    used: dict[datetime, Decimal] = {}
    for one in held:
        at = period(window.period, one.begin, zone)[0]
        used[at] = used.get(at, Decimal(0)) + one.amount
    seen: set[datetime] = set()
    for opens, closes in within:
        yield from _periods(window.period, used, zone, (opens, closes), seen)


def _periods(
    name: str,
    used: dict[datetime, Decimal],
    zone: ZoneInfo,
    open_: tuple[datetime, datetime],
    seen: set[datetime],
) -> Iterator[Slot]:
    at, closes = open_
    while at < closes:
        begin, end = period(name, at, zone)
        if begin not in seen:
            seen.add(begin)
            yield Slot(at, min(end, closes) if name == "hour" else end, used.get(begin, Decimal(0)))
        at = end


def _gaps(held: Sequence[Held], opens: datetime, closes: datetime) -> Iterator[Slot]:
    at = opens
    for one in sorted(held, key=lambda one: one.begin):
        if one.begin >= closes:
            break
        if one.begin > at:
            yield Slot(at, one.begin)
        at = max(at, one.end)
    if at < closes:
        yield Slot(at, closes)


def next_free(
    found: Iterable[Slot], window: Window, amount: Decimal, most: Decimal | None, length: timedelta
) -> datetime | None:
    """When the first of these begins that has room for ``amount``, or that is as long as ``length``; None: none does."""
    for slot in found:
        if window.period is None:
            if slot.end - slot.begin >= length:
                return slot.begin
        elif most is None or slot.used + amount <= most:
            return slot.begin
    return None
