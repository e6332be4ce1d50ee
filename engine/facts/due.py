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
    timed = workflow.timed.get(str(values.get("state")), ()) if workflow else ()
    found = next((one for one in timed if one.name == name and one.transition is not None), None)
    return None if found is None else due_of(found, values, facts)


def clock_of(timer: TimerSpec, facts: Local) -> Clock:
    """Elapsed time in the zone of the record; working time on the timer's calendar, else the centre's, else the pack's (A23)."""
    return facts.calendar(timer.calendar) if timer.working else Elapsed(facts.zone)


def entry_of(timed: Timed, values: Mapping[str, Value]) -> datetime | None:
    """When the record came into the state, or into the group that a deadline sits on (A24); when a clock that runs began.

    What kept fields wait for belongs to the record as long as it is there.
    """
    if timed.clock is not None:
        return started(timed.clock, values)
    if timed.flips:
        made = values.get("created_at")
        return made if isinstance(made, datetime) else None
    group = values.get(f"entered_{timed.seat}") if timed.seat != values.get("state") else None
    found = group or values.get("entered_at")
    return found if isinstance(found, datetime) else None


def _first_flip(timed: Timed, facts: Local) -> datetime | None:
    now = facts.value("now")
    if not isinstance(now, datetime):
        return None
    found = (next_flip(one, {**facts(one.needs), "zone": facts.zone}, now) for one in timed.flips)
    return min((one for one in found if one is not None), default=None)
