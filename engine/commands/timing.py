"""Timers of the records a command touched: those of a left state end, those of the present state start or move."""

from engine.commands.context import Context
from engine.commands.work import Work
from engine.timers.due import due_at
from engine.values.record import Record, TimerCancel, TimerStart
from engine.workflows.workflow import Transition, Workflow
from datetime import datetime
from zoneinfo import ZoneInfo


def set_timers(work: Work) -> None:
    """Leave the starts and ends of timers in the work, one look per touched record (A24, A25)."""
    for (entity, id), base in work.bases.items():
        record = work.overlay[entity, id]
        workflow = work.scene.release.workflows.get(entity)
        if workflow is None or record is None or record.state is None:
            continue
        timed = [one for one in workflow.by_state.get(record.state, ()) if one.timer is not None]
        moved = base is None or base.values.get("entered_at") != record.values.get("entered_at")
        if moved and base is not None:
            work.timers.append(TimerCancel(entity, id))
        for transition in timed:
            _set_timer(work, record, base, transition, moved=moved)


def _set_timer(work: Work, record: Record, base: Record | None, transition: Transition, *, moved: bool) -> None:
    due = _due(work, record, transition)
    if not moved and base is not None:
        if due == _due(work, base, transition):
            return
        work.timers.append(TimerCancel(record.entity, record.id, (transition.id,)))
    entered = record.values.get("entered_at")
    if due is None or transition.timer is None or not isinstance(entered, datetime):
        return
    work.timers.append(
        TimerStart(
            id=work.ids.next(),
            entity=record.entity,
            record=record.id,
            name=transition.id,
            due_at=due,
            entry=entered,
            zone=str(_zone(work, record)),
            if_late=transition.timer.if_late,
        )
    )


def _due(work: Work, record: Record, transition: Transition) -> datetime | None:
    facts = Context(record.entity, record.id, "").facts(work)
    return None if transition.timer is None else due_at(transition.timer, facts, _zone(work, record))


def _zone(work: Work, record: Record) -> ZoneInfo:
    zone = Context(record.entity, record.id, "").facts(work).value("zone")
    if not isinstance(zone, ZoneInfo):
        message = "facts give the zone of every record"
        raise TypeError(message)
    return zone
