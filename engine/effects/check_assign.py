"""The effect that makes somebody the owner: a person who is named, or one out of several (E9)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from engine.conditions.compiled import Computed
from engine.conditions.types import NUMBER, PERSON
from engine.diagnostics.pointer import pointer
from engine.effects import problems
from engine.effects.check_whom import check_whom
from engine.effects.effect import Assign, AssignFrom, By, Effect
from engine.effects.model import AssignFromPart, EffectJson, WeightJson
from engine.effects.paths import field_of
from engine.effects.scope import Scope
from engine.values.plain import Json

Readers = Callable[[Sequence[EffectJson], Scope, str], tuple[Effect, ...]]


def check_assign(
    json: AssignFromPart | Json, scope: Scope, at: str, effects: Readers
) -> Assign | AssignFrom | None:
    """The effect; ``effects`` reads those of ``else``. None when something was reported."""
    if isinstance(json, AssignFromPart):
        return _from(json, scope, at, effects) if owned(scope, at) else None
    if isinstance(json, Mapping) and (later := {"by", "duty", "team"} & json.keys()):
        scope.findings.report(problems.NOT_YET, at, name=f"assign {min(later)}")
        return None
    person = scope.findings.computed(json, scope.names, at, PERSON)
    return Assign(person) if owned(scope, at) and person is not None else None


def owned(scope: Scope, at: str) -> bool:
    """Whether records of the entity have an owner; reported when they have none."""
    entity = scope.record(at)
    if entity is None or field_of(entity, "owner", scope.around) is not None:
        return entity is not None
    scope.findings.report(problems.NO_OWNER, at, entity=entity)
    return False


def _from(json: AssignFromPart, scope: Scope, at: str, effects: Readers) -> AssignFrom | None:
    findings, names, around = scope.findings, scope.names, scope.around
    source = check_whom(json.source, names, around, findings, at + "/from")
    besides = (
        () if json.besides is None else check_whom(json.besides, names, around, findings, at + "/except")
    )
    _within(json, scope, at)
    weight = None
    if isinstance(json.by, WeightJson):
        weight = _weight(json.by, scope, at + "/by/weight")
        if weight is None:
            return None
    by = By.WEIGHT if weight is not None else By(str(json.by))
    otherwise = None if json.otherwise is None else effects(json.otherwise, scope, at + "/else")
    if otherwise is None:
        findings.report(problems.NOBODY_LEFT, at)
    return AssignFrom(source, by, weight, json.within, json.on_duty, besides, otherwise)


def _within(json: AssignFromPart, scope: Scope, at: str) -> None:
    findings, limits = scope.findings, scope.around.held_by_owner
    for place, name in enumerate(json.within):
        where = at + pointer("within", place)
        if findings.known(problems.UNKNOWN_LIMIT, where, name, limits) and scope.entity not in limits[name]:
            findings.report(problems.NOT_HELD_BY_OWNER, where, name=name, entity=scope.entity)
    if json.by == "least_loaded" and not json.within:
        findings.report(problems.LOAD_OF_NOTHING, at + "/by")


def _weight(json: WeightJson, scope: Scope, at: str) -> Computed | None:
    """A number about the person: plain names are the person's, ``record.`` is the record that is assigned."""
    names = replace(scope.names, entity="person", outer=scope.entity)
    return scope.findings.computed(json.weight, names, at, NUMBER)
