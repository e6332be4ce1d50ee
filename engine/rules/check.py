"""Rule and invariant files become rules and invariants of a release: checked and compiled in one go."""

from collections.abc import Iterable

from engine.conditions.names import Names
from engine.conditions.types import DATETIME
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.check import check_effects
from engine.effects.check_events import check_events, input_of
from engine.effects.check_every import check_every
from engine.effects.findings import Findings
from engine.effects.model import EveryJson
from engine.effects.surroundings import Surroundings
from engine.rules import problems
from engine.rules.model import InvariantFile, RuleFile
from engine.rules.rule import Invariant, Rule, RuleBook


def check(file_id: str, file: RuleFile, around: Surroundings) -> tuple[Rule | None, list[Diagnostic]]:
    """The rule, or None with the errors that forbid it. ``file_id`` is the stem of the file."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    if not file.then:
        findings.report(problems.NOTHING_HAPPENS, "/then")
    if isinstance(file.when, EveryJson):
        return _every(file_id, file, file.when, around, findings)
    several = isinstance(file.when, tuple)
    events = file.when if isinstance(file.when, tuple) else (file.when,)
    if any(isinstance(event, EveryJson) for event in events):
        findings.report(problems.EVERY_ALONE, "/when")
    when = check_events(events, around, findings, "/when", several=several)
    entities = sorted({event.entity for event in when})
    if len(entities) > 1:
        findings.report(problems.SEVERAL_ENTITIES, "/when", names=", ".join(name or "-" for name in entities))
    if len(entities) != 1:
        return None, findings.diagnostics
    about = entities[0] or None
    names = Names(around.catalogue, about, input=input_of(when, around), before=about is not None)
    condition = None if file.condition is None else findings.guard(file.condition, names, "/if")
    then = check_effects(file.then, names, around, findings, "/then")
    rule = Rule(file_id, file.label, file.order, entities[0], when, then, condition)
    return None if findings.broken else rule, findings.diagnostics


def _every(
    file_id: str, file: RuleFile, every: EveryJson, around: Surroundings, findings: Findings
) -> tuple[Rule | None, list[Diagnostic]]:
    """A rule that comes again and again: about no record, caused by nobody."""
    spec = check_every(every, around, findings, "/when")
    names = Names(around.catalogue, None, actor=False, event={"due_at": DATETIME})
    condition = None if file.condition is None else findings.guard(file.condition, names, "/if")
    then = check_effects(file.then, names, around, findings, "/then", walks=True)
    rule = Rule(file_id, file.label, file.order, "", (), then, condition, spec)
    return None if findings.broken else rule, findings.diagnostics


def check_invariant(
    file_id: str, file: InvariantFile, around: Surroundings
) -> tuple[Invariant | None, list[Diagnostic]]:
    """The invariant, or None with the errors that forbid it. ``file_id`` is the stem of the file."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    if not findings.known(problems.UNKNOWN_ENTITY, "/entity", file.entity, around.entities):
        return None, findings.diagnostics
    entity = around.entities[file.entity]
    known = (*entity.fields, *entity.common)
    for place, name in enumerate(file.fields):
        at = pointer("fields", place)
        findings.known(problems.UNKNOWN_FIELD, at, name, known, entity=file.entity)
    moves = around.moves.get(file.entity)
    refs = tuple(f"{file.entity}.{name}" for name in moves.transitions) if moves else ()
    for place, ref in enumerate(file.at):
        findings.known(problems.TRANSITION_OF_OTHER, pointer("at", place), ref, refs, entity=file.entity)
    if not file.fields and not file.at:
        findings.report(problems.NEVER_JUDGED, "")
    names = Names(around.catalogue, file.entity, before=True)
    condition = None if file.condition is None else findings.guard(file.condition, names, "/if")
    holds = findings.guard(file.holds, names, "/holds")
    if findings.broken or holds is None:
        return None, findings.diagnostics
    return (
        Invariant(file_id, file.label, file.entity, holds, file.fields, file.at, condition, file.if_broken),
        findings.diagnostics,
    )


def rulebook(rules: Iterable[Rule]) -> RuleBook:
    """All rules, found by the event they listen to, each list by order, then id (A7)."""
    ordered = sorted(rules, key=lambda rule: (rule.order, rule.id))
    by_event: dict[str, tuple[Rule, ...]] = {}
    for rule in ordered:
        for key in sorted({event.key for event in rule.when}):
            by_event[key] = (*by_event.get(key, ()), rule)
    timed = tuple(rule for rule in ordered if rule.every is not None)
    return RuleBook(by_event, {rule.id: rule for rule in ordered}, timed)
