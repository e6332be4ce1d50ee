"""Rights on fields: ``*`` spelled out, and each name looked at."""

from collections.abc import Mapping

from engine.access import problems
from engine.access.duty import Right
from engine.access.model import FieldsFile
from engine.diagnostics.pointer import pointer
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.records.entity import Entity, Field, FieldKind
from engine.records.model import Names

_RANK = {right: rank for rank, right in enumerate(Right)}


def check_rights(
    fields: Mapping[str, FieldsFile], around: Surroundings, findings: Findings, at: str
) -> dict[str, dict[str, Right]]:
    """Entity -> field -> right. What does not exist or cannot be granted is reported."""
    found: dict[str, dict[str, Right]] = {}
    for name, json in fields.items():
        if findings.known(problems.UNKNOWN_ENTITY, at + pointer(name), name, around.entities):
            found[name] = _rights(around.entities[name], json, findings, at + pointer(name))
    return found


def check_reveal(
    fields: Mapping[str, Names], around: Surroundings, findings: Findings, at: str
) -> dict[str, frozenset[str]]:
    """Entity -> masked fields that may be shown in full."""
    found: dict[str, frozenset[str]] = {}
    for name, names in fields.items():
        if not findings.known(problems.UNKNOWN_ENTITY, at + pointer(name), name, around.entities):
            continue
        entity = around.entities[name]
        for place, field in enumerate(names):
            _masked(entity, field, findings, at + pointer(name, place))
        found[name] = frozenset(names)
    return found


def _rights(entity: Entity, json: FieldsFile, findings: Findings, at: str) -> dict[str, Right]:
    rights: dict[str, Right] = {}
    named: set[str] = set()
    for right, names in ((Right.MASKED, json.mask), (Right.READ, json.read), (Right.WRITE, json.write)):
        key = "mask" if right is Right.MASKED else right.value
        for place, name in enumerate(names):
            where = at + pointer(key, place)
            granted = (
                _everything(entity, right) if name == "*" else _named(entity, name, right, findings, where)
            )
            if name != "*" and name in named:
                findings.report(problems.TWO_RIGHTS, where, name=name)
            named.add(name)
            for field, given in granted.items():
                rights[field] = max(rights.get(field, Right.HIDDEN), given, key=_RANK.__getitem__)
    return rights


def _everything(entity: Entity, right: Right) -> dict[str, Right]:
    """What ``*`` grants: masked and sensitive fields must be named, and are shown masked when they have a mask."""
    found: dict[str, Right] = {}
    for field in entity.fields.values():
        if field.mask is not None:
            found[field.id] = Right.MASKED
        elif field.sensitivity != "sensitive" and right is not Right.MASKED:
            found[field.id] = Right.READ if _computed(field) else right
    return found


def _named(entity: Entity, name: str, right: Right, findings: Findings, at: str) -> dict[str, Right]:
    if right is Right.MASKED:
        return {name: right} if _masked(entity, name, findings, at) else {}
    if name in entity.clocks:
        if right is Right.WRITE:
            findings.report(problems.DERIVED_WRITE, at, name=name)
        return {field.id: Right.READ for field in entity.fields.values() if field.clock == name}
    known = (*entity.fields, *entity.common)
    if not findings.known(problems.UNKNOWN_FIELD, at, name, known, entity=entity.id):
        return {}
    field = entity.field(name)
    if right is Right.WRITE and field is not None:
        if field.common:
            findings.report(problems.ENGINE_WRITE, at, name=name)
            return {}
        if _computed(field):
            findings.report(problems.DERIVED_WRITE, at, name=name)
            return {}
    return {name: right}


def _masked(entity: Entity, name: str, findings: Findings, at: str) -> bool:
    if not findings.known(problems.UNKNOWN_FIELD, at, name, entity.fields, entity=entity.id):
        return False
    if entity.fields[name].mask is None:
        findings.report(problems.NO_MASK, at, name=name, entity=entity.id)
        return False
    return True


def _computed(field: Field) -> bool:
    return field.derived or field.kind is FieldKind.SERIAL
