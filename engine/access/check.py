"""Role and duty files become the access part of a release: checked and compiled in one go."""

from collections.abc import Iterable, Mapping, Sequence

from engine.access import problems
from engine.access.check_fields import check_reveal, check_rights
from engine.access.duty import Duty, Role, Rulebook, Scope
from engine.access.model import DutyFile, RoleFile
from engine.conditions.compiled import Guard
from engine.conditions.names import Names
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.values.plain import Json


def check_role(file_id: str, file: RoleFile, around: Surroundings) -> tuple[Role | None, list[Diagnostic]]:
    """The role, with what is missing in its label. ``file_id`` is the stem of the file."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    return Role(file_id, file.label, file.order), findings.diagnostics


def check(file_id: str, file: DutyFile, around: Surroundings) -> tuple[Duty | None, list[Diagnostic]]:
    """The duty, or None with the errors that forbid it. ``file_id`` is the stem of the file."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    for key in ("deadline", "evidence"):
        if getattr(file, key) is not None:
            findings.report(problems.NOT_YET, pointer(key), name=key)
    held_by = _held_by(file.held_by, around, findings)
    allows = file.allows
    _check_entities(allows.create, around, findings, "/allows/create")
    _check_entities(allows.export, around, findings, "/allows/export")
    _check_transitions(allows.transitions, around, findings)
    fields = check_rights(allows.fields, around, findings, "/allows/fields")
    reveal = check_reveal(allows.reveal, around, findings, "/allows/reveal")
    if not (allows.create or allows.transitions or allows.fields or allows.reveal or allows.export):
        findings.report(problems.ALLOWS_NOTHING, "/allows")
    reaches = frozenset(fields) | {ref.split(".", 1)[0] for ref in allows.transitions}
    scope = _scope(file.scope, sorted(reaches & around.entities.keys()), around, findings)
    if findings.broken or scope is None:
        return None, findings.diagnostics
    duty = Duty(
        id=file_id,
        label=file.label,
        held_by=held_by,
        scope=scope,
        create=frozenset(allows.create),
        transitions=frozenset(allows.transitions),
        fields=fields,
        reveal=reveal,
        export=frozenset(allows.export),
        reaches=reaches,
        source=file.source or {},
    )
    return duty, findings.diagnostics


def rulebook(roles: Iterable[Role], duties: Iterable[Duty]) -> Rulebook:
    """The access part of a release: duties by what they reach and by what they let people make, in order of id."""
    ordered = sorted(duties, key=lambda duty: duty.id)
    return Rulebook(
        roles={role.id: role for role in sorted(roles, key=lambda role: (role.order, role.id))},
        duties={duty.id: duty for duty in ordered},
        reaching=_by_entity((entity, duty) for duty in ordered for entity in duty.reaches),
        creating=_by_entity((entity, duty) for duty in ordered for entity in duty.create),
    )


def _by_entity(pairs: Iterable[tuple[str, Duty]]) -> Mapping[str, tuple[Duty, ...]]:
    found: dict[str, tuple[Duty, ...]] = {}
    for entity, duty in pairs:
        found[entity] = (*found.get(entity, ()), duty)
    return found


def _held_by(json: Json, around: Surroundings, findings: Findings) -> frozenset[str]:
    at = "/held_by"
    if not isinstance(json, Sequence) or isinstance(json, str):
        findings.report(problems.NOT_ROLES, at)
        return frozenset()
    if not json:
        findings.report(problems.NOT_HELD, at)
    roles: set[str] = set()
    for place, role in enumerate(json):
        where = at + pointer(place)
        if isinstance(role, Mapping):
            findings.report(problems.NOT_YET, where, name=f"held_by {min(role, default='')}".strip())
        elif not isinstance(role, str):
            findings.report(problems.NOT_ROLES, where)
        elif findings.known(problems.UNKNOWN_ROLE, where, role, sorted(around.roles)):
            roles.add(role)
    return frozenset(roles)


def _check_entities(names: Sequence[str], around: Surroundings, findings: Findings, at: str) -> None:
    for place, name in enumerate(names):
        findings.known(problems.UNKNOWN_ENTITY, at + pointer(place), name, around.entities)


def _check_transitions(refs: Sequence[str], around: Surroundings, findings: Findings) -> None:
    known = [f"{entity}.{name}" for entity, moves in around.moves.items() for name in moves.transitions]
    for place, ref in enumerate(refs):
        findings.known(problems.UNKNOWN_TRANSITION, pointer("allows", "transitions", place), ref, known)


def _scope(
    json: Json, reaches: Sequence[str], around: Surroundings, findings: Findings
) -> Scope | Guard | None:
    if isinstance(json, str):
        if not findings.known(problems.UNKNOWN_SCOPE, "/scope", json, [*Scope]):
            return None
        _check_owners(Scope(json), reaches, around, findings)
        return Scope(json)
    if not isinstance(json, Mapping):
        findings.report(problems.UNKNOWN_SCOPE, "/scope", name=str(json))
        return None
    if not reaches:
        findings.report(problems.SCOPE_OF_NOTHING, "/scope")
        return None
    return _condition(json, reaches, around, findings)


def _check_owners(scope: Scope, reaches: Sequence[str], around: Surroundings, findings: Findings) -> None:
    """A row of a list has no owner and no centre; company is the only scope that would reach it by itself."""
    for name in reaches:
        if scope is not Scope.COMPANY and around.entities[name].field("owner") is None:
            findings.report(problems.NO_OWNER, "/scope", name=name, scope=scope.value)


def _condition(json: Json, reaches: Sequence[str], around: Surroundings, findings: Findings) -> Guard | None:
    """The condition, which must mean the same for each entity that the duty reaches."""
    first: Guard | None = None
    for name in reaches:
        found = findings.guard(json, Names(around.catalogue, name), "/scope")
        if found is None:
            return None
        if first is not None and found.tree != first.tree:
            findings.report(problems.SCOPE_DIFFERS, "/scope", name=reaches[0], other=name)
            return None
        first = first or found
    return first
