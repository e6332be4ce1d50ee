"""What lies inside compiled definitions: every condition and value, every set, every effect."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar, cast

from transitions import Machine

from engine.conditions.compiled import Computed, Guard
from engine.conditions.decisions.decide import Table
from engine.conditions.needs import Needs
from engine.conditions.tree import SetQuery
from engine.limits.limit import Source as LimitSource
from engine.records.entity import Field

Part = TypeVar("Part")
_CLOSED = (str, bytes, int, float, Machine, Guard, Computed, Table, SetQuery)


def inside(compiled: object, wanted: type[Part] | tuple[type[Part], ...]) -> Iterator[Part]:
    """Every part of a compiled definition that is of a wanted class, the definition itself included."""
    waiting: list[object] = [compiled]
    while waiting:
        part = waiting.pop()
        if isinstance(part, wanted):
            yield part
        if part is None or isinstance(part, _CLOSED):
            continue
        if isinstance(part, Mapping):
            waiting.extend(cast("Mapping[Any, object]", part).values())
        elif isinstance(part, tuple | list | frozenset):
            waiting.extend(cast("tuple[object, ...]", part))
        elif is_dataclass(part):
            waiting.extend(getattr(part, one.name) for one in fields(part))


def needs_of(compiled: object) -> Iterator[Needs]:
    """What each condition, value and table inside a compiled definition looks at."""
    for part in inside(compiled, (Guard, Computed, Table)):
        yield part.needs


def sets_of(compiled: object) -> dict[str, SetQuery]:
    """Every set that conditions, values and roll-ups inside a compiled definition ask for, by its id."""
    asked = {query.id: query for needs in needs_of(compiled) for query in needs.sets}
    rolled = {one.rollup.id: one.rollup for one in inside(compiled, Field) if one.rollup is not None}
    held = {
        query.id: query
        for source in inside(compiled, LimitSource)
        for query in (source.held, source.spans)
        if query is not None
    }
    return asked | rolled | held
