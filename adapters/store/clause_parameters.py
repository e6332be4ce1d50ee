"""Parameters that differ from row to row: by the centre of the row, by its local day, by a day that the row holds.

The meaning is that of ``engine.facts.in_force``; only what has been set takes part, so the case stays short.
"""

from datetime import date
from typing import Protocol

from sqlalchemy import Text, and_, case, func, literal

from adapters.store.clause_target import NUMBERS, Element, Fixed, Operand, Target
from engine.conditions.names import of_parameter
from engine.conditions.tree import Path
from engine.conditions.types import Kind, Type
from engine.facts.scene import Scene
from engine.values.plain import Value
from engine.values.timeline import Timeline

SETTINGS = "settings"
"""The fact under which a selection carries the circumstances in which parameters are chosen."""
_HEAD = "parameter."


class OfCentre(Protocol):
    """The part of a row that parameters need."""

    def path(self, path: str) -> Element:
        """The element of a path of the row."""
        ...

    def type(self, path: str) -> Type:
        """The type of what is at the end of a path."""
        ...

    def of_centre(self, name: str) -> Element | None:
        """A field of the row's centre; None for rows that have none."""
        ...


def differs(path: str, scene: Scene | None) -> bool:
    """Whether the parameter at a path has to be chosen for each row."""
    if scene is None or not path.startswith(_HEAD):
        return False
    name, day = of_parameter(path.removeprefix(_HEAD))
    return day is not None or scene.varies(name)


def chosen(node: Path, scene: Scene, row: OfCentre, target: Target) -> Operand:
    """The value of the parameter for each row."""
    name, field = of_parameter(node.path.removeprefix(_HEAD))
    parameter = scene.release.parameters[name]
    today = _local_day(target, target.bind(scene.now, Kind.DATETIME), scene, row)
    day = today if field is None else _day_of(field, scene, row, target)
    place = row.of_centre(parameter.place) if parameter.place else None
    number = node.type.kind in NUMBERS

    def bind(value: Value) -> Element:
        return target.together(Fixed(value, node.type)) if number else target.bind(value, node.type.kind)

    branches: list[tuple[Element, Element]] = []
    for where, said in scene.levels(name):
        if where is not None and place is None:
            continue
        here = [] if where is None or place is None else [place == literal(where, Text())]
        entries = said.entries if isinstance(said, Timeline) else ((None, said),)
        branches += [
            (and_(*here, *_since(start, day, target), _known(field, day)), bind(value))
            for start, value in reversed(entries)
        ]
    branches.append((_known(field, day), bind(parameter.default)))
    found = case(*branches)
    return target.computed(found, node.type) if number else target.stored(found, node.type)


def _since(start: date | None, day: Element, target: Target) -> list[Element]:
    return [] if start is None else [day >= target.bind(start, Kind.DATE)]


def _known(field: str | None, day: Element) -> Element:
    """As of a day that is absent there is no value."""
    return literal(1) == literal(1) if field is None else day.is_not(None)


def _day_of(field: str, scene: Scene, row: OfCentre, target: Target) -> Element:
    path = field if field.startswith("record.") else f"record.{field}"
    if row.type(path).kind is Kind.DATETIME:
        return _local_day(target, row.path(path), scene, row)
    return row.path(path)


def _local_day(target: Target, moment: Element, scene: Scene, row: OfCentre) -> Element:
    zone, own = row.of_centre("time_zone"), literal(scene.release.time_zone, Text())
    return target.local_day(moment, own if zone is None else func.coalesce(zone, own, type_=Text()))
