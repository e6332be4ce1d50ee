"""Places: where a record counts for a limit on what is held."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from engine.conditions.needs import Needs
from engine.facts.gather import Facts, Subject
from engine.facts.scene import Scene
from engine.facts.units import amount_of, key_of
from engine.facts.view import View
from engine.limits.check_held import BEGIN, END, KEY
from engine.limits.limit import Limit, Source
from engine.limits.reserve import period
from engine.values.plain import Value
from engine.values.record import Record


class Place(NamedTuple):
    """Where a record counts: the key of its counter, begin and end of its window (UTC), and the amount it takes."""

    key: tuple[Value, ...]
    begin: Value
    end: Value
    amount: Decimal
    facts: Facts

    def same_counter(self, other: "Place") -> bool:
        """Whether both count in the same place."""
        return self[:3] == other[:3]

    @property
    def known(self) -> dict[str, Value]:
        """The key and the window, by the names under which the figure takes them."""
        return {f"{KEY}{place}": part for place, part in enumerate(self.key)} | {
            BEGIN: self.begin,
            END: self.end,
        }


def place_of(
    scene: Scene, view: View, limit: Limit, source: Source, record: Record, *, any_way: bool = False
) -> Place | None:
    """Where a record counts, or None. ``any_way``: whether or not the condition holds for it by now."""
    facts = Facts(scene, view, Subject(record.entity, record.id, record.values))
    condition = None if any_way else source.condition
    if condition is not None and not condition.test(facts(condition.needs)):
        return None
    key, amount = key_of(source, facts), amount_of(source, facts)
    if key is None or not amount:
        return None
    moments = [record.values.get(name) for name in limit.window.fields]
    if any(not isinstance(moment, datetime) for moment in moments):
        return None
    begin, end = (*moments, None, None)[:2]
    if limit.window.period is not None and isinstance(begin, datetime):
        begin, end = period(limit.window.period, begin, facts.zone)
    return Place(key, begin, end, amount, facts)


class Known:
    """Facts with some that stand ready-made: the key and the window of a counter."""

    def __init__(self, facts: Facts, known: Mapping[str, Value]) -> None:
        self._facts, self._known = facts, known

    def __call__(self, needs: Needs) -> dict[str, object]:
        return {**self._facts(needs), **self._known}

    def value(self, path: str) -> object:
        return self._known[path] if path in self._known else self._facts.value(path)


def drawn_from(
    scene: Scene, view: View, limit: Limit, source: Source, place: Place
) -> Iterator[tuple[Source, Known]]:
    """The source itself, then the others that draw on the same counter; each with the facts its figure is asked by."""
    for one in (source, *(other for other in limit.sources if other is not source)):
        if one.held is not None:
            facts = place.facts if one is source else Facts(scene, view, Subject(one.entity, "", {}))
            yield one, Known(facts, place.known)
