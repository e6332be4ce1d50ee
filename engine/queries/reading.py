"""What one actor may read, as a condition on rows: for lists, filters, sorts, counts and exports alike.

A row is in a list when it is visible AND every field that the filter or the sort looks at may be read on that row; so
nobody learns a hidden value from which rows a filter leaves.
"""

from collections.abc import Iterable, Iterator

from engine.access.permit import granting
from engine.access.reach import scope_condition
from engine.conditions.tree import All, Condition, Constant
from engine.facts.scene import Scene

_NEVER = Constant(holds=False)
_ALWAYS = Constant(holds=True)


def visible_rows(scene: Scene, entity: str) -> Condition:
    """True of the rows that the actor may know of."""
    book = scene.release.access
    return scope_condition(book.reaching.get(entity, ()), scene.actor, scene.today())


def readable_rows(scene: Scene, entity: str, path: str) -> Condition | None:
    """True of the rows on which the actor may read ``path``; None when there is no row on which that could be.

    A path through links needs every field on the way, on the record it stands on.
    """
    parts: list[Condition] = []
    for kind, name, prefix in _hops(scene, entity, path):
        field = scene.release.entities[kind].field(name) if kind in scene.release.entities else None
        if field is None and name != "id":
            return None
        duties = granting(scene.release.access, kind, name, common=field is None or field.common)
        part = scope_condition(duties, scene.actor, scene.today(), prefix)
        if part == _NEVER:
            return None
        parts.append(part)
    return conjunction(parts)


def _hops(scene: Scene, entity: str, path: str) -> Iterator[tuple[str, str, str]]:
    """(entity, field, prefix) of each step of a path: ``customer.phone`` is customer here, then phone over there."""
    prefix = ""
    names = path.removeprefix("record.").split(".")
    for place, name in enumerate(names):
        yield entity, name, prefix
        field = scene.release.entities[entity].field(name) if entity in scene.release.entities else None
        if place + 1 < len(names):
            entity = field.to[0] if field and len(field.to) == 1 else ""
            prefix += f"{name}."


def conjunction(parts: Iterable[Condition]) -> Condition:
    """All of them, without those that always hold and without repeats."""
    kept = [part for part in dict.fromkeys(parts) if part != _ALWAYS]
    if not kept:
        return _ALWAYS
    return kept[0] if len(kept) == 1 else All(tuple(kept))
