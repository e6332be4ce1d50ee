"""Tasks in a file become tasks in a release (C8): who does them, what does them, and when that is due (E6)."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from engine.conditions.names import Names
from engine.conditions.types import DATETIME, PERSON
from engine.diagnostics.pointer import pointer
from engine.effects import problems
from engine.effects.check_events import transition_exists
from engine.effects.check_timer import check_moment, check_timer
from engine.effects.check_whom import check_whom
from engine.effects.effect import Deadline, Effect, HandOn, Task
from engine.effects.model import DeadlineJson, EffectJson, EscalateJson, ReassignJson, TaskPart
from engine.effects.scope import Scope
from engine.effects.surroundings import Surroundings

Then = Callable[[Sequence[EffectJson], Scope, str], tuple[Effect, ...]]
_ID = re.compile(r"[a-z][a-z0-9_]{0,62}")


def check_task(part: TaskPart, scope: Scope, at: str, then: Then) -> Task:
    """The task, as far as it could be read; ``then`` checks the effects of its deadlines."""
    findings, here = scope.findings, scope.record(at) or ""
    findings.label(part.label, at + "/label")
    for key, refs in (("done_by", part.done_by), ("dropped_by", part.dropped_by)):
        for place, ref in enumerate(refs):
            _check_ref(ref, scope, at + pointer(key, place))
    to = check_whom(part.whom, scope.names, scope.around, findings, at + "/for")
    names = _waiting(scope.names, scope.entity)
    due = None
    if part.due is not None:
        due = check_moment(part.due, names, scope.around, findings, at + "/due")
        if due is not None and len(due.spans) > 1:
            findings.report(problems.DUE_ONCE, at + "/due")
    deadlines = _deadlines(part.deadlines, names, scope, at + "/deadlines", then)
    key = _key(part, here) if due is not None or deadlines else ""
    return Task(to, part.label, part.done_by, part.dropped_by, here, due, deadlines, key)


def check_hand_on(given: EscalateJson | ReassignJson, scope: Scope, at: str) -> HandOn | None:
    """Who is to do the task too, or instead; only a deadline of a task may say so."""
    too = isinstance(given, EscalateJson)
    key, whom = ("escalate_to", given.escalate_to) if too else ("reassign", given.reassign)
    if not scope.task and not scope.step:
        scope.findings.report(problems.ONLY_OF_TASK, at + pointer(key), name=key)
        return None
    return HandOn(check_whom(whom, scope.names, scope.around, scope.findings, at + pointer(key)), too)


def _check_ref(ref: str, scope: Scope, at: str) -> None:
    if transition_exists(ref, scope.around, scope.findings, at):
        entity = ref.split(".", 1)[0]
        here = scope.entity
        if here is not None and entity != here and not _points_to(entity, here, scope.around):
            scope.findings.report(problems.DONE_ELSEWHERE, at, name=ref, wanted=entity)


def _points_to(entity: str, target: str, around: Surroundings) -> bool:
    found = around.entities.get(entity)
    return found is not None and any(target in field.type.to for field in found.fields.values())


def _waiting(names: Names, entity: str | None) -> Names:
    """What is known while a task waits: the record as it then is, and nothing of the event that made the task."""
    return replace(
        names, entity=entity, outer=None, input={}, before=False, actor=False, event={}, due=frozenset()
    )


def _deadlines(
    deadlines: Mapping[str, DeadlineJson], names: Names, scope: Scope, at: str, then: Then
) -> tuple[Deadline, ...]:
    findings = scope.findings
    timed = replace(names, event={"task_due_at": DATETIME})
    inner = replace(
        scope,
        names=replace(timed, event={**timed.event, "due_at": DATETIME, "person": PERSON}),
        inside=False,
        task=True,
    )
    found: list[Deadline] = []
    for name, given in deadlines.items():
        where = at + pointer(name)
        findings.label(given.label, where + "/label") if given.label else None
        if _ID.fullmatch(name) is None:
            findings.report(problems.BAD_DEADLINE_ID, where, name=name)
        if not given.then:
            findings.report(problems.NOTHING_THEN, where + "/then")
        timer = check_timer(given, timed, scope.around, findings, where)
        effects = then(given.then, inner, where + "/then")
        if timer is not None:
            found.append(Deadline(name, timer, effects, given.order, given.label))
    return tuple(found)


def _key(part: TaskPart, entity: str) -> str:
    """The same for tasks whose moments and deadlines are written alike, whatever else of them changes."""
    due = None if part.due is None else part.due.model_dump(exclude_unset=True)
    said = [
        entity, due, {name: one.model_dump(exclude_unset=True) for name, one in sorted(part.deadlines.items())}
    ]  # fmt: skip
    return blake2b(json.dumps(said, sort_keys=True, default=str).encode(), digest_size=12).hexdigest()
