"""The file of an approval becomes an approval of a release: checked and compiled in one go."""

import re
from collections.abc import Mapping
from dataclasses import replace

from engine.approvals import problems
from engine.approvals.approval import Approval, Mode, Nudge, Outcome, Step
from engine.approvals.check_policy import check_policy
from engine.approvals.model import ApprovalFile, AtLeastFile, NudgeFile, StepFile
from engine.conditions.names import Names
from engine.conditions.types import DATETIME, PERSON, Kind, Type
from engine.diagnostics.pointer import pointer
from engine.diagnostics.problem import Diagnostic
from engine.effects.check import check_effects
from engine.effects.check_timer import check_timer
from engine.effects.check_whom import check_whom
from engine.effects.effect import Deadline
from engine.effects.findings import Findings
from engine.effects.settled import settled_span
from engine.effects.surroundings import Surroundings
from engine.records.entity import Entity, FieldKind

_ID = re.compile(r"[a-z][a-z0-9_]{0,62}")
# What may be read behind ``step.``: who asked, and those who are waited for.
STEP_NAMES: Mapping[str, Type] = {"requester": PERSON, "deciders": Type(Kind.LINK, to=("person",), many=True)}
_ENDS = {"approve": Outcome.APPROVED, "reject": Outcome.REJECTED}


def check(file_id: str, file: ApprovalFile, around: Surroundings) -> tuple[Approval | None, list[Diagnostic]]:
    """The approval, or None with the errors that forbid it. ``file_id`` is the stem of the file."""
    findings = Findings(around.locales)
    findings.label(file.label, "/label")
    if not findings.known(problems.UNKNOWN_ENTITY, "/entity", file.entity, around.entities):
        return None, findings.diagnostics
    entity = around.entities[file.entity]
    if entity.part_of is not None:
        findings.report(problems.LINE_ENTITY, "/entity", name=file.entity)
    if not file.steps:
        findings.report(problems.NO_STEPS, "/steps")
    lists = _covered(file, entity, findings)
    names = Names(around.catalogue, file.entity, step=STEP_NAMES)
    steps = [_step(id, said, file, names, around, findings) for id, said in file.steps.items()]
    steps.sort(key=lambda step: (step.order, step.id))
    if not findings.broken:
        check_policy(file.policy, steps, around, findings)
    if findings.broken:
        return None, findings.diagnostics
    approval = Approval(
        file_id,
        file.label,
        file.entity,
        tuple(steps),
        tuple(name for name in file.covers if name not in lists),
        lists,
        file.while_pending == "restarts",
        file.withdraw.until if file.withdraw else None,
        _nudge(file.nudge, file.entity, around, findings),
        file.policy.author_never,
        file.policy.distinct_deciders,
    )
    if file.copied is not None and _message(file.copied.send, "/copy/send", file.entity, around, findings):
        approval = replace(approval, copied_by=file.copied.send)
    return (None if findings.broken else approval), findings.diagnostics


def _covered(file: ApprovalFile, entity: Entity, findings: Findings) -> dict[str, str]:
    """The covered lists with the entities of their rows; what cannot be covered is reported."""
    lists: dict[str, str] = {}
    for place, name in enumerate(file.covers):
        at = pointer("covers", place)
        if not findings.known(problems.UNKNOWN_FIELD, at, name, entity.fields, entity=file.entity):
            continue
        field = entity.fields[name]
        if field.kind is FieldKind.LINES and field.lines:
            lists[name] = field.lines
        elif field.derived or not field.stored:
            findings.report(problems.NOT_COVERABLE, at, name=name)
    return lists


def _step(
    id: str, said: StepFile, file: ApprovalFile, names: Names, around: Surroundings, findings: Findings
) -> Step:
    at = pointer("steps", id)
    findings.label(said.label, at + "/label") if said.label else None
    if not _ID.fullmatch(id):
        findings.report(problems.BAD_ID, at, name=id)
    if said.otherwise is not None and said.condition is None:
        findings.report(problems.OTHERWISE_UNUSED, at + "/else")
    each = _each(said, file.entity, around, findings, at)
    row = names if each is None else Names(names.catalogue, each, outer=file.entity, step=STEP_NAMES)
    by = check_whom(said.by, row, around, findings, at + "/by")
    return Step(
        id,
        said.label or {"en": id, "zh-CN": id},
        said.order,
        by,
        Mode.AT_LEAST if isinstance(said.decide, AtLeastFile) else Mode(said.decide),
        said.decide.at_least if isinstance(said.decide, AtLeastFile) else 1,
        None if said.condition is None else findings.guard(said.condition, names, at + "/if"),
        None if said.otherwise is None else _ENDS[said.otherwise],
        each,
        frozenset(said.may),
        _may_write(said, file, around.entities[file.entity], findings, at),
        check_effects(said.on_open, names, around, findings, at + "/on_open"),
        _deadlines(said, names, around, findings, at + "/deadlines"),
    )


def _each(said: StepFile, entity: str, around: Surroundings, findings: Findings, at: str) -> str | None:
    if said.each is None:
        return None
    lists = around.catalogue.lines.get(entity, {})
    known = findings.known(problems.UNKNOWN_LIST, at + "/each", said.each, lists, entity=entity)
    return lists[said.each].entity if known else None


def _may_write(
    said: StepFile, file: ApprovalFile, entity: Entity, findings: Findings, at: str
) -> tuple[str, ...]:
    for place, name in enumerate(said.may_write):
        where = at + pointer("may_write", place)
        if not findings.known(problems.UNKNOWN_FIELD, where, name, entity.fields, entity=file.entity):
            continue
        field = entity.fields[name]
        if field.derived or not field.stored or field.kind in (FieldKind.LINES, FieldKind.SERIAL):
            findings.report(problems.NOT_WRITABLE, where, name=name)
        elif file.while_pending == "restarts" and name in file.covers:
            findings.report(problems.WRITE_RESTARTS, where, name=name)
    return said.may_write


def _deadlines(
    said: StepFile, names: Names, around: Surroundings, findings: Findings, at: str
) -> tuple[Deadline, ...]:
    plain = Names(names.catalogue, names.entity)
    scope = Names(names.catalogue, names.entity, event={"due_at": DATETIME}, step=STEP_NAMES)
    found: list[Deadline] = []
    for id, json in said.deadlines.items():
        where = at + pointer(id)
        findings.label(json.label, where + "/label") if json.label else None
        if not _ID.fullmatch(id):
            findings.report(problems.BAD_ID, where, name=id)
        if not json.then:
            findings.report(problems.NOTHING_HAPPENS, where + "/then")
        timer = check_timer(json, plain, around, findings, where)
        then = check_effects(json.then, scope, around, findings, where + "/then")
        if timer is not None:
            found.append(Deadline(id, timer, then, json.order, json.label))
    return tuple(found)


def _nudge(said: NudgeFile | None, entity: str, around: Surroundings, findings: Findings) -> Nudge | None:
    if said is None:
        return None
    names = Names(around.catalogue, entity)
    every = settled_span(said.every, names, findings, "/nudge/every", problems.NOT_A_DURATION)
    _message(said.send, "/nudge/send", entity, around, findings)
    return None if every is None else Nudge(said.send, every)


def _message(name: str, at: str, entity: str, around: Surroundings, findings: Findings) -> bool:
    """Whether there is such a message, about records of this entity."""
    if not findings.known(problems.UNKNOWN_MESSAGE, at, name, around.messages):
        return False
    about = around.messages[name]
    if about != entity:
        findings.report(problems.MESSAGE_ABOUT_OTHER, at, name=name, wanted=about, found=entity)
    return about == entity
