"""What is held at a place: how much, how the counter stands, and what is free next."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from engine.conditions.tree import SetQuery
from engine.facts.exempting import exempt_of
from engine.facts.free import next_at
from engine.facts.place import Known, Place, drawn_from
from engine.facts.scene import Scene
from engine.facts.sets import figure, figure_need
from engine.facts.units import Tally, key_text, may_exceed, number, row_id
from engine.facts.view import View
from engine.limits.limit import Limit, Source
from engine.values.need import AggregateNeed


def held_at(scene: Scene, view: View, limit: Limit, source: Source, place: Place) -> Decimal:
    """How much counts at a place, everything that draws on the counter together."""
    found = [
        figure(query, scene, view, facts, place.facts.row_facts)
        for query, facts in _asked(scene, view, limit, source, place)
    ]
    return sum((Decimal(one) for one in found if isinstance(one, int | Decimal)), Decimal(0))


def held_needs(
    scene: Scene, view: View, limit: Limit, source: Source, place: Place
) -> Iterator[AggregateNeed]:
    """What ``held_at`` will ask the store for."""
    for query, facts in _asked(scene, view, limit, source, place):
        need = figure_need(query, view, facts)
        if need is not None:
            yield need


def _asked(
    scene: Scene, view: View, limit: Limit, source: Source, place: Place
) -> Iterator[tuple[SetQuery, Known]]:
    for one, facts in drawn_from(scene, view, limit, source, place):
        if one.held is not None:
            yield one.held, facts


def held_tally(
    scene: Scene,
    view: View,
    limit: Limit,
    source: Source,
    place: Place,
    taken: Decimal,
    *,
    stored: bool = True,
) -> Tally:
    """The counter of a place of which ``taken`` is used; ``stored``: whether the record that wants it is there already."""
    counted, facts = key_text(place.key), place.facts
    row = row_id(limit.id, counted)
    tally = Tally(
        limit, source, row, counted, taken, place.amount, number(source.most, facts), number(source.warn_at, facts),
        facts.zone, may_exceed(scene, limit, facts),
        exempt=exempt_of(view, source, _counter(row, place), facts, stored=stored),
    )  # fmt: skip
    if not limit.suggests or not tally.full:
        return tally
    return replace(tally, next=next_at(scene, view, limit, source, place, tally.most))


def _counter(row: str, place: Place) -> str:
    """What an exception is for: of things with a time, that time alone."""
    moments = [one.isoformat() for one in (place.begin, place.end) if isinstance(one, datetime)]
    return "@".join((row, *moments))
