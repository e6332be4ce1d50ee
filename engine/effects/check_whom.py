"""Whom in a file becomes whom in a release (E4)."""

import re
from collections.abc import Mapping, Sequence

from engine.conditions.compiled import Computed
from engine.conditions.names import Names
from engine.conditions.tree import Choose, Literal, Path, ValueNode
from engine.conditions.types import CENTRE, PERSON, Kind
from engine.diagnostics.pointer import pointer
from engine.effects import problems
from engine.effects.findings import Findings
from engine.effects.paths import field_at
from engine.effects.surroundings import Surroundings
from engine.effects.whom import ByAddress, ByDeciders, ByDuty, ByField, ByRoles, ByTeam, Whom
from engine.records.entity import FieldKind
from engine.values.plain import Json

_LATER = ("role", "from")
_DECIDERS = re.compile(r"step\.deciders(\.[a-z_][a-z0-9_.]*)?")
_ADDRESSES = (FieldKind.PHONE, FieldKind.EMAIL)


def check_whom(
    json: Json, names: Names, around: Surroundings, findings: Findings, at: str, *, outside: bool = False
) -> Whom:
    """Who is meant, as far as it could be read; what could not is reported.

    ``outside``: whether somebody outside may be meant by a phone number or mail address (messages only).
    """
    parts = json if isinstance(json, Sequence) and not isinstance(json, str) else [json]
    places = [at + pointer(i) for i in range(len(parts))] if parts is json else [at]
    if not parts:
        findings.report(problems.NOT_WHOM, at)
    read = [
        _one(part, names, around, findings, place, outside=outside)
        for part, place in zip(parts, places, strict=True)
    ]
    return tuple(one for one in read if one is not None)


def _one(
    json: Json, names: Names, around: Surroundings, findings: Findings, at: str, *, outside: bool
) -> ByField | ByDuty | ByTeam | ByAddress | ByDeciders | ByRoles | None:
    if not isinstance(json, Mapping) or not json:
        findings.report(problems.NOT_WHOM, at)
        return None
    later = next((key for key in _LATER if key in json), None)
    if later is not None:
        findings.report(problems.NOT_YET, at + pointer(later), name=later)
        return None
    if "duty" in json:
        return _duty(json, names, around, findings, at)
    if "team" in json and isinstance(team := json["team"], str) and len(json) == 1:
        return ByTeam(team)
    if "parameter" in json:
        return _roles(json, names, findings, at)
    if len(json) == 1 and ("decision" in json or "choose" in json):
        found = findings.computed(json, names, at, PERSON)
        return None if found is None else ByField(found)
    if "field" in json and len(json) == 1:
        if names.step and isinstance(path := json["field"], str) and _DECIDERS.fullmatch(path):
            return _deciders(path, names, findings, at)
        return _field(json, names, around, findings, at, outside=outside)
    findings.report(problems.NOT_WHOM, at)
    return None


def _duty(
    json: Mapping[str, Json], names: Names, around: Surroundings, findings: Findings, at: str
) -> ByDuty | None:
    duty = json["duty"]
    if isinstance(duty, Mapping) and not set(json) - {"duty", "at"}:
        return _chosen(json, names, around, findings, at)
    if not isinstance(duty, str) or set(json) - {"duty", "at"}:
        findings.report(problems.NOT_WHOM, at)
        return None
    centre = _centre(json, names, findings, at)
    known = findings.known(problems.UNKNOWN_DUTY, at + "/duty", duty, around.duties)
    return ByDuty(duty, centre) if known else None


def _roles(json: Mapping[str, Json], names: Names, findings: Findings, at: str) -> ByRoles | None:
    found = findings.computed(json, names, at)
    if found is None:
        return None
    if found.node.type.kind is not Kind.ENUMS:  # of parameters only those of the type roles are
        findings.report(problems.NOT_ROLES, at + "/parameter", name=str(json["parameter"]))
        return None
    return ByRoles(found)


def _centre(json: Mapping[str, Json], names: Names, findings: Findings, at: str) -> Computed | None:
    return findings.computed(json["at"], names, at + "/at", CENTRE) if "at" in json else None


def _chosen(
    json: Mapping[str, Json], names: Names, around: Surroundings, findings: Findings, at: str
) -> ByDuty | None:
    """A duty that a decision table or a choice names."""
    found = findings.computed(json["duty"], names, at + "/duty")
    if found is None:
        return None
    options = possible(found.node)
    if not options or not options <= around.duties:
        findings.report(problems.NOT_A_DUTY, at + "/duty")
        return None
    return ByDuty("", _centre(json, names, findings, at), found)


def possible(node: ValueNode) -> frozenset[str]:
    """Every word that a value may turn out to be; none when that cannot be told beforehand."""
    match node:
        case Literal():
            return frozenset({str(node.value)})
        case Choose():
            found = [possible(value) for _, value in node.branches]
            return frozenset[str]().union(*found) if all(found) else frozenset()
        case _:
            return frozenset(node.type.options)


def _deciders(path: str, names: Names, findings: Findings, at: str) -> ByDeciders | None:
    """``step.deciders``, or a path of persons behind it."""
    rest = path.removeprefix("step.deciders").removeprefix(".")
    if rest:
        person = findings.computed({"field": rest}, Names(names.catalogue, "person"), at)
        if person is None:
            return None
        if person.node.type != PERSON:
            findings.report(problems.NOT_A_PERSON, at + "/field", name=path)
            return None
    return ByDeciders(path)


def _field(
    json: Mapping[str, Json],
    names: Names,
    around: Surroundings,
    findings: Findings,
    at: str,
    *,
    outside: bool,
) -> ByField | ByAddress | None:
    found = findings.computed(json, names, at)
    path = json["field"]
    if found is None or not isinstance(path, str):
        return None
    if found.node.type.kind is Kind.LINK and found.node.type.to == ("person",):
        return ByField(found)
    field = field_at(path, names, around) if isinstance(found.node, Path) else None
    if outside and field is not None and field.kind in _ADDRESSES:
        return ByAddress(found, path)
    findings.report(problems.NOT_A_PERSON, at + "/field", name=path)
    return None
