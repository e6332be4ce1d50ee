"""What an actor may read behind a path of links: the least right along the way."""

from collections.abc import Callable

from engine.access.duty import Right
from engine.access.permit import rights, visible
from engine.facts.gather import Facts, about, linked_record
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.values.record import Record

_ORDER = (Right.HIDDEN, Right.MASKED, Right.READ, Right.WRITE)


class PathRights:
    """The rights of the scene's actor on paths of records; of each record they are worked out once."""

    def __init__(self, scene: Scene, view: View) -> None:
        """``scene`` says who reads."""
        self._scene, self._view = scene, view
        self._known: dict[tuple[str, str], Callable[[str], Right]] = {}

    def on(self, record: Record, path: str, *, line: bool = False) -> Right:
        """The right on what the path reaches; ``line``: the record is a line, which is read as its list is.

        An absent link shows nothing, so only the way to it counts.
        """
        if self._scene.actor.everything or path.startswith("parameter."):
            return Right.READ
        entity = self._scene.release.entities[record.entity]
        spelled = entity.spelled(path.removeprefix("record."))
        head, _, rest = spelled.partition(".")
        right = Right.READ if line else self._rights(record)(head)
        value, field = record.values.get(head), entity.field(head)
        if not rest or field is None or not isinstance(value, str):
            return right
        linked = linked_record(self._view, field.to, value)
        return right if linked is None else min(right, self.on(linked, rest), key=_ORDER.index)

    def enough(self, record: Record, path: str, least: Right, *, line: bool = False) -> bool:
        """Whether the right is at least this one."""
        return _ORDER.index(self.on(record, path, line=line)) >= _ORDER.index(least)

    def _rights(self, record: Record) -> Callable[[str], Right]:
        key = record.entity, record.id
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._worked_out(record)
        return found

    def _worked_out(self, record: Record) -> Callable[[str], Right]:
        scene = self._scene
        book, actor, today = scene.release.access, scene.actor, scene.today()
        facts = Facts(scene, self._view, about(record))
        if not visible(book, actor, record.entity, today, facts):
            return lambda _name: Right.HIDDEN
        granted = rights(book, actor, record.entity, today, facts)
        common = scene.release.entities[record.entity].common
        return lambda name: Right.READ if name in common or name == "id" else granted.get(name, Right.HIDDEN)
