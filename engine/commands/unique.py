"""Unique rules (E10), looked at as a read; the index of the database stays as the last line."""

from collections.abc import Iterable, Mapping

from engine.commands.work import Work
from engine.diagnostics.refuse import refused
from engine.facts.gather import Facts, Subject, about
from engine.group.problems import NOT_UNIQUE
from engine.records.entity import Entity, Unique
from engine.values.plain import Value
from engine.values.record import Record
from engine.values.refusal import Kind, Refusal


def clashing(
    work: Work, entity: Entity, id: str, values: Mapping[str, Value]
) -> tuple[Unique, Record] | None:
    """The first unique rule these values would break, and the record they clash with."""
    return _first(work, entity, entity.unique.values(), id, values)


def _first(
    work: Work, entity: Entity, uniques: Iterable[Unique], id: str, values: Mapping[str, Value]
) -> tuple[Unique, Record] | None:
    for unique in uniques:
        found = _existing(work, entity, unique, id, values)
        if found is not None:
            return unique, found
    return None


def _existing(
    work: Work, entity: Entity, unique: Unique, id: str, values: Mapping[str, Value]
) -> Record | None:
    match = {name: values.get(name) for name in unique.fields}
    if not unique.absent_equal and any(value is None for value in match.values()):
        return None
    if unique.when is not None:
        facts = Facts(work.scene, work, Subject(entity.id, id, values))
        # A record that is being made has no state yet; it counts unless the rule says otherwise of its other fields.
        if "state" in values and not unique.when.test(facts(unique.when.needs)):
            return None
    for other in work.find(entity.id, match):
        if other.id == id:
            continue
        if unique.when is None or unique.when.test(Facts(work.scene, work, about(other))(unique.when.needs)):
            return other
    return None


def unique_refusal(work: Work) -> Refusal | None:
    """The refusal when a record that this command changed now breaks a unique rule."""
    for (entity_id, id), base in work.bases.items():
        record = work.overlay[entity_id, id]
        if record is None:
            continue
        entity = work.scene.release.entities[entity_id]
        to_judge = [one for one in entity.unique.values() if not _kept_place(work, one, base, record)]
        clash = _first(work, entity, to_judge, id, record.values)
        if clash is not None:
            return refused(Kind.CONFLICT, NOT_UNIQUE, {"label": clash[0].label, "existing": clash[1].id})
    return None


def _kept_place(work: Work, unique: Unique, base: Record | None, record: Record) -> bool:
    """Whether the record counted before with the same values: then it cannot clash now, and nobody need look."""
    if base is None or any(base.values.get(name) != record.values.get(name) for name in unique.fields):
        return False
    when = unique.when
    return when is None or when.test(Facts(work.scene, work, about(base))(when.needs))
