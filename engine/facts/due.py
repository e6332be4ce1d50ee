"""When what is timed about a record is due: the clock that counts it, and the moment it counts from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from engine.conditions.flips import next_flip
from engine.effects.look import Look
from engine.effects.timing import TimerSpec
from engine.timers.due import Clock, Elapsed, due_at
from engine.timers.stopwatch import started
from engine.values.plain import Value
from engine.workflows.workflow import Timed, Workflow


class Local(Look, Protocol):
    """Facts that know the place of their record."""

    @property
    def zone(self) -> ZoneInfo:
        """Its time zone."""
        ...

    def calendar(self, name: str | None) -> Clock:
        """The working hours of this name; None: those of its centre, else of the pack."""
        ...


def due_of(timed: Timed, values: Mapping[str, Value], facts: Local) -> datetime | None:
    """The moment (UTC) at which something timed is due, as the record is now; None while it does not run.

    ``values`` and ``facts`` are those of the record.
    """
    if timed.flips:
        return _first_flip(timed, facts)
    return due_at(timed.spec, facts, clock_of(timed.spec, facts), entry_of(timed, values), timed.place)


def due_of_transition(
    workflow: Workflow | None, name: str, values: Mapping[str, Value], facts: Local
) -> datetime | None:
    """What ``due.<transition>`` means; absent in a state in which the transition waits for nothing."""
    found = next((one for one in timed_now(workflow, values) if one.name == name and one.transition), None)
    return None if found is None else due_of(found, values, facts)


def timed_now(workflow: Workflow | None, values: Mapping[str, Value]) -> tuple[Timed, ...]:
    """Everything that has a moment where a record stands: in its state, then in those of its tracks that may move."""
    if workflow is None:
        return ()
    if not workflow.tracks:
        return workflow.timed.get(str(values.get("state")), ())
    return tuple(one for machine, state in workflow.standing(values) for one in machine.timed.get(state, ()))


def clock_of(timer: TimerSpec, facts: Local) -> Clock:
    """Elapsed time in the zone of the record; working time on the timer's calendar, else the centre's, else the pack's (A23)."""
    return facts.calendar(timer.calendar) if timer.working else Elapsed(facts.zone)


def entry_of(timed: Timed, values: Mapping[str, Value]) -> datetime | None:
    """When the record came into the state, or into the group that a deadline sits on (A24); when a clock that runs began."""
    if timed.clock is not None:
        return started(timed.clock, values)
    if timed.flips:
        made = values.get("created_at")
        return made if isinstance(made, datetime) else None
    if timed.track is None:
        group = values.get(f"entered_{timed.seat}") if timed.seat != values.get("state") else None
        found = group or values.get("entered_at")
    else:
        inside = timed.seat != values.get(timed.track)
        group = values.get(f"entered_{timed.track}_{timed.seat}") if inside else None
        found = group or values.get(f"entered_{timed.track}")
    return found if isinstance(found, datetime) else None


def _first_flip(timed: Timed, facts: Local) -> datetime | None:
    """When time alone first changes a kept field, which belongs to the record as long as it is there."""
    now = facts.value("now")
    if not isinstance(now, datetime):
        return None
    found = (next_flip(one, {**facts(one.needs), "zone": facts.zone}, now) for one in timed.flips)
    return min((one for one in found if one is not None), default=None)
