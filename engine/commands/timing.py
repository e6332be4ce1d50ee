"""Timers of the records a command touched: those of a left state end, those of the present state start or move."""

from datetime import datetime

from engine.commands.context import Context
from engine.commands.work import Work
from engine.facts.gather import Facts, about
from engine.timers.due import due_at, is_late
from engine.values.record import Record, TimerCancel, TimerStart
from engine.workflows.workflow import Transition


def set_timers(work: Work) -> None:
    """Leave the starts and ends of timers in the work, one look per touched record (A24, A25)."""
    for (entity, id), base in work.bases.items():
        record = work.overlay[entity, id]
        workflow = work.scene.release.workflows.get(entity)
        if workflow is None or record is None or record.state is None:
            continue
        timed = [one for one in workflow.by_state.get(record.state, ()) if one.timer is not None]
        moved = base is None or any(
            base.values.get(name) != record.values.get(name) for name in ("state", "entered_at")
        )
        if moved and base is not None and _may_have_timers(work, entity):
            work.timers.append(TimerCancel(entity, id))
        for transition in timed:
            _set_timer(work, record, base, transition, moved=moved)


def _may_have_timers(work: Work, entity: str) -> bool:
    """Whether this release or one that records in flight still run on ever started a timer of such a record."""
    releases = (work.scene.release, *work.scene.releases.values())
    return any(entity in one.workflows and one.workflows[entity].timed for one in releases)


def _set_timer(
    work: Work, record: Record, base: Record | None, transition: Transition, *, moved: bool
) -> None:
    moment = _due(work, record, transition)
    if not moved and base is not None:
        if moment == _due(work, base, transition):
            return
        work.timers.append(TimerCancel(record.entity, record.id, (transition.id,)))
    entered = record.values.get("entered_at")
    if moment is None or transition.timer is None or not isinstance(entered, datetime):
        return
    if transition.timer.if_late == "skip" and is_late(moment, work.scene.now):
        return
    work.timers.append(
        TimerStart(
            id=work.ids.next(),
            entity=record.entity,
            record=record.id,
            name=transition.id,
            due_at=moment,
            entry=entered,
            zone=str(Context(record.entity, record.id, "").facts(work).zone),
            if_late=transition.timer.if_late,
        )
    )


def _due(work: Work, record: Record, transition: Transition) -> datetime | None:
    if transition.timer is None:
        return None
    facts = Facts(work.scene, work, about(record))
    return due_at(transition.timer, facts, facts.zone)
