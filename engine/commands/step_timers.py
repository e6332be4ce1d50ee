"""The deadlines of the steps of an approval: begun when a step opens, ended with it."""

from datetime import datetime

from engine.approvals.approval import Step
from engine.commands.sitting import Sitting
from engine.commands.timing import Running, start
from engine.facts.due import clock_of
from engine.facts.rounds import ROUND
from engine.timers.due import due_at
from engine.values.record import TimerCancel
from engine.workflows.workflow import Timed


def begin_deadlines(sitting: Sitting, step: Step) -> None:
    """Start the timers of a step that opens now."""
    if not step.deadlines:
        return
    facts, starts = sitting.facts(), list[tuple[datetime, Running]]()
    for one in deadlines_of(sitting, step.id).values():
        spec = one.timed.spec
        due = due_at(spec, facts, clock_of(spec, facts), one.entry, one.timed.place)
        if due is not None:
            starts.append((due, one))
    start(sitting.work, (ROUND, sitting.round.id), starts, str(facts.zone))


def end_deadlines(sitting: Sitting, step: str) -> None:
    """A step that is decided waits for no moment any more."""
    names = tuple(deadlines_of(sitting, step))
    if names:
        sitting.work.timers.append(TimerCancel(ROUND, sitting.round.id, names))


def deadlines_of(sitting: Sitting, id: str) -> dict[str, Running]:
    """Everything timed about an open step, by the name of its timer: ``<step>.<deadline>``, in order."""
    step, state = sitting.approval.step(id), sitting.round.state_of(id)
    if step is None or state is None:
        return {}
    found: dict[str, Running] = {}
    for one in sorted(step.deadlines, key=lambda one: (one.order, one.id)):
        for place in range(len(one.timer.spans)):
            name = f"{id}.{one.id}" + (f".{place + 1}" if place else "")
            found[name] = Running(Timed(name, one.timer, one.order, ROUND, place, deadline=one), state.at)
    return found
