"""Effects on other records than the one at hand: the rows of a set, all records of an entity, one that is found (E12)."""

from collections.abc import Callable, Sequence

from engine.conditions.compiled import Computed
from engine.diagnostics.pointer import pointer
from engine.effects import problems
from engine.effects.effect import Each, EachRecord, Effect, Find
from engine.effects.model import EachJson, EffectJson, FindJson
from engine.effects.paths import field_of, fields_of
from engine.effects.scope import Scope
from engine.effects.surroundings import Surroundings

Then = Callable[[Sequence[EffectJson], Scope, str], tuple[Effect, ...]]


def check_rows(
    json: EachJson | FindJson, scope: Scope, at: str, then: Then
) -> Each | EachRecord | Find | None:
    """The effect, or None when what is wrong with it is reported; ``then`` checks what happens to each record."""
    if isinstance(json, FindJson):
        return _find(json, scope, at, then)
    whole = scope.entity is None and "." not in json.each
    return _each_record(json, scope, at, then) if whole else _each(json, scope, at, then)


def _each(json: EachJson, scope: Scope, at: str, then: Then) -> Each | None:
    if scope.inside:
        scope.findings.report(problems.NESTED_EACH, at + "/each")
        return None
    rows = rows_of(json.each, scope, at + "/each")
    if rows is None:
        return None
    entity, link, prefix = rows
    row = scope.row(entity)
    where = None if json.where is None else scope.findings.guard(json.where, row.names, at + "/where")
    effects = then(json.then, row, at + "/then")
    return Each(entity, link, where, effects, prefix, json.if_refused == "skip")


def _each_record(json: EachJson, scope: Scope, at: str, then: Then) -> EachRecord | None:
    """All records of an entity: only where each of them can have a command of its own."""
    entities = scope.around.entities
    if not scope.findings.known(problems.UNKNOWN_ENTITY, at + "/each", json.each, entities):
        return None
    if not scope.walks:
        scope.findings.report(problems.EACH_UNBOUNDED, at + "/each", entity=json.each)
        return None
    row = scope.row(json.each)
    where = None if json.where is None else scope.findings.guard(json.where, row.names, at + "/where")
    return EachRecord(json.each, where, then(json.then, row, at + "/then"), json.if_refused == "skip")


def _find(json: FindJson, scope: Scope, at: str, then: Then) -> Find | None:
    findings, around = scope.findings, scope.around
    if scope.inside:
        findings.report(problems.NESTED_FIND, at + "/find")
        return None
    if not findings.known(problems.UNKNOWN_ENTITY, at + "/find", json.find, around.entities):
        return None
    if not json.match:
        findings.report(problems.FINDS_ANY, at + "/match")
    match: dict[str, Computed] = {}
    for name, value in json.match.items():
        place = at + pointer("match", name)
        field = field_of(json.find, name, around)
        if field is None:
            findings.unknown(
                problems.UNKNOWN_FIELD, place, name, fields_of(json.find, around), entity=json.find
            )
        elif not field.stored:
            findings.report(problems.NOT_STORED, place, name=name)
        elif (computed := findings.computed(value, scope.names, place, field.type)) is not None:
            match[name] = computed
    row = scope.row(json.find, inside=scope.entity is not None)
    where = None if json.where is None else findings.guard(json.where, row.names, at + "/where")
    effects = then(json.then, row, at + "/then")
    return Find(json.find, match, where, effects, then(json.otherwise, scope, at + "/else"))


def rows_of(name: str, scope: Scope, at: str) -> tuple[str, str, str] | None:
    """The entity of the rows, the link by which they belong to the record, and what precedes the id in it."""
    here = scope.record(at)
    if here is None:
        return None
    if "." not in name:
        known = scope.around.catalogue.lines.get(here, {})
        if name not in known:
            scope.findings.unknown(problems.UNKNOWN_SET, at, name, known)
            return None
        return known[name].entity, known[name].link, ""
    entity, link = name.split(".", 1)
    field = field_of(entity, link, scope.around)
    if field is None:
        scope.findings.unknown(problems.UNKNOWN_SET, at, name, _sets(here, scope.around))
    elif here not in field.type.to:
        scope.findings.report(problems.SET_ELSEWHERE, at, name=name, entity=here)
    else:
        return entity, link, f"{here}/" if len(field.type.to) > 1 else ""
    return None


def _sets(entity: str, around: Surroundings) -> list[str]:
    return [
        f"{other.id}.{field.id}"
        for other in around.entities.values()
        for field in (*other.fields.values(), *other.common.values())
        if entity in field.type.to
    ]
