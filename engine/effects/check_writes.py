"""Effects that write fields: ``set`` and ``create``."""

from collections.abc import Mapping

from engine.conditions.compiled import Computed
from engine.conditions.tree import Literal
from engine.conditions.types import Kind
from engine.diagnostics.pointer import pointer
from engine.effects import problems
from engine.effects.effect import Create, SetFields
from engine.effects.model import CreateJson, SetJson
from engine.effects.paths import field_of, fields_of
from engine.effects.scope import Scope
from engine.records.entity import Entity, Field, FieldKind
from engine.values.plain import Json

# What an effect may write besides an entity's own fields; everything else that is common is the engine's alone.
_WRITABLE_COMMON = frozenset({"centre"})
_WRITABLE_NEW = frozenset({"centre", "owner"})


def check_set(json: SetJson, scope: Scope, at: str) -> SetFields | None:
    """Fields of the record, or of one that ``on`` reaches; values are read with the names of the event's record."""
    target = scope.target(json.on, at)
    if target is None:
        return None
    if not json.values:
        scope.findings.report(problems.NOTHING_SET, at + "/set")
    return SetFields(_values(json.values, target, scope, at + "/set", new=False), json.on)


def check_create(json: CreateJson, scope: Scope, at: str) -> Create | None:
    """A new record with all its required fields, and how it hangs together with the record of the event."""
    findings, around = scope.findings, scope.around
    if not findings.known(problems.UNKNOWN_ENTITY, at + "/create", json.create, around.entities):
        return None
    entity = around.entities[json.create]
    values = _values(json.values, json.create, scope, at + "/set", new=True)
    for place, name in enumerate(json.match):
        if name not in json.values:
            findings.report(problems.MATCH_NOT_SET, at + pointer("match", place), name=name)
    if json.update and not json.match:
        findings.report(problems.UPDATE_WITHOUT_MATCH, at + "/update")
    for name in _missing(entity, json):
        findings.report(problems.MISSING_REQUIRED, at, entity=json.create, name=name)
    _check_link(json, scope, at)
    _check_lines(json, entity, scope, at)
    return Create(json.create, values, json.match, json.link, json.lines, json.update)


def _values(
    values: Mapping[str, Json], target: str, scope: Scope, at: str, *, new: bool
) -> dict[str, Computed]:
    found: dict[str, Computed] = {}
    for name, json in values.items():
        place = at + pointer(name)
        field = field_of(target, name, scope.around)
        if field is None:
            scope.findings.unknown(
                problems.UNKNOWN_FIELD, place, name, fields_of(target, scope.around), entity=target
            )
        elif _may_write(field, scope, place, new=new):
            value = scope.findings.computed(json, scope.names, place, field.type)
            if value is not None:
                _check_required(field, value, scope, place)
                found[name] = value
    return found


def _may_write(field: Field, scope: Scope, at: str, *, new: bool) -> bool:
    if field.common and field.id == "owner" and not new:
        scope.findings.report(problems.OWNER_BY_ASSIGN, at)
    elif (field.common and field.id not in (_WRITABLE_NEW if new else _WRITABLE_COMMON)) or (
        field.kind is FieldKind.SERIAL
    ):
        scope.findings.report(problems.ENGINE_FIELD, at, name=field.id)
    elif field.derived:
        scope.findings.report(problems.DERIVED_FIELD, at, name=field.id)
    elif field.kind is FieldKind.LINES or not field.stored:
        scope.findings.report(problems.NO_COLUMN, at, name=field.id)
    else:
        return True
    return False


def _check_required(field: Field, value: Computed, scope: Scope, at: str) -> None:
    if field.required and isinstance(value.node, Literal) and value.node.value in (None, "", ()):
        scope.findings.report(problems.REQUIRED_ABSENT, at, name=field.id)


def _missing(entity: Entity, json: CreateJson) -> list[str]:
    """Required fields that the new record would not have.

    A boolean is never absent (A15); what is copied along a link is there when the link is set.
    """
    return [
        field.id
        for field in entity.fields.values()
        if field.required
        and field.stored
        and not field.derived
        and field.default is None
        and field.kind not in (FieldKind.BOOLEAN, FieldKind.SERIAL)
        and field.id not in json.values
        and (field.copy_from is None or field.copy_from.split(".")[0] not in json.values)
    ]


def _check_link(json: CreateJson, scope: Scope, at: str) -> None:
    here = scope.record(at + "/link") if json.link is not None else None
    if json.link is None or here is None:
        return
    field = field_of(here, json.link, scope.around)
    if field is None or field.common:
        known = fields_of(here, scope.around)
        scope.findings.unknown(problems.UNKNOWN_FIELD, at + "/link", json.link, known, entity=here)
    elif field.derived or field.type.kind is not Kind.LINK or json.create not in field.type.to:
        scope.findings.report(problems.LINK_ELSEWHERE, at + "/link", name=json.link, entity=json.create)


def _check_lines(json: CreateJson, entity: Entity, scope: Scope, at: str) -> None:
    if json.lines is None:
        if entity.part_of is not None:
            scope.findings.report(problems.LINE_WITHOUT_LIST, at, entity=json.create)
    elif scope.record(at + "/in") is not None and entity.part_of != (scope.entity, json.lines):
        scope.findings.report(problems.LINES_OF_OTHER, at + "/in", name=json.lines, entity=json.create)
