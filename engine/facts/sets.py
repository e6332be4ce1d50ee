"""Figures over sets of records: roll-ups, ``some`` and ``count``.

The store computes the figure over everything but the rows this ask has touched itself; those are judged here, as they
are now, and added (A29: rules see the new row, the store's figure does not). So are rows that commands decided together
with this one have moved: what they were when they were stored is taken off, what they are now is added.
"""

from collections.abc import Callable, Iterable, Mapping
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
from engine.values.need import AggregateNeed, Found, Move
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
    found, came, gone = _set_right(query, need, scene, view, outer, row_facts)
    values = [_value(query, row, row_facts(row, outer)) for row in came]
    return _joined(query, found, values, [_value(query, row, row_facts(row, outer)) for row in gone])


def rows_told(
    query: SetQuery, scene: Scene, view: View, facts: Asked, row_facts: RowFacts
) -> tuple[tuple[Value, ...], ...]:
    """Of each row of a set of ``spans`` what is told of it, in order; at most ``MOST_SPANS`` that the store holds."""
    need = figure_need(query, view, facts)
    if need is None:
        return ()
    outer = inner_facts(query, need.outer)
    found, came, _ = _set_right(
        query, need, scene, view, outer, row_facts
    )  # where a row went, nothing is told
    mine: list[tuple[Any, ...]] = [
        tuple(row_facts(row, outer).value(path) for path in (query.field or "id", *query.more))
        for row in came
    ]
    return tuple(sorted((*found.rows, *mine)))


def _set_right(
    query: SetQuery,
    need: AggregateNeed,
    scene: Scene,
    view: View,
    outer: Mapping[str, object],
    row_facts: RowFacts,
) -> tuple[Found, list[Record], list[Record]]:
    """The store's figure, the rows that are to be added to it, and those that are to be taken off."""
    is_new = view.unstored((need.key,))
    found = Found(None) if is_new else view.read.aggregate(query, need.key, need.outer, need.excluding)
    beside = () if is_new else view.read.moved(query, need.key)

    def belonging(rows: Iterable[Record | None]) -> list[Record]:
        return [
            row
            for row in rows
            if row is not None
            and _belongs(query, need.key, row, scene)
            and _matches(query, row_facts(row, outer))
        ]

    touched = dict(view.touched(query.entity))
    moved = [move for move in beside if not touched.keys() & _ids(move)]
    came = belonging([*touched.values(), *(now for _, now in moved)])
    return found, came, belonging(before for before, _ in moved)


def figure_need(query: SetQuery, view: View, facts: Asked) -> AggregateNeed | None:
    """What the store is asked for this figure; None when there is no record whose set it would be."""
    key = facts.value(query.of or "id")
    if not isinstance(key, str) or not key:  # a record that is being entered has no id yet
        return None
    taken = tuple(facts.value(path) for path in query.outer)
    return AggregateNeed(query.id, key, taken, view.laid_over(query.entity))  # type: ignore[arg-type]


def _ids(move: Move) -> set[str]:
    return {row.id for row in move if row is not None}


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


def _joined(query: SetQuery, found: Found, mine: list[Found], gone: list[Found]) -> Value:
    """The store's figure with the rows that came and without those that went (only of what adds); absent values do not count."""
    function = query.function
    values = [one.value for one in mine if one.value is not None]
    if function == "count":
        return int(found.value or 0) + len(mine) - len(gone)  # type: ignore[arg-type]
    if function == "sum":
        less = sum((one.value for one in gone if one.value is not None), start=0)  # type: ignore[misc]
        return sum(values, found.value or 0) - less  # type: ignore[arg-type,operator,return-value]
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
