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
        if not entity.fields[name].kept:
            continue
        # A kept field stands among the values; without it the facts compute it anew.
        rest = {key: value for key, value in {**record.values, **found}.items() if key != name}
        value = Facts(scene, view, about(Record(record.entity, record.id, record.version, rest))).value(name)
        if record.values.get(name) != value:
            found[name] = value  # type: ignore[assignment]
    return found
