"""A record as one actor may see it: hidden fields are not there, masked ones are masked."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from engine.access.duty import Right
from engine.access.permit import Rights
from engine.access.reach import Gather
from engine.facts.scene import Scene
from engine.records.entity import Entity, Field
from engine.records.present import masked, present
from engine.values.plain import Json, Value
from engine.values.record import Record

Look = Callable[[str], Value]
# The fields that are shown, each with the field by whose mask it is covered (None: it is shown whole).
Layout = tuple[tuple[str, Field | None], ...]

_PLAIN = frozenset({str, int, bool, type(None)})  # values that are their own JSON


class Showing:
    """How records of one entity are shown to one actor: worked out once, for as many records as are to be shown."""

    def __init__(self, scene: Scene, entity: Entity) -> None:
        """``scene`` says who looks."""
        self._entity = entity
        self._everything = scene.actor.everything
        self._rights = Rights(scene.release.access, scene.actor, entity.id, scene.today())
        self._layouts: dict[int, Layout] = {}

    def right(self, gather: Gather) -> Callable[[str], Right]:
        """The right on each field of the record that ``gather`` tells about."""
        return self._right(None if self._everything else self._rights.on(gather))

    def layout(self, fields: Sequence[Field], gather: Gather) -> Layout:
        """What is shown of such a record, out of ``fields`` (the same at each call)."""
        granted = None if self._everything else self._rights.on(gather)
        # What was granted is one object for all records that the same duties reach, and lives as long as the rights.
        found = self._layouts.get(id(granted))
        if found is None:
            found = self._layouts[id(granted)] = layout(fields, self._right(granted))
        return found

    def _right(self, granted: Mapping[str, Right] | None) -> Callable[[str], Right]:
        if granted is None:
            return lambda _name: Right.WRITE
        common = self._entity.common

        def right(name: str) -> Right:
            if name in common:
                # What the engine itself writes is read by everyone who may see the record.
                return Right.WRITE if granted.get(name) is Right.WRITE else Right.READ
            return granted.get(name, Right.HIDDEN)

        return right


def right_on(scene: Scene, entity: Entity, gather: Gather) -> Callable[[str], Right]:
    """The right of the scene's actor on each field of one record that may be seen."""
    return Showing(scene, entity).right(gather)


def layout(fields: Iterable[Field], right: Callable[[str], Right]) -> Layout:
    """The fields that may be seen, each with whether it is masked."""
    allowed = [(field, right(field.id)) for field in fields]
    return tuple(
        (field.id, field if found is Right.MASKED else None)
        for field, found in allowed
        if found is not Right.HIDDEN
    )


def shown(record: Record, look: Look, layout: Layout) -> dict[str, Json]:
    """The record as JSON: ``{id, entity, version, values, masked}``; ``look`` gives the value of each field."""
    values: dict[str, Json] = {}
    covered: list[Json] = []
    for name, mask in layout:
        value = look(name)
        if mask is not None and value is not None:
            value = masked(mask, value)
            covered.append(name)
        values[name] = value if value.__class__ in _PLAIN else present(value)  # type: ignore[assignment]
    return {
        "id": record.id,
        "entity": record.entity,
        "version": record.version,
        "values": values,
        "masked": covered,
    }
