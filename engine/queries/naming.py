"""What a record is called, as one actor may see it: its title, or what names it together (whom it is about, and what for)."""

from collections.abc import Callable, Iterator

from engine.access.duty import Right
from engine.facts.gather import Facts
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.facts.visible import visible_record
from engine.queries.show import right_on
from engine.records.entity import Entity, Field
from engine.records.present import masked, present
from engine.values.plain import Json
from engine.values.refusal import Refusal

BETWEEN = " · "


def name_of(scene: Scene, view: View, entity: Entity, facts: Facts, right: Callable[[str], Right]) -> Json:
    """The title, or the names in ``named_by`` one after the other; None where the actor may see nothing of it.

    ``right``: the actor's right on each field of the record that ``facts`` are about.
    """
    if not entity.named_by:
        field = entity.field(entity.title) if entity.title else None
        return None if field is None else _value(field, facts, right)
    parts = dict.fromkeys(_parts(scene, view, entity, facts, right))
    return BETWEEN.join(parts) or None


def _parts(
    scene: Scene, view: View, entity: Entity, facts: Facts, right: Callable[[str], Right]
) -> Iterator[str]:
    for name in entity.named_by:
        field = entity.field(name)
        value = None if field is None else _value(field, facts, right)
        if field is not None and field.to and isinstance(value, str):
            value = _behind(scene, view, field, value)
        if value is not None:
            yield str(value)


def _value(field: Field, facts: Facts, right: Callable[[str], Right]) -> Json:
    allowed, value = right(field.id), facts.value(field.id)
    if allowed is Right.HIDDEN:
        return None
    if allowed is Right.MASKED:
        value = masked(field, value)  # type: ignore[arg-type]
    return present(value)  # type: ignore[arg-type]


def _behind(scene: Scene, view: View, field: Field, value: str) -> Json:
    """What the record is called that a link points to; its number where it has no name."""
    to, _, id = (f"{field.to[0]}/{value}" if len(field.to) == 1 else value).partition("/")
    found = visible_record(scene, view, to, id)
    if isinstance(found, Refusal):
        return None
    record, facts = found
    entity = scene.release.entities[to]
    name = name_of(scene, view, entity, facts, right_on(scene, entity, facts))
    return present(record.values.get("number")) if name is None else name
