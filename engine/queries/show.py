"""A record as one actor may see it: hidden fields are not there, masked ones are masked."""

from collections.abc import Callable, Iterable, Mapping

from engine.access.duty import Right
from engine.access.permit import rights
from engine.conditions.needs import Needs
from engine.facts.scene import Scene
from engine.records.entity import Entity, Field
from engine.records.present import masked, present
from engine.values.plain import Json, Value
from engine.values.record import Record

Look = Callable[[str], Value]


def right_on(
    scene: Scene, entity: Entity, gather: Callable[[Needs], Mapping[str, object]]
) -> Callable[[str], Right]:
    """The right of the scene's actor on each field of one record that may be seen."""
    if scene.actor.everything:
        return lambda _name: Right.WRITE
    granted = rights(scene.release.access, scene.actor, entity.id, scene.today(), gather)

    def right(name: str) -> Right:
        if name in entity.common:
            # What the engine itself writes is read by everyone who may see the record.
            return Right.WRITE if granted.get(name) is Right.WRITE else Right.READ
        return granted.get(name, Right.HIDDEN)

    return right


def shown(
    record: Record, right: Callable[[str], Right], look: Look, fields: Iterable[Field]
) -> dict[str, Json]:
    """The record as JSON: ``{id, entity, version, values, masked}``; ``look`` gives the value of each field."""
    values: dict[str, Json] = {}
    covered: list[Json] = []
    for field in fields:
        allowed = right(field.id)
        if allowed is Right.HIDDEN:
            continue
        value = look(field.id)
        if allowed is Right.MASKED and value is not None:
            values[field.id] = present(masked(field, value))
            covered.append(field.id)
        else:
            values[field.id] = present(value)
    return {
        "id": record.id,
        "entity": record.entity,
        "version": record.version,
        "values": values,
        "masked": covered,
    }
