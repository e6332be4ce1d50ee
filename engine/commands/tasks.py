"""Tasks begin and end with what happens to records (C8): both are noted while effects run, and settled at the end.

A task is a row of the engine's own, with a version: two who take it at one moment are told apart, and one that is ended
twice ends once.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from engine.commands.timing import Running, start
from engine.commands.work import Work
from engine.effects.effect import Task
from engine.effects.task_book import DUE, TASK
from engine.effects.timing import TimerSpec
from engine.facts.due import clock_of
from engine.facts.gather import Facts, Subject
from engine.records.entity import FieldKind
from engine.timers.due import due_at
from engine.values.plain import Value
from engine.values.record import Record, TaskEnd, TaskStart, TimerCancel
from engine.workflows.workflow import Timed, Transition


def end_tasks(work: Work, record: Record, transition: Transition) -> None:
    """Note that a transition was taken which some tasks wait for: of the record itself, and of those it points to."""
    if transition.ref not in work.scene.release.tasks.ending:
        return
    work.tasks.append(TaskEnd(record.entity, record.id, work.scene.now, transition.ref))
    for field in work.scene.release.entities[record.entity].fields.values():
        value = record.values.get(field.id)
        if field.kind is FieldKind.LINK and isinstance(value, str):
            entity, id = (field.to[0], value) if len(field.to) == 1 else tuple(value.split("/", 1))
            work.tasks.append(TaskEnd(entity, id, work.scene.now, transition.ref))


def drop_tasks(work: Work, record: Record) -> None:
    """Nothing is left to be done about a record that has reached a final state (A51)."""
    if work.scene.release.tasks.any:
        work.tasks.append(TaskEnd(record.entity, record.id, work.scene.now, outcome="dropped"))


def settle_tasks(work: Work) -> None:
    """Write the tasks that were begun and ended, in the order in which it happened, and move those whose due moment moved."""
    noted, work.tasks = work.tasks, []
    for one in noted:
        if isinstance(one, TaskStart):
            _open(work, one)
        else:
            _end(work, one)
    moving = work.scene.release.tasks.moving
    for (entity, id), base in work.bases.items() if moving else ():
        record = work.overlay[entity, id]
        if base is not None and record is not None and _differ(base, record, moving.get(entity, frozenset())):
            for row in open_tasks(work, entity, id):
                _move(work, row, base, record)


def open_tasks(work: Work, entity: str, record: str) -> Iterator[Record]:
    """The rows of the open tasks about a record."""
    rows = work.find(TASK, {"record": record, "state": "open"})
    return (row for row in rows if row.values.get("entity") == entity)


def end_task(work: Work, row: Record, outcome: str) -> None:
    """The task is ``done`` or ``dropped``, and waits for nothing any more."""
    ended = {"state": outcome, "ended_at": work.scene.now, "ended_by": work.scene.actor.person}
    work.keep(TASK, row.id, {**row.values, **ended})
    work.timers.append(TimerCancel(TASK, row.id))


def waiting(row: Record, timing: Task) -> dict[str, Running]:
    """Every deadline of an open task by the name of its timer, in order."""
    created = row.values["at"]
    found = {
        f"{one.id}.{place + 1}" if place else one.id: Timed(
            f"{one.id}.{place + 1}" if place else one.id, one.timer, one.order, TASK, place, deadline=one
        )
        for one in sorted(timing.deadlines, key=lambda one: (one.order, one.id))
        for place in range(len(one.timer.spans))
    }
    return {name: Running(timed, created) for name, timed in found.items() if isinstance(created, datetime)}


def timing_of(work: Work, row: Record) -> Task | None:
    """The due moment and deadlines of a task: of the release in force, else of one before it (A49)."""
    key = str(row.values.get("timing") or "")
    releases = (work.scene.release, *work.scene.releases.values())
    return next((one.tasks.timings[key] for one in releases if key in one.tasks.timings), None)


def task_facts(work: Work, record: Record, due: Value) -> Facts:
    """Facts about the record of a task, with the moment at which the task is due."""
    subject = Subject(record.entity, record.id, record.values, event={DUE.removeprefix("event."): due})
    return Facts(work.scene, work, subject, work.scene.release_of(record))


def _open(work: Work, task: TaskStart) -> None:
    record = work.record(task.entity, task.record)
    values: dict[str, Any] = {
        "entity": task.entity, "record": task.record, "person": task.person, "duty": task.duty, "centre": task.centre,
        "team": task.team, "label": task.label, "done_by": task.done_by, "dropped_by": task.dropped_by, "at": task.at,
        "rule": task.rule, "due_at": task.due_at, "state": "open", "timing": task.timing or None,
        "handed_on": task.handed_on, "taken_at": None, "ended_at": None, "ended_by": None,
    }  # fmt: skip
    row = Record(TASK, task.id, 0, values)
    timing = timing_of(work, row)
    if record is not None and timing is not None:
        due = _due(timing.due, task_facts(work, record, None), task.at) if timing.due else task.due_at
        values["due_at"] = due
        facts = task_facts(work, record, due)
        begun = waiting(row, timing)
        starts = [(at, one) for one in begun.values() if (at := moment_of(one, facts)) is not None]
        start(work, (TASK, task.id), starts, str(facts.zone))
    work.keep(TASK, task.id, values)


def _end(work: Work, end: TaskEnd) -> None:
    for row in list(open_tasks(work, end.entity, end.record)):
        outcome = end.outcome if end.transition is None else _outcome(row, end.transition)
        if outcome is not None:
            end_task(work, row, outcome)


def _outcome(row: Record, transition: str) -> str | None:
    if transition in _refs(row, "done_by"):
        return "done"
    return "dropped" if transition in _refs(row, "dropped_by") else None


def _refs(row: Record, name: str) -> tuple[str, ...]:
    refs = row.values.get(name)
    return refs if isinstance(refs, tuple) else ()


def _differ(base: Record, record: Record, names: frozenset[str]) -> bool:
    return any(base.values.get(name) != record.values.get(name) for name in names)


def _move(work: Work, row: Record, base: Record, record: Record) -> None:
    """What the moments of the task hang on has changed with the record (A24)."""
    timing, created = timing_of(work, row), row.values.get("at")
    if timing is None or not isinstance(created, datetime):
        return
    was = row.values.get("due_at")
    due = _due(timing.due, task_facts(work, record, None), created) if timing.due else was
    if due != was:
        work.keep(TASK, row.id, {**row.values, "due_at": due})
    before, now = task_facts(work, base, was), task_facts(work, record, due)
    starts: list[tuple[datetime, Running]] = []
    for name, one in waiting(row, timing).items():
        at = moment_of(one, now)
        if at == moment_of(one, before):
            continue
        work.timers.append(TimerCancel(TASK, row.id, (name,)))
        if at is not None:
            starts.append((at, one))
    start(work, (TASK, row.id), starts, str(now.zone))


def _due(spec: TimerSpec | None, facts: Facts, created: datetime) -> datetime | None:
    return None if spec is None else due_at(spec, facts, clock_of(spec, facts), created)


def moment_of(one: Running, facts: Facts) -> datetime | None:
    """When a deadline is due, counted from what it says or from when its task was made."""
    spec = one.timed.spec
    return due_at(spec, facts, clock_of(spec, facts), one.entry, one.timed.place)
