"""Figures over sets of records: roll-ups, ``some`` and ``count``.

The store computes the figure over everything but the rows this ask has touched itself; those are judged here, as they
are now, and added (A29: rules see the new row, the store's figure does not).
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol

from engine.conditions.compiled import Guard, guard
from engine.conditions.needs import Needs
from engine.conditions.set_queries import inner_facts
from engine.conditions.tree import SetQuery
from engine.conditions.types import Kind
from engine.facts.scene import Scene, zone_of
from engine.facts.view import View
from engine.values.need import AggregateNeed, Found
from engine.values.plain import Value
from engine.values.record import Record


class Asked(Protocol):
    """Facts that can be asked for more (``engine.facts.gather.Facts``)."""

    def __call__(self, needs: Needs) -> Mapping[str, object]:
        """The facts, holding at least what is needed."""
        ...

    def value(self, path: str) -> object:
        """One fact."""
        ...


RowFacts = Callable[[Record, Mapping[str, object]], Asked]


def figure(query: SetQuery, scene: Scene, view: View, facts: Asked, row_facts: RowFacts) -> Value:
    """The figure of the set of the record that ``facts`` are about; 0 or absent when there is no such record."""
    need = figure_need(query, view, facts)
    if need is None:
        return 0 if query.function in {"count", "sum"} else None
    outer = inner_facts(query, need.outer)
    found = view.read.aggregate(query, need.key, need.outer, need.excluding)
    mine = [
        _value(query, row, row_facts(row, outer))
        for row in _own(query, need.key, scene, view, outer, row_facts)
    ]
    return _joined(query, found, mine)


def rows_told(
    query: SetQuery, scene: Scene, view: View, facts: Asked, row_facts: RowFacts
) -> tuple[tuple[Value, ...], ...]:
    """Of each row of a set of ``spans`` what is told of it, in order; at most ``MOST_SPANS`` that the store holds."""
    need = figure_need(query, view, facts)
    if need is None:
        return ()
    outer = inner_facts(query, need.outer)
    found = view.read.aggregate(query, need.key, need.outer, need.excluding)
    mine: list[tuple[Any, ...]] = [
        tuple(row_facts(row, outer).value(path) for path in (query.field or "id", *query.more))
        for row in _own(query, need.key, scene, view, outer, row_facts)
    ]
    return tuple(sorted((*found.rows, *mine)))


def _own(
    query: SetQuery, key: str, scene: Scene, view: View, outer: Mapping[str, object], row_facts: RowFacts
) -> Iterator[Record]:
    """The rows of the set that the ask itself has touched, as they are now."""
    for row in dict(view.touched(query.entity)).values():
        if row is not None and _belongs(query, key, row, scene) and _matches(query, row_facts(row, outer)):
            yield row


def figure_need(query: SetQuery, view: View, facts: Asked) -> AggregateNeed | None:
    """What the store is asked for this figure; None when there is no record whose set it would be."""
    key = facts.value(query.of or "id")
    if not isinstance(key, str):
        return None
    taken = tuple(facts.value(path) for path in query.outer)
    touched = frozenset(id for id, _ in view.touched(query.entity))
    return AggregateNeed(query.id, key, taken, touched)  # type: ignore[arg-type]


def _belongs(query: SetQuery, key: str, row: Record, scene: Scene) -> bool:
    if row.values.get(query.link) != query.prefix + key:
        return False
    if query.window is None:
        return True
    created = row.values.get("created_at")
    earliest = (-query.window).after(scene.now, zone_of(scene.release.time_zone))
    return isinstance(created, datetime) and created >= earliest


def _matches(query: SetQuery, facts: Asked) -> bool:
    compiled = _where(query)
    return compiled is None or compiled.test(facts(compiled.needs))


@lru_cache(maxsize=1024)
def _where(query: SetQuery) -> Guard | None:
    return None if query.where is None else guard(query.where)


def _value(query: SetQuery, row: Record, facts: Asked) -> Found:
    value = facts.value(query.field) if query.field else 1
    return Found(value, row.values.get("created_at"))  # type: ignore[arg-type]


def _joined(query: SetQuery, found: Found, mine: list[Found]) -> Value:
    """The store's figure and the own rows together; absent values do not count."""
    function = query.function
    values = [one.value for one in mine if one.value is not None]
    if function == "count":
        return int(found.value or 0) + len(mine)  # type: ignore[arg-type]
    if function == "sum":
        return sum(values, found.value or 0)  # type: ignore[arg-type]
    if function == "latest":
        return _latest([*mine, found])
    candidates = [*values, *([] if found.value is None else [found.value])]
    if not candidates:
        return None
    # Options compare in their order (A19).
    key = query.type.options.index if query.type.kind is Kind.ENUM else _itself
    return min(candidates, key=key) if function == "min" else max(candidates, key=key)


def _itself(value: Any) -> Any:
    return value


def _latest(found: list[Found]) -> Value:
    moments = [one for one in found if isinstance(one.at, datetime)]
    return max(moments, key=lambda one: one.at).value if moments else None  # type: ignore[arg-type,return-value]
