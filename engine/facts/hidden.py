"""Which values an explanation must not show to this actor (A30): it uses them, but says only "a value you may not see"."""

from collections.abc import Callable, Mapping
from functools import cache

from engine.access.duty import Right
from engine.access.permit import rights
from engine.conditions.names import RESERVED
from engine.facts.gather import Facts, about, linked_record
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.values.record import Record

_OWN_NAMES = frozenset({"before", "record"})


def hidden_from(scene: Scene, view: View, record: Record, facts: Facts) -> Callable[[str], bool]:
    """``hidden(path)`` for conditions about a record: true unless the actor may read the value whole.

    What the actor sends (``input``), is (``actor``) or may look up (``parameter``, ``now``) is not hidden; behind a
    link the rights on the record over there count. Figures of sets are shown: they tell no single value.
    """

    @cache
    def granted() -> Mapping[str, Right]:
        return rights(scene.release.access, scene.actor, record.entity, scene.today(), facts)

    def hidden(path: str) -> bool:
        head, _, rest = path.partition(".")
        if head in _OWN_NAMES and rest:
            return hidden(rest)
        if head in RESERVED or path == "id":
            return False
        common = scene.release.entities[record.entity].common
        if head not in common and granted().get(head, Right.HIDDEN) in {Right.HIDDEN, Right.MASKED}:
            return True
        target = _target(scene, view, record, facts, head) if rest else None
        if target is None:
            return False
        there = Facts(scene, view, about(target))
        return hidden_from(scene, view, target, there)(rest)

    return hidden if not scene.actor.everything else lambda _path: False


def _target(scene: Scene, view: View, record: Record, facts: Facts, link: str) -> Record | None:
    field = scene.release.entities[record.entity].field(link)
    value = facts.value(link)
    return linked_record(view, field.to, value) if field is not None and isinstance(value, str) else None
