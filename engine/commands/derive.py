"""Derived fields that are kept: computed again whenever their record changed."""

from collections.abc import Mapping

from engine.facts.gather import Facts, about
from engine.facts.scene import Scene
from engine.facts.view import View
from engine.values.plain import Value
from engine.values.record import Record


def derived_changes(scene: Scene, view: View, record: Record) -> Mapping[str, Value]:
    """The kept derived fields whose value differs now, each computed after those it reads."""
    entity = scene.release.entities[record.entity]
    found: dict[str, Value] = {}
    for name in entity.derived_order:
        field = entity.fields[name]
        if not field.kept:
            continue
        latest = Record(record.entity, record.id, record.version, {**record.values, **found})
        facts = Facts(scene, view, about(latest))
        if field.condition is not None:
            value: Value = field.condition.test(facts(field.condition.needs))
        elif field.formula is not None:
            value = field.formula.value(facts(field.formula.needs))
        else:
            continue
        if record.values.get(name) != value:
            found[name] = value
    return found
