"""Paths of links in effects: whose record ``on`` names, and which field stands at the end of a path."""

from engine.conditions.names import Names
from engine.conditions.types import Kind
from engine.effects import problems
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.records.entity import Field


def entity_at(path: str, entity: str, around: Surroundings, findings: Findings, at: str) -> str | None:
    """The entity of the record that a path of links reaches from a record of ``entity``; None when reported."""
    for name in path.split("."):
        field = field_of(entity, name, around)
        if field is None:
            findings.unknown(problems.UNKNOWN_FIELD, at, name, fields_of(entity, around), entity=entity)
            return None
        if field.type.kind is not Kind.LINK or len(field.type.to) != 1 or field.type.many:
            findings.report(problems.NOT_A_LINK, at, name=name, entity=entity)
            return None
        entity = field.type.to[0]
    return entity


def field_of(entity: str, name: str, around: Surroundings) -> Field | None:
    """The field, own or common, of an entity."""
    found = around.entities.get(entity)
    return found.field(name) if found else None


def fields_of(entity: str, around: Surroundings) -> tuple[str, ...]:
    """The names of all fields of an entity, own and common."""
    found = around.entities.get(entity)
    return (*found.fields, *found.common) if found else ()


def field_at(path: str, names: Names, around: Surroundings) -> Field | None:
    """The field at the end of a path of the record; None when the path goes elsewhere or nowhere."""
    steps = path.removeprefix("record.").split(".")
    entity = names.entity
    if path.startswith("record.") and names.outer is not None:
        entity = names.outer
    for name in steps[:-1]:
        field = field_of(entity, name, around) if entity else None
        entity = field.type.to[0] if field and len(field.type.to) == 1 else None
    return field_of(entity, steps[-1], around) if entity else None
