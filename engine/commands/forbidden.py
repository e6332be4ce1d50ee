"""Fields that no duty lets the actor write: refused before the input is looked at any closer."""

from collections.abc import Mapping

from engine.access.duty import Right
from engine.access.permit import rights
from engine.access.reasons import NOT_WRITABLE
from engine.diagnostics.pointer import pointer
from engine.diagnostics.refuse import reason
from engine.facts.gather import Facts
from engine.facts.scene import Scene
from engine.records.entity import Entity
from engine.values.plain import Json
from engine.values.refusal import Kind, Refusal


def forbidden(scene: Scene, entity: Entity, facts: Facts, raw: Json) -> Refusal | None:
    """The refusal (403) that names each sent field which the actor may see on this record but never write.

    A field that the actor may not even see is not among them: it answers like one that is not there. What a state or a
    form has closed for now is another matter and is told with the other faults of the input.
    """
    if scene.actor.everything or not isinstance(raw, Mapping):
        return None
    granted = rights(scene.release.access, scene.actor, entity.id, scene.today(), facts)
    found = tuple(
        reason(NOT_WRITABLE, {"field": entity.fields[name].label}, pointer(name))
        for name in raw
        if name in entity.fields
        and not entity.fields[name].derived
        and granted.get(name) in {Right.READ, Right.MASKED}
    )
    return Refusal(Kind.FORBIDDEN, found) if found else None
