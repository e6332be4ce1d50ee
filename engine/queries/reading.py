"""What one actor may read, as a condition on rows: for lists, filters, sorts, counts and exports alike.

A row is in a list when it is visible AND every field that the filter or the sort looks at may be read on that row; so
nobody learns a hidden value from which rows a filter leaves.
"""

from collections.abc import Iterable, Iterator

from engine.access.duty import Right
from engine.access.permit import granting
from engine.access.reach import scope_condition
from engine.access.veil import unveiled
from engine.conditions.decisions.choice import is_choice
from engine.conditions.needs import Needs
from engine.conditions.tree import All, Condition, Constant
from engine.facts.scene import Scene
from engine.packs.release import Release

_NEVER = Constant(holds=False)
_ALWAYS = Constant(holds=True)


def visible_rows(scene: Scene, entity: str) -> Condition:
    """True of the rows that the actor may know of."""
    book = scene.release.access
    return scope_condition(book.reaching.get(entity, ()), scene.actor, scene.today())


def readable_rows(scene: Scene, entity: str, path: str, least: Right = Right.READ) -> Condition | None:
    """True of the rows on which the actor may read ``path``; None when there is no row on which that could be.

    A path through links needs every field on the way, on the record it stands on. ``least``: the right that is enough.
    """
    parts: list[Condition] = []
    for kind, name, prefix in _hops(scene.release, entity, path):
        field = scene.release.entities[kind].field(name) if kind in scene.release.entities else None
        if (field is None and name != "id") or not listable(scene.release, kind, name):
            return None
        duties = granting(scene.release.access, kind, name, common=field is None or field.common, least=least)
        part = scope_condition(duties, scene.actor, scene.today(), prefix)
        if part == _NEVER:
            return None
        parts.append(part)
        if field is not None and not field.common:
            parts += unveiled(scene.release.access, scene.actor, kind, name, scene.today(), prefix)
    return conjunction(parts)


def listable(release: Release, entity: str, path: str) -> bool:
    """Whether lists can show a path and look at it: not when it comes from a decision that joins or ranks rows."""
    for kind, name, _ in _hops(release, entity, path):
        field = release.entities[kind].field(name) if kind in release.entities else None
        if field is None or field.stored or not field.derived:
            continue
        computed = field.formula or field.condition
        if computed is not None and not _answerable(release, kind, computed.needs):
            return False
    return True


def _answerable(release: Release, entity: str, asked: Needs) -> bool:
    tables = [release.decisions[table] for table, _ in asked.decisions]
    return all(
        is_choice(table.sheet) and _answerable(release, entity, table.needs) for table in tables
    ) and all(listable(release, entity, path) for path in asked.paths)


def _hops(release: Release, entity: str, path: str) -> Iterator[tuple[str, str, str]]:
    """(entity, field, prefix) of each step of a path: ``customer.phone`` is customer here, then phone over there."""
    prefix = ""
    names = path.removeprefix("record.").split(".")
    for place, name in enumerate(names):
        yield entity, name, prefix
        field = release.entities[entity].field(name) if entity in release.entities else None
        if place + 1 < len(names):
            entity = field.to[0] if field and len(field.to) == 1 else ""
            prefix += f"{name}."


def conjunction(parts: Iterable[Condition]) -> Condition:
    """All of them, without those that always hold and without repeats."""
    kept = [part for part in dict.fromkeys(parts) if part != _ALWAYS]
    if not kept:
        return _ALWAYS
    return kept[0] if len(kept) == 1 else All(tuple(kept))
