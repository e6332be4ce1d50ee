"""The file of a pool becomes a pool of a release. What it takes the workflow, duties and limits to see is checked across."""

from engine.conditions.compiled import Computed
from engine.conditions.names import Names
from engine.conditions.types import DURATION
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.findings import Findings
from engine.effects.surroundings import Surroundings
from engine.pools import problems
from engine.pools.model import PoolFile
from engine.pools.pool import Pool
from engine.values.plain import Json


def check(file_id: str, file: PoolFile, around: Surroundings) -> tuple[Pool | None, list[Diagnostic]]:
    """The pool, or None with the errors that forbid it. ``file_id`` is the stem of the file."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    entity = around.entities.get(file.entity)
    if entity is None:
        findings.known(problems.UNKNOWN_ENTITY, "/entity", file.entity, around.entities)
        return None, findings.diagnostics
    if entity.field("owner") is None:
        findings.report(problems.NO_OWNER, "/entity", entity=file.entity)
    _transition(file.claim.transition, file.entity, around, findings, "/claim/transition")
    if file.managed_by is not None:
        _transition(file.managed_by, file.entity, around, findings, "/managed_by")
    for place, name in enumerate(file.claim.limits):
        findings.known(problems.UNKNOWN_LIMIT, pointer("claim", "limits", place), name, around.limits)
    for place, name in enumerate(file.shows):
        known = {**entity.fields, **entity.common}
        findings.known(problems.UNKNOWN_FIELD, pointer("shows", place), name, known, entity=file.entity)
    waits = _waits(file.claim.former_owner_waits, file.entity, around, findings)
    if findings.broken:
        return None, findings.diagnostics
    claim = file.claim
    pool = Pool(
        file_id, file.label, file.entity, claim.transition, claim.limits, waits, file.managed_by, file.shows
    )
    return pool, findings.diagnostics


def _transition(ref: str, entity: str, around: Surroundings, findings: Findings, at: str) -> None:
    moves = around.moves.get(entity)
    known = [f"{entity}.{name}" for name in moves.transitions] if moves else []
    findings.known(problems.UNKNOWN_TRANSITION, at, ref, known, entity=entity)


def _waits(json: Json, entity: str, around: Surroundings, findings: Findings) -> Computed | None:
    if json is None:
        return None
    names = Names(around.catalogue, entity)
    return findings.computed(json, names, "/claim/former_owner_waits", DURATION)
