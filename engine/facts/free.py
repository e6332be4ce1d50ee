"""What is free at a place of what is held: its slots, or the gaps between, inside working hours."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal

from engine.conditions.tree import MOST_SPANS
from engine.facts.gather import Facts
from engine.facts.place import Place, drawn_from
from engine.facts.scene import Scene
from engine.facts.sets import figure_need, rows_told
from engine.facts.view import View
from engine.limits.free import Held, Slot, next_free, slots
from engine.limits.limit import Limit, Source
from engine.limits.reserve import period
from engine.values.plain import Value

AHEAD = timedelta(days=31)
"""How far the next free slot is looked for."""


def free_at(
    scene: Scene, view: View, limit: Limit, source: Source, place: Place, begin: datetime, end: datetime
) -> tuple[Slot, ...]:
    """The slots of a place from ``begin`` to ``end`` (UTC), in order; at most as far as ``MOST_SPANS`` that are held reach.

    Of things that must not overlap, the gaps. Only what the store holds is looked at, nothing that is being changed.
    """
    stored, name, zone = View(view.read), limit.window.period, place.facts.zone
    around = (period(name, begin, zone)[0], period(name, end, zone)[1]) if name else (begin, end)
    wide = place._replace(begin=around[0], end=around[1])
    asked = [
        (one, one.spans, facts)
        for one, facts in drawn_from(scene, stored, limit, source, wide)
        if one.spans is not None
    ]
    needs = (figure_need(query, stored, facts) for _, query, facts in asked)
    view.read.ahead([need for need in needs if need is not None])
    held: list[Held] = []
    for one, query, facts in asked:
        rows = [*_held(rows_told(query, scene, stored, facts, place.facts.row_facts), limit, one)]
        held += rows
        if len(rows) >= MOST_SPANS:
            end = min(end, rows[-1].begin)
    return tuple(slots(limit.window, held, opening(place.facts, begin, end), zone, begin, end))


def _held(rows: tuple[tuple[Value, ...], ...], limit: Limit, source: Source) -> Iterator[Held]:
    for begin, *more in rows:
        end = more[0] if limit.window.period is None else begin
        amount = more[-1] if source.amount is not None else Decimal(1)
        if isinstance(begin, datetime) and isinstance(end, datetime) and isinstance(amount, int | Decimal):
            yield Held(begin, end, Decimal(amount))


def next_at(
    scene: Scene, view: View, limit: Limit, source: Source, place: Place, most: Decimal | None
) -> datetime | None:
    """The first moment (UTC), not before the one that is wanted, at which there is room; None: not within ``AHEAD``."""
    if source.spans is None or not isinstance(place.begin, datetime) or not isinstance(place.end, datetime):
        return None
    begin = max(place.begin, scene.now)
    found = free_at(scene, view, limit, source, place, begin, begin + AHEAD)
    return next_free(found, limit.window, place.amount, most, place.end - place.begin)


def opening(facts: Facts, begin: datetime, end: datetime) -> tuple[tuple[datetime, datetime], ...]:
    """The working hours of the record's centre between two moments; all of the time where no calendar is kept."""
    hours = facts.working_hours()
    return ((begin, end),) if hours is None else tuple(hours.hours(begin, end))
